// The line above or below the panes that says where the person is.
import {cellText} from '../cells.ts';
import {elapsed} from '../draw/elapsed.ts';
import {stateSpan} from '../draw/sessions.ts';
import {clickable, justify, span} from '../line.ts';
import {inboxCount} from '../people/count.ts';
import type {Line} from '../theme.ts';
import type {View} from '../view.ts';
import {todoText, tokensText} from './draw-panes.ts';
import {paneSessions} from './pane-session.ts';

/** Below this the session and the number of panes are what there is room for. */
const NARROW = 70;

/** Mission, layout and the number of panes; of a pane that is seen alone all that its title would say. */
export const drawPanesBar = (view: View, width: number): Line => {
	const step = span(' › ', 'muted');
	const place: Line = [span(' mosaic', 'accent'), step, span(cellText(view.mission?.name ?? ''), 'strong')];
	const trail: Line = [...clickable(place, {run: 'pane.lists'}), step];
	const {focused, placed, state} = view;
	if (focused === null || !view.layout.bare)
		return justify([...trail, {...span(layoutWord(view)), click: {run: 'pane.layout'}}], waiting(view), width);
	const {session} = focused;
	const number = placed.panes[0]?.number ?? 1;
	const hidden = placed.total > 1 ? ` ${number} of ${placed.total}${state.panes.zoomed ? ', zoomed' : ''} ` : '';
	const note = [
		cellText(session.runtime),
		todoText(session),
		session.tokens === undefined ? '' : tokensText(session.tokens),
	];
	const right = [...note, elapsed(session, state.now)].filter(Boolean).join(' · ');
	const task = span(`${cellText(session.taskId)} ${cellText(session.taskTitle)} `, 'strong');
	if (width < NARROW)
		return justify(
			[span(' '), stateSpan(session), span(' '), task],
			[...(hidden === '' ? [] : [span(hidden, 'marked')]), ...waiting(view)],
			width,
		);
	return justify(
		[...trail, task, stateSpan(session), span(` ${session.id}`, 'muted')],
		[...(hidden === '' ? [] : [span(hidden, 'marked')]), ...waiting(view), span(`${right} `, 'muted')],
		width,
	);
};

const layoutWord = ({state, placed}: View): string => {
	const {follow} = state.panes;
	const seen = placed.panes.length;
	if (follow === 'list') return `list layout, ${placed.panes[0]?.number ?? 1} of ${placed.total}`;
	const count = seen < placed.total ? `${seen} of ${placed.total} panes` : `${seen} panes`;
	return `${follow ?? 'own'} layout, ${count}`;
};

const waiting = (view: View): Line => {
	const count = paneSessions(view.control).filter(({session}) => session.needsPerson).length;
	const inbox = inboxCount(view, view.state.size.cols < NARROW);
	if (count === 0) return inbox;
	const words = view.state.size.cols < NARROW ? '' : count === 1 ? ' waits for you' : ' wait for you';
	const said = span(`? ${count}${words} `, 'warn');
	return [...inbox, {...said, click: {run: 'pane.next-waiting'}}];
};
