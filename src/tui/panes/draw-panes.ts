// The titles of panes and the lines between them. The sessions' own cells are put beside them by stage.ts.
import {cellText, widthOf} from '../cells.ts';
import type {DrawnSurface} from '../draw/drawn-surface.ts';
import {elapsed} from '../draw/elapsed.ts';
import {message} from '../draw/message.ts';
import {stateSpan} from '../draw/sessions.ts';
import type {Rect} from '../layout.ts';
import {fitLine, lineWidth, span} from '../line.ts';
import type {Line} from '../theme.ts';
import type {Token} from '../themes/token.ts';
import type {Frame} from '../ui.ts';
import type {Divider} from './arrange.ts';
import type {PlacedPane} from './placed.ts';

/** A title for each pane, what stands in one without a screen, and the lines between panes side by side. */
export const drawPanes = (frame: Frame): DrawnSurface[] => {
	const {panes, dividers} = frame.view.placed;
	const focus = panes.find(({focused}) => focused)?.rect;
	return [
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
	const name = span(`${cellText(of.session.taskId)} ${cellText(of.session.taskTitle)} `, focused ? 'strong' : 'text');
	const left: Line = [
		span(`${line} `, token),
		span(mark, focused ? 'marked' : 'muted'),
		...(rang ? [span('♪ bell ', 'warn')] : []),
		stateSpan(of.session),
		span(' '),
	];
	const right = [span(` ${noteOf(pane, frame)} `, 'muted'), span(line, token)];
	const room = width - lineWidth(left) - lineWidth(right);
	if (room < SHORTEST_NAME) return fitLine([...left, name], width);
	const rest = Math.max(0, room - widthOf(name.text));
	return [...left, ...fitLine([name], room - rest), span(line.repeat(rest), token), ...right];
};

/** A note at the title's end is left out where less than this would be left for the task. */
const SHORTEST_NAME = 12;

const noteOf = ({of, key, content}: PlacedPane, {view, screens}: Frame): string => {
	const {session} = of;
	const screen = screens.get(key);
	const other = screen !== undefined && (screen.size.cols !== content.width || screen.size.rows !== content.height);
	const elsewhere = of.ref.project === view.control.selected ? '' : cellText(of.mission);
	const parts = [
		elsewhere,
		cellText(session.runtime),
		session.tokens === undefined ? '' : tokensText(session.tokens),
		elapsed(session, view.state.now),
		screen?.status === 'ended' ? 'last screen' : screen?.status === 'lost' ? 'lost' : '',
		screen?.status === 'live' && other ? `${screen.size.cols}×${screen.size.rows}` : '',
	];
	return parts.filter(Boolean).join(' · ');
};

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
