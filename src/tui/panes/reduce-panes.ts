// What an event makes of the panes. Pure; afterwards every pane is one of a session that is known.
import {isLive} from '../../domain/session.ts';
import {unreachable} from '../../domain/unreachable.ts';
import type {Rect} from '../layout.ts';
import {arrange, leastOf, neighbourOf} from './arrange.ts';
import {followedPanes, followedTree, slotsIn} from './follow.ts';
import type {PaneKey, PaneSession} from './pane-session.ts';
import type {PanesEvent, PanesState} from './panes-state.ts';
import {resizedBy} from './resize.ts';
import {listedBeside, steppedTo} from './session-list.ts';
import {
	closePane,
	evenOut,
	type PaneTree,
	panesIn,
	replacePane,
	rotatePanes,
	splitPane,
	swapPanes,
	withRatio,
} from './tree.ts';

/** The world as the panes see it: the sessions in the order in which they need a person, and the room for panes. */
export type PanesWorld = {readonly sessions: readonly PaneSession[]; readonly area: Rect};

/** The panes after an event. */
export const reducePanes = (state: PanesState, event: PanesEvent, world: PanesWorld): PanesState =>
	settlePanes(change(state, event, world), world);

/** Panes of sessions that are known only: an ended one goes over to its task's next session, and free places are filled. */
export const settlePanes = (state: PanesState, world: PanesWorld): PanesState => {
	if (!state.open) return state;
	const carried = carriedOn(state, world.sessions);
	const kept = onlyKnown(carried, world.sessions);
	const filled = kept.follow === null ? kept : follow(kept, world);
	if (filled.tree === null) return {...filled, open: false, focus: null, zoomed: false};
	const panes = panesIn(filled.tree);
	const focus = filled.focus !== null && panes.includes(filled.focus) ? filled.focus : (panes[0] ?? null);
	const zoomed = filled.zoomed && (panes.length > 1 || filled.follow === 'list');
	return focus === filled.focus && zoomed === filled.zoomed ? filled : {...filled, focus, zoomed};
};

const change = (state: PanesState, event: PanesEvent, world: PanesWorld): PanesState => {
	const {tree, focus} = state;
	const listed = state.follow === 'list' ? listedBy(state, event, world.sessions) : null;
	if (listed !== null) return listed;
	switch (event.what) {
		case 'opened':
			return opened(state, event.pane, world);
		case 'closed':
			return {...state, open: false};
		case 'focused':
			return {...state, focus: event.pane};
		case 'focus-numbered':
			return {...state, focus: panesIn(tree)[event.number - 1] ?? focus};
		case 'focus-passed':
			return {...state, focus: passed(panesIn(tree), focus, event.by)};
		case 'focus-moved':
			return {...state, focus: beside(state, event.to, world.area) ?? focus};
		case 'zoomed':
			return {...state, zoomed: event.zoomed};
		case 'laid-out':
			return {...state, open: true, follow: event.follow, zoomed: false};
		case 'recalled':
			return event.panes;
		default:
			return tree === null || focus === null ? state : changeTree({...state, tree, focus}, event, world);
	}
};

/** In the list an event that goes to another pane goes to another session; null for any other event. */
const listedBy = (state: PanesState, event: PanesEvent, sessions: readonly PaneSession[]): PanesState | null => {
	const to = (pane: PaneKey | undefined): PanesState =>
		pane === undefined || !sessions.some(({key}) => key === pane) ? state : {...state, tree: {pane}, focus: pane};
	switch (event.what) {
		case 'focused':
			return to(event.pane);
		case 'focus-numbered':
			return to(sessions[event.number - 1]?.key);
		case 'focus-moved':
			return to(listedBeside(state, sessions, event.to));
		case 'focus-passed':
		case 'session-changed':
			return to(steppedTo(state, sessions, event.by, true));
		default:
			return null;
	}
};

type TreeEvent = Extract<
	PanesEvent,
	{what: 'split' | 'view-closed' | 'swapped' | 'rotated' | 'evened' | 'resized' | 'divided' | 'session-changed'}
>;

/** Whoever changes the tree by hand has a layout of their own: nothing is filled in there any more. */
const changeTree = (
	state: PanesState & {readonly tree: PaneTree; readonly focus: PaneKey},
	event: TreeEvent,
	{sessions, area}: PanesWorld,
): PanesState => {
	const {tree, focus} = state;
	const own = (changed: PaneTree | null): PanesState => ({...state, follow: null, zoomed: false, tree: changed});
	switch (event.what) {
		case 'split': {
			const [fresh] = unseen(state, sessions);
			return fresh === undefined ? state : {...own(splitPane(tree, focus, event.axis, fresh)), focus: fresh};
		}
		case 'view-closed':
			return closeView(state, sessions);
		case 'swapped': {
			const other = beside(state, event.to, area);
			return other === undefined ? state : own(swapPanes(tree, focus, other));
		}
		case 'rotated':
			return own(rotatePanes(tree, event.by));
		case 'evened':
			return own(evenOut(tree));
		case 'resized':
			return own(resizedBy(tree, focus, event.axis, event.by, area));
		case 'divided':
			return own(withRatio(tree, event.path, event.ratio));
		case 'session-changed': {
			const fresh = unseen(state, sessions).at(event.by === 1 ? 0 : -1);
			return fresh === undefined
				? state
				: {...own(replacePane(tree, focus, fresh)), zoomed: state.zoomed, focus: fresh};
		}
		default:
			return unreachable(event);
	}
};

