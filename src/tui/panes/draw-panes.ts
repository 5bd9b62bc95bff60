// The titles of panes and the lines between them. The sessions' own cells are put beside them by stage.ts.
import type {SessionView} from '../../domain/controller.ts';
import type {Size} from '../../domain/screen.ts';
import {cellText, cut} from '../cells.ts';
import type {DrawnSurface} from '../draw/drawn-surface.ts';
import {elapsed} from '../draw/elapsed.ts';
import {message} from '../draw/message.ts';
import {stateSpan} from '../draw/sessions.ts';
import type {Frame} from '../frame.ts';
import type {Rect} from '../layout.ts';
import {fitLine, lineWidth, span} from '../line.ts';
import type {Line} from '../theme.ts';
import type {Token} from '../themes/token.ts';
import {progressText, titleText} from '../wall/said.ts';
import {widthOf} from '../width.ts';
import type {Divider} from './arrange.ts';
import {drawSessionList} from './draw-session-list.ts';
import type {PlacedPane} from './placed.ts';

/** A title for each pane, what stands in one without a screen, and the lines between panes side by side. */
export const drawPanes = (frame: Frame): DrawnSurface[] => {
	const {panes, dividers} = frame.view.placed;
	const focus = panes.find(({focused}) => focused)?.rect;
	return [
		...drawSessionList(frame.view),
		...panes.flatMap((pane) => drawPane(pane, frame)),
		...dividers.filter(({axis}) => axis === 'columns').map((divider) => drawDivider(divider, focus)),
	];
};

const drawPane = (pane: PlacedPane, frame: Frame): DrawnSurface[] => {
	const {rect, content, key} = pane;
	const screen = frame.screens.get(key);
	const body =
		screen === undefined || screen.status === 'connecting'
			? message([`Connecting to ${pane.of.session.id}…`], content.width)
			: [];
	const place = {id: `pane ${key}`, lines: body.slice(0, content.height)};
	if (content.height === rect.height) return [{...place, rect: content}];
	const title = drawTitle(pane, frame, rect.width);
	return [{id: `pane ${key}`, rect, lines: [title, ...place.lines]}];
};

/** `━ ◆ 2 ▶ working T3 Line it with stone ━━━━ claude · 4m ━`: the focused pane's line is heavy and has a mark. */
export const drawTitle = (pane: PlacedPane, frame: Frame, width: number): Line => {
	const {focused, typed, rang, number, of} = pane;
	const token: Token = focused ? 'border-focused' : 'border';
	const line = focused ? '━' : '─';
	const mark = typed ? `◆ ${number} typing ` : focused ? `◆ ${number} ` : `${number} `;
	const left: Line = [
		span(`${line} `, token),
		span(mark, focused ? 'marked' : 'muted'),
		...(rang ? [span('♪ bell ', 'warn')] : []),
		stateSpan(of.session),
		span(' '),
	];
	const room = width - lineWidth(left);
	const name = nameOf(pane, frame, room);
	const note = notesOf(pane, frame).find((one) => room - widthOf(one) - 3 >= Math.min(SHORTEST_NAME, widthOf(name)));
	if (note === undefined) return fitLine([...left, span(name, focused ? 'strong' : 'text')], width);
	const right: Line = [span(` ${note} `, 'muted'), span(line, token)];
	const rest = Math.max(0, room - lineWidth(right) - widthOf(name));
	const shown = fitLine([span(name, focused ? 'strong' : 'text')], room - lineWidth(right) - rest);
	return [...left, ...shown, span(line.repeat(rest), token), ...right];
};

/** The task, and the mission where that is not the open one. */
const nameOf = ({of}: PlacedPane, {view}: Frame, room: number): string => {
	const said = titleText(of.session);
	const task = `${cellText(of.session.taskId)} ${cellText(of.session.taskTitle)} ${said === '' ? '' : `· ${said} `}`;
	if (of.ref.project === view.control.selected) return task;
	return `${cut(cellText(of.mission), Math.max(8, Math.floor(room / 3)))} › ${task}`;
};

/** A note at the title's end is left out where less than this would be left for the task. */
const SHORTEST_NAME = 12;

/** What else is known of the session, from all of it to the least. */
const notesOf = ({of, key, content}: PlacedPane, {view, screens}: Frame): string[] => {
	const {session} = of;
	const screen = screens.get(key);
	const other = screen?.status === 'live' && !isOf(content, screen.size);
	const time = elapsed(session, view.state.now);
	const state =
		screen?.status === 'ended'
			? 'last screen'
			: screen?.status === 'lost'
				? 'lost'
				: other
					? sizeText(screen.size)
					: '';
	const all = [
		cellText(session.runtime),
		todoText(session),
		session.tokens === undefined ? '' : tokensText(session.tokens),
		progressText(session),
		time,
		state,
	].filter(Boolean);
	return [all.join(' · '), [time, state].filter(Boolean).join(' · '), time];
};

const isOf = ({width, height}: Rect, {cols, rows}: Size): boolean => width === cols && height === rows;
const sizeText = ({cols, rows}: Size): string => `${cols}×${rows}`;

/** `3/7` of the agent's own list; empty where it keeps none. */
export const todoText = ({progress}: SessionView): string =>
	progress?.todo ? `${progress.todo.done}/${progress.todo.total}` : '';

/** `950 tokens`, `12k tokens`, `3.4M tokens`. */
export const tokensText = (tokens: number): string => {
	if (tokens < 1000) return `${tokens} tokens`;
	return tokens < 1_000_000 ? `${Math.floor(tokens / 1000)}k tokens` : `${(tokens / 1_000_000).toFixed(1)}M tokens`;
};

const drawDivider = ({rect, path}: Divider, focus: Rect | undefined): DrawnSurface => {
	const lines = Array.from({length: rect.height}, (_, row): Line => {
		const y = rect.y + row;
		const beside =
			focus !== undefined &&
			y >= focus.y &&
			y < focus.y + focus.height &&
			(focus.x + focus.width === rect.x || focus.x === rect.x + 1);
		return [beside ? span('┃', 'border-focused') : span('│', 'border')];
	});
	return {id: `divider ${path}`, rect, lines};
};
