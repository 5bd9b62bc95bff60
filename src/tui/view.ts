// What is on the screen and what a key would act on, derived from the world and the person's choices. Pure.
import type {ControlState, MissionDetail, MissionView, SessionView, TaskView} from '../domain/controller.ts';
import {type Lists, listsOf} from './lists.ts';
import {findSession, type PaneKey, type PaneSession, paneKey, refOf} from './panes/pane-session.ts';
import {type PlacedPanes, placePanes} from './panes/placed.ts';
import {peopleShown} from './people/shown.ts';
import type {TreeRow} from './task-tree.ts';
import type {Theme} from './theme.ts';
import {themeOf} from './themes/choose.ts';
import type {ViewState} from './view-state.ts';

export type View = Lists & {
	readonly control: ControlState;
	readonly state: ViewState;
	readonly detail: MissionDetail | null;
	readonly row: TreeRow | null;
	/** The task that task keys act on: the chosen one, or the one that the chosen session works on. */
	readonly task: TaskView | null;
	/** The session that session keys act on: the chosen one, or the one that works on the chosen task. */
	readonly session: SessionView | null;
	/** The session whose screen is shown. */
	readonly shown: SessionView | null;
	/** The session of the pane that has the focus; null while the lists are seen. */
	readonly focused: PaneSession | null;
	readonly placed: PlacedPanes;
	/** The held pane that has the keys. */
	readonly held: PaneKey | null;
	readonly theme: Theme;
};

/** The view of a world through a person's choices. */
export const viewOf = (control: ControlState, state: ViewState): View => {
	const lists = listsOf(control, state);
	const focused = focusedPane(control, state);
	const detail = lists.mission?.detail ?? null;
	const row = lists.rows[state.tasks.index] ?? null;
	const chosen = lists.sessions[state.sessions.index] ?? null;
	const bySession = state.panel === 'sessions' || state.panel === 'screen' || state.attached !== null;
	const rowTask = row?.kind === 'task' ? row.task : null;
	const ofTask = rowTask === null ? null : sessionOf(rowTask, lists.sessions);
	const attached = state.attached && (findSession(control, state.attached)?.session ?? null);
	const shown = focused?.session ?? attached ?? (bySession ? chosen : (ofTask ?? (rowTask === null ? chosen : null)));
	const task = bySession ? (detail?.tasks.find((one) => one.id === chosen?.taskId) ?? null) : rowTask;
	return {
		...lists,
		control,
		state,
		detail,
		row,
		task: state.panel === 'missions' ? null : task,
		session: state.panel === 'missions' ? null : shown,
		shown,
		focused,
		placed: placePanes(control, state),
		held: peopleShown(state) ? null : heldPane(state, focused?.key ?? keyOf(state, lists.mission, shown)),
		theme: themeOf(state.look),
	};
};

const heldPane = ({held}: ViewState, pane: PaneKey | null): PaneKey | null =>
	pane !== null && held.has(pane) ? pane : null;

/** The screen that is typed into, or that has the focus among the panels. */
const keyOf = (state: ViewState, mission: MissionView | null, shown: SessionView | null): PaneKey | null => {
	if (state.attached) return paneKey(state.attached);
	if (state.panel !== 'screen' || mission === null || shown === null) return null;
	return paneKey({project: mission.project, sessionId: shown.id});
};

const focusedPane = (control: ControlState, {panes}: ViewState): PaneSession | null =>
	panes.open && panes.focus !== null ? (findSession(control, refOf(panes.focus)) ?? null) : null;

/** The session that works on a task, else the latest that did. */
export const sessionOf = (task: TaskView, sessions: readonly SessionView[]): SessionView | null =>
	sessions.find((session) => session.id === task.liveSessionId) ??
	sessions.find((session) => session.taskId === task.id) ??
	null;
