// What an event makes of the person's choices. Pure; after each event every choice is made valid for the world as it is.
import type {ControlState} from '../domain/controller.ts';
import {hearEngines} from './engine-news.ts';
import {changeFilter, NO_FILTERS} from './filters.ts';
import {PANELS, type PanelId, paneArea} from './layout.ts';
import {moveCursor, NOWHERE, settleCursor} from './list-cursor.ts';
import {keysOfList, type ListId, type Lists, listsOf, pageOf} from './lists.ts';
import {addToast, dismissNewest, type Toast, withoutExpired, withoutInfo} from './notices.ts';
import {findSession, paneKey, paneSessions, refOf} from './panes/pane-session.ts';
import {NO_PANES, type PanesEvent} from './panes/panes-state.ts';
import {reducePanes, settlePanes} from './panes/reduce-panes.ts';
import {reducePeople, settlePeople, withoutPeople} from './people/reduce-people.ts';
import {changeDialog} from './reduce-dialog.ts';
import type {SessionRef} from './session-ref.ts';
import type {TreeRow} from './task-tree.ts';
import {sessionOf, viewOf} from './view.ts';
import type {ViewEvent, ViewState} from './view-state.ts';

/** The state after an event, valid for the world `control`. */
export const reduce = (state: ViewState, event: ViewEvent, control: ControlState): ViewState =>
	settle(change(state, event, control), control);

const change = (state: ViewState, event: ViewEvent, control: ControlState): ViewState => {
	switch (event.type) {
		case 'world-changed':
			return hearEngines(state, control);
		case 'resized':
			return {...state, size: event.size};
		case 'moved':
			return move(state, event.by, listsOf(control, state));
		case 'paged':
			return page(state, event.by, listsOf(control, state));
		case 'scrolled':
			return moveIn(state, event.list, event.by, listsOf(control, state));
		case 'pointed':
			return point(state, event.panel, event.index, control);
		case 'panel-moved':
			return {...withShown(state, control), zoomed: false, panel: panelAfter(state.panel, event.by)};
		case 'panel-chosen':
			return {...backToLists(withShown(withoutPeople(state), control)), panel: event.panel, zoomed: event.zoomed};
		case 'zoomed':
			return {...state, zoomed: event.zoomed};
		case 'fold-toggled':
			return {...state, folded: toggled(state.folded, event.key)};
		case 'session-chosen':
			if (state.panes.open && state.project !== null)
				return openPane(state, {project: state.project, sessionId: event.sessionId}, control);
			return {
				...withoutPeople(state),
				panel: 'sessions',
				zoomed: false,
				sessions: {...state.sessions, key: event.sessionId},
			};
		case 'task-chosen':
			return chooseTask(backToLists(withoutPeople(state)), event.taskId, control);
		case 'attached':
			return {
				...state,
				attached: event.session,
				sessions: {...state.sessions, key: event.session.sessionId},
				panes: state.panes.open ? {...state.panes, focus: paneKey(event.session)} : state.panes,
				dialog: null,
				filtering: false,
				notices: withoutInfo(state.notices),
			};
		case 'held':
			return {...state, held: event.panes};
		case 'left':
			return {...state, attached: null};
		case 'panes':
			return changePanes(state, event.event, control);
		case 'people':
			return reducePeople(state, event.event, control);
		case 'rang':
			return {...state, rang: new Set([...state.rang, paneKey(event.session)])};
		case 'preparing':
			return {...state, preparing: event.text};
		case 'look-changed':
			return {...state, look: {...state.look, ...event.look}};
		default:
			return changeOverlay(state, event, control);
	}
};

const changeOverlay = (
	state: ViewState,
	event: Extract<ViewEvent, {type: `${'filter' | 'dialog' | 'toast'}-${string}` | 'told' | 'asked' | 'answered'}>,
	control: ControlState,
): ViewState => {
	switch (event.type) {
		case 'filter-opened':
		case 'filter-typed':
		case 'filter-closed':
			return changeFilter(state, event, control);
		case 'toast-dismissed':
			return {...state, notices: dismissNewest(state.notices)};
		case 'told':
			return {...state, notices: event.toast ? told(state, event.toast) : withoutInfo(state.notices)};
		case 'asked':
			return {
				...state,
				pending: [...state.pending, {...event.pending, since: state.now}],
				notices: withoutInfo(state.notices),
			};
		case 'answered':
			return {
				...state,
				pending: state.pending.filter((one) => one.id !== event.id),
				notices: told(state, event.toast),
			};
		default:
			return changeDialog(state, event, control);
	}
};

const told = (state: ViewState, toast: Toast) => addToast(state.notices, toast, state.now);

/** The task is chosen where it can be seen: without a filter or a folded milestone in between. */
const chooseTask = (state: ViewState, taskId: string, control: ControlState): ViewState => {
	const next: ViewState = {
		...state,
		panel: 'tasks',
		zoomed: false,
		filters: NO_FILTERS,
		filtering: false,
		folded: new Set(),
	};
	const row = listsOf(control, next).rows.find((one) => one.kind === 'task' && one.task.id === taskId);
	return {...next, tasks: {...state.tasks, key: row?.key ?? state.tasks.key}};
};

