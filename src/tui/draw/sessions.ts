import type {SessionView} from '../../domain/controller.ts';
import {type SessionState, STATE_GLYPHS} from '../../domain/session.ts';
import {cellText} from '../cells.ts';
import {inside, type Rect} from '../layout.ts';
import {justify, lineWidth, span} from '../line.ts';
import {linesPerEntry} from '../lists.ts';
import {paneKey} from '../panes/pane-session.ts';
import {shownKey} from '../settings.ts';
import type {Line, Span} from '../theme.ts';
import type {Token} from '../themes/token.ts';
import type {View} from '../view.ts';
import {widthOf} from '../width.ts';
import {elapsed} from './elapsed.ts';
import {framed} from './frame.ts';
import {listLines, positionOf, seenIn} from './list.ts';
import {listTitle} from './list-title.ts';
import {message} from './message.ts';

export const STATE_TOKENS: Readonly<Record<SessionState, Token>> = {
	starting: 'active',
	working: 'active',
	waiting: 'warn',
	idle: 'muted',
	done: 'good',
	failed: 'bad',
	crashed: 'bad',
	stopped: 'muted',
};

/** The panel of the open mission's sessions, those that need a person first. */
export const drawSessions = (view: View, rect: Rect): Line[] => {
	const {cols, rows} = inside(rect);
	const focused = view.state.panel === 'sessions';
	const perEntry = linesPerEntry('sessions', rect);
	const cursor = view.state.sessions;
	const body = listLines({
		entries: view.sessions,
		cursor,
		focused,
		width: cols,
		rows,
		linesPerEntry: perEntry,
		draw: (session, width) =>
			sessionLines(session, width, perEntry, {rang: hasRung(session, view), now: view.state.now}),
	});
	const note = positionOf(cursor, view.sessions.length, seenIn(rect, perEntry));
	const found = {shown: view.sessions.length, total: view.detail?.sessions.length ?? 0};
	const title = listTitle(view, 'sessions', 'Sessions', found);
	return framed(rect, {title, focused, note}, body.length > 0 ? body : nothing(view, cols));
};

const nothing = ({control, detail, state}: View, width: number): Line[] => {
	if (detail === null) return control.loaded ? [] : message(['Reading sessions…'], width);
	if (detail.sessions.length > 0)
		return message(
			[`Nothing matches “${state.filters.sessions}”.`, `${shownKey(state.settings, 'back')} clears the filter.`],
			width,
		);
	return message(['No sessions yet.', `Choose a task and press ${shownKey(state.settings, 'task.start')}.`], width);
};

const hasRung = ({id}: SessionView, {mission, state}: View): boolean =>
	mission !== null && state.rang.has(paneKey({project: mission.project, sessionId: id}));

/** What is known of a session that is not in its own fields: whether it rang unheard, the time, a mission to name. */
type Now = {readonly rang: boolean; readonly now: number; readonly mission?: string};

/** A session as one or two lines of a list. */
export const sessionLines = (session: SessionView, width: number, lines: number, {rang, now, mission}: Now): Line[] => {
	const about = [...(mission === undefined ? [] : [span(`${mission} › `, 'muted')]), aboutSession(session)];
	const task = span(` ${cellText(session.taskId)}`, 'strong');
	const bell = rang ? [span(' ♪', 'warn')] : [];
	const glyph = stateSpan(session, width >= 34 ? STATE_WIDTH : 0);
	const start: Line = [glyph, task, ...bell];
	const head: Line = [...start, span(` ${session.id}`, 'muted')];
	const time = elapsed(session, now);
	const all = `${cellText(session.runtime)} ${time}`;
	if (lines === 1) return [justify([...head, span('  '), ...about], [span(all, 'muted')], width)];
	const right = lineWidth(head) + widthOf(all) < width ? all : time;
	if (lineWidth(head) + widthOf(right) < width)
		return [justify(head, [span(right, 'muted')], width), [span('  '), ...about]];
	return [justify(start, [span(time, 'muted')], width), [span(`  ${session.id} `, 'muted'), ...about]];
};

const STATE_WIDTH = 10;

/** Glyph and word of a session's state, in at least so many cells. */
export const stateSpan = ({state}: SessionView, width = 0): Span =>
	span(`${STATE_GLYPHS[state]} ${state}`.padEnd(width), STATE_TOKENS[state]);

/** What a session says of itself: the question it waits with, else its task, with how it ended. */
const aboutSession = (session: SessionView) => {
	if (session.message !== null && session.needsPerson) return span(`“${cellText(session.message)}”`, 'warn');
	const end = session.signal ?? (session.exitCode ? `exit ${session.exitCode}` : '');
	const said = session.message === null ? cellText(session.taskTitle) : cellText(session.message);
	return span(end === '' ? said : `${end} · ${said}`, 'muted');
};