const opened = (state: PanesState, pane: PaneKey | null, {sessions, area}: PanesWorld): PanesState => {
	const open = {...state, open: true};
	if (pane === null || !sessions.some(({key}) => key === pane)) return open;
	if (panesIn(state.tree).includes(pane)) return {...open, focus: pane};
	if (state.tree === null) return {...open, tree: {pane}, focus: pane};
	const room = state.follow === null || panesIn(state.tree).length < slotsIn(state.follow, area);
	const last = panesIn(state.tree).at(-1) ?? pane;
	const tree = room ? splitPane(state.tree, last, 'columns', pane) : replacePane(state.tree, last, pane);
	return {...open, tree, focus: pane};
};

/** The pane whose place the closed one's is, or that before it, gets the focus. */
const closeView = (
	state: PanesState & {readonly tree: PaneTree; readonly focus: PaneKey},
	sessions: readonly PaneSession[],
): PanesState => {
	const {tree, focus} = state;
	const panes = panesIn(tree);
	const rest = closePane(tree, focus);
	const next = panes[panes.indexOf(focus) + 1] ?? panes.at(-2) ?? null;
	const session = sessions.find(({key}) => key === focus)?.session;
	const follow = session !== undefined && isLive(session.state) ? null : state.follow;
	return {
		...state,
		follow: rest === null ? 'grid' : follow,
		open: rest !== null,
		zoomed: false,
		tree: rest,
		focus: next,
	};
};

/** The sessions without a pane, live ones first. */
export const unseen = ({tree}: PanesState, sessions: readonly PaneSession[]): PaneKey[] => {
	const seen = new Set(panesIn(tree));
	return sessions.filter(({key}) => !seen.has(key)).map(({key}) => key);
};

/** The pane beside the focused one, also where the terminal shows only a part of them. */
export const beside = (
	{tree, focus}: PanesState,
	to: Parameters<typeof neighbourOf>[2],
	area: Rect,
): PaneKey | undefined => {
	if (tree === null || focus === null) return undefined;
	const {cols, rows} = leastOf(tree);
	const room = {...area, width: Math.max(cols, area.width), height: Math.max(rows, area.height)};
	return neighbourOf(arrange(tree, room), focus, to);
};

const passed = (panes: readonly PaneKey[], focus: PaneKey | null, by: number): PaneKey | null =>
	panes[(panes.indexOf(focus ?? '') + by + panes.length) % Math.max(1, panes.length)] ?? null;

const follow = (state: PanesState, {sessions, area}: PanesWorld): PanesState => {
	if (state.follow === null) return state;
	const now = panesIn(state.tree);
	const panes = followedPanes(now, sessions, slotsIn(state.follow, area), state.focus);
	if (panes.length === 0) return {...state, tree: null, focus: null};
	const tree = followedTree(panes, area);
	return JSON.stringify(tree) === JSON.stringify(state.tree) ? state : {...state, tree};
};

const onlyKnown = (state: PanesState, sessions: readonly PaneSession[]): PanesState => {
	const known = new Set(sessions.map(({key}) => key));
	const gone = panesIn(state.tree).filter((key) => !known.has(key));
	const tree = gone.reduce<PaneTree | null>((rest, key) => rest && closePane(rest, key), state.tree);
	return gone.length === 0 ? state : {...state, tree};
};

/** A task that was resumed goes on in the pane where it ended. */
const carriedOn = (state: PanesState, sessions: readonly PaneSession[]): PanesState => {
	const moves = panesIn(state.tree).map((key) => [key, successorOf(key, sessions)] as const);
	let {tree, focus} = state;
	for (const [key, next] of moves) {
		if (next === undefined || tree === null || panesIn(tree).includes(next)) continue;
		tree = replacePane(tree, key, next);
		focus = focus === key ? next : focus;
	}
	return tree === state.tree ? state : {...state, tree, focus};
};

const successorOf = (key: PaneKey, sessions: readonly PaneSession[]): PaneKey | undefined => {
	const pane = sessions.find((one) => one.key === key);
	if (pane === undefined || isLive(pane.session.state)) return undefined;
	return sessions.find(
		({ref, session}) =>
			ref.project === pane.ref.project && session.taskId === pane.session.taskId && isLive(session.state),
	)?.key;
};
