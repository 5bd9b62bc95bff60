// The list beside the preview: sessions of all missions, the chosen one marked.
import {cellText} from '../cells.ts';
import type {DrawnSurface} from '../draw/drawn-surface.ts';
import {framed} from '../draw/frame.ts';
import {listLines, positionOf, seenIn} from '../draw/list.ts';
import {sessionLines} from '../draw/sessions.ts';
import {inside, type Rect} from '../layout.ts';
import {clickable} from '../line.ts';
import type {Line} from '../theme.ts';
import type {View} from '../view.ts';
import {type PaneSession, paneSessions} from './pane-session.ts';
import {areasOf} from './session-list.ts';

/** Rows from which on each session has two lines. */
const ROOMY = 8;

/** The list where the layout has one. */
export const drawSessionList = (view: View): DrawnSurface[] => {
	const {panes, size} = view.state;
	const {list} = areasOf(panes, size);
	return list === null ? [] : [{id: 'session-list', rect: list, lines: linesOf(view, list)}];
};

const linesOf = (view: View, rect: Rect): Line[] => {
	const sessions = paneSessions(view.control);
	const {cols, rows} = inside(rect);
	const linesPerEntry = rows < ROOMY ? 1 : 2;
	const seen = seenIn(rect, linesPerEntry);
	const index = Math.max(
		0,
		sessions.findIndex(({key}) => key === view.focused?.key),
	);
	const top = Math.max(0, Math.min(index - Math.floor(seen / 2), sessions.length - seen));
	const cursor = {key: null, index, top};
	const draw = (one: PaneSession, width: number) => entryLines(one, width, linesPerEntry, view);
	const focused = view.state.attached === null;
	const body = listLines({entries: sessions, cursor, focused, width: cols, rows, linesPerEntry, draw});
	const clicked = body.map((line, row) => {
		const pane = sessions[top + Math.floor(row / linesPerEntry)]?.key;
		return pane === undefined ? line : clickable(line, {pane});
	});
	return framed(rect, {title: 'Sessions', focused, note: positionOf(cursor, sessions.length, seen)}, clicked);
};

const entryLines = (one: PaneSession, width: number, lines: number, {state, control}: View): Line[] =>
	sessionLines(one.session, width, lines, {
		rang: state.rang.has(one.key),
		now: state.now,
		...(one.ref.project === control.selected ? {} : {mission: cellText(one.mission)}),
	});
