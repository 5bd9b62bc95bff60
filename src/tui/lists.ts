// What there is to choose from, and how much of it fits on the screen. Pure.
import type {ControlState, MissionView, SessionView} from '../domain/controller.ts';
import {inside, type Layout, layout, type Rect} from './layout.ts';
import {type KeyList, keysOf} from './list-cursor.ts';
import {type MissionRow, missionRows} from './mission-rows.ts';
import {seenPanes, standsAlone} from './panes/placed.ts';
import {peopleShown} from './people/shown.ts';
import {type TreeRow, taskTree} from './task-tree.ts';
import type {ViewState} from './view-state.ts';
import {hasWords} from './words.ts';

export type ListId = 'missions' | 'tasks' | 'sessions';

export type Lists = {
	readonly layout: Layout;
	readonly mission: MissionView | null;
	readonly missions: readonly MissionRow[];
	readonly rows: readonly TreeRow[];
	readonly sessions: readonly SessionView[];
};

/** The lists of a state of the world, as the view filters and folds them. */
export const listsOf = (control: ControlState, state: ViewState): Lists => {
	const mission = control.missions.find((one) => one.project === control.selected) ?? null;
	const detail = mission?.detail ?? null;
	const seen = seenPanes(state);
	const missions = missionRows(control, state.filters.missions, state.folded, state.now);
	return {
		layout: layout(state.size, {
			panel: state.panel,
			zoomed: state.zoomed,
			attached: state.attached !== null && seen === null,
			missions: missions.length,
			covered: peopleShown(state),
			panes: seen === null ? undefined : standsAlone(state, seen) ? 'one' : 'many',
		}),
		mission,
		missions,
		rows: taskTree(detail, state.filters.tasks, state.folded),
		sessions: sessionsOf(detail?.sessions ?? NO_SESSIONS, state.filters.sessions),
	};
};

const NO_SESSIONS: readonly SessionView[] = [];

const sessionsOf = (sessions: readonly SessionView[], filter: string): readonly SessionView[] =>
	filter.trim() === '' ? sessions : sessions.filter((session) => hasWords(filter, sessionText(session)));

const sessionText = ({id, taskId, taskTitle, runtime, state, message}: SessionView): string =>
	`${id} ${taskId} ${taskTitle} ${runtime} ${state} ${message ?? ''}`;

/** The keys of a list's entries. */
export const keysOfList = (lists: Lists, list: ListId): KeyList => {
	if (list === 'missions') return keysOf(lists.missions, (row) => row.key);
	if (list === 'tasks') return keysOf(lists.rows, (row) => row.key);
	return keysOf(lists.sessions, (session) => session.id);
};

/** How many entries of a list are seen at once; null where its panel is hidden. */
export const pageOf = (lists: Lists, list: ListId): number | null => {
	const rect = lists.layout.panels[list];
	if (rect === undefined) return null;
	const rows = inside(rect).rows - (list === 'tasks' ? detailRows(rect) : 0);
	return Math.max(1, Math.floor(rows / linesPerEntry(list, rect)));
};

/** How many lines an entry takes: missions and sessions take two where one would be too narrow for all they say. */
export const linesPerEntry = (list: ListId, rect: Rect): number => {
	const {cols, rows} = inside(rect);
	return list !== 'tasks' && cols < 60 && rows >= 4 ? 2 : 1;
};

/** The lines under the task list that tell more about the chosen task; none in a low panel. */
export const detailRows = (rect: Rect): number => {
	const {rows} = inside(rect);
	if (rows < 8) return 0;
	return rows < 14 ? 3 : 4;
};