const settle = (state: ViewState, control: ControlState): ViewState => {
	const placed = control.selected === state.project ? state : enter(state, control);
	const attached = stillAttached(placed, control) ? placed.attached : null;
	const told = {...placed, attached, notices: withoutExpired(placed.notices, placed.now)};
	const settled = settlePeople(settlePanesOf(told, control), control);
	const lists = listsOf(control, settled);
	const cursor = (list: ListId) => settleCursor(settled[list], keysOfList(lists, list), pageOf(lists, list));
	const tasks = cursor('tasks');
	const sessions = {...settled.sessions, key: sessionKeyOf({...settled, tasks}, lists) ?? settled.sessions.key};
	return {
		...settled,
		missions: cursor('missions'),
		tasks,
		sessions: settleCursor(sessions, keysOfList(lists, 'sessions'), pageOf(lists, 'sessions')),
	};
};

/** While a task is chosen the session that works on it is, also one that was started just now. */
const sessionKeyOf = ({panel, attached, tasks}: ViewState, {rows, sessions}: Lists): string | undefined => {
	const row = panel === 'tasks' && attached === null ? rows[tasks.index] : undefined;
	return row?.kind === 'task' ? sessionOf(row.task, sessions)?.id : undefined;
};

/** Another mission was opened: its lists start afresh, the tasks on the first one that a person would go on with. */
const enter = (state: ViewState, control: ControlState): ViewState => {
	const fresh: ViewState = {
		...state,
		project: control.selected,
		filters: NO_FILTERS,
		filtering: false,
		folded: new Set(),
		tasks: NOWHERE,
		sessions: NOWHERE,
		panes: {...NO_PANES, follow: state.settings.layout},
	};
	const lists = listsOf(control, fresh);
	if (lists.mission === null || lists.mission.detail === null) return {...fresh, project: null};
	const mission = lists.mission.project;
	const key = firstChoice(lists.rows);
	return {
		...fresh,
		panel: state.project === null && state.panel === 'missions' ? 'tasks' : state.panel,
		missions: {...fresh.missions, key: mission},
		tasks: {...NOWHERE, key},
	};
};

/** Where a person would go on: what is worked on, what was begun, what is ready, else the first task. */
const firstChoice = (rows: readonly TreeRow[]): string | null => {
	const tasks = rows.filter((row) => row.kind === 'task');
	const choice =
		tasks.find(({task}) => task.liveSessionId !== null) ??
		tasks.find(({task}) => task.status === 'in-progress') ??
		tasks.find(({task}) => task.ready) ??
		tasks[0];
	return choice?.key ?? null;
};

const worldOf = (state: ViewState, control: ControlState) => ({
	sessions: paneSessions(control),
	area: paneArea(state.size),
});

/** Who goes to another pane while typing goes on typing there; one that cannot be typed into is only looked at. */
const changePanes = (state: ViewState, event: PanesEvent, control: ControlState): ViewState => {
	const panes = reducePanes(state.panes, event, worldOf(state, control));
	const moved = state.attached !== null && panes.focus !== null && panes.focus !== state.panes.focus;
	const left = event.what === 'closed' || panes.focus === null;
	return {...state, panes, attached: left ? null : moved ? refOf(panes.focus) : state.attached};
};

const openPane = (state: ViewState, session: SessionRef, control: ControlState): ViewState =>
	changePanes(state, {what: 'opened', pane: paneKey(session)}, control);

const backToLists = (state: ViewState): ViewState =>
	state.panes.open ? {...state, panes: {...state.panes, open: false}} : state;

/** Whom a person looks at rings no more. */
const settlePanesOf = (state: ViewState, control: ControlState): ViewState => {
	const panes = state.project === null ? state.panes : settlePanes(state.panes, worldOf(state, control));
	const seen = panes.open ? panes.focus : state.attached && paneKey(state.attached);
	const rang =
		seen !== null && state.rang.has(seen) ? new Set([...state.rang].filter((key) => key !== seen)) : state.rang;
	return panes === state.panes && rang === state.rang ? state : {...state, panes, rang};
};

const stillAttached = ({attached}: ViewState, control: ControlState): boolean => {
	if (attached === null) return true;
	return findSession(control, attached)?.session.whyNotAttach === null;
};

const move = (state: ViewState, by: number, lists: Lists): ViewState => {
	const list = state.panel;
	return list === 'screen' ? state : moveIn(state, list, by, lists);
};

const moveIn = (state: ViewState, list: ListId, by: number, lists: Lists): ViewState => ({
	...state,
	[list]: moveCursor(state[list], by, keysOfList(lists, list), pageOf(lists, list)),
});

const point = (state: ViewState, panel: PanelId, index: number | null, control: ControlState): ViewState => {
	const next = {...(panel === state.panel ? state : withShown(state, control)), panel};
	const key = panel === 'screen' || index === null ? undefined : keysOfList(listsOf(control, next), panel).at(index);
	return panel === 'screen' || key === undefined ? next : {...next, [panel]: {...next[panel], key}};
};

const page = (state: ViewState, by: number, lists: Lists): ViewState =>
	state.panel === 'screen' ? state : move(state, by * (pageOf(lists, state.panel) ?? 1), lists);

/** The chosen session follows the screen that is seen, so that going from a task to its screen stays on that session. */
const withShown = (state: ViewState, control: ControlState): ViewState => {
	const {shown} = viewOf(control, state);
	return shown === null ? state : {...state, sessions: {...state.sessions, key: shown.id}};
};

const panelAfter = (panel: PanelId, by: number): PanelId =>
	PANELS[(PANELS.indexOf(panel) + by + PANELS.length) % PANELS.length] ?? 'tasks';

const toggled = (set: ReadonlySet<string>, key: string): ReadonlySet<string> =>
	set.has(key) ? new Set([...set].filter((one) => one !== key)) : new Set([...set, key]);
