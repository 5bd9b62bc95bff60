// Keys as data: which key asks for what, and why it does not work here. Footer, help and dispatch all read this table.
import type {Command} from '../domain/command.ts';
import {confirmDone, confirmStop} from './confirm.ts';
import type {View} from './view.ts';
import type {SessionRef, ViewEvent} from './view-state.ts';

/** What a key asks for: a change of the view, a command for the controller, or the end. */
export type Action =
	| {readonly do: 'change'; readonly event: ViewEvent}
	| {readonly do: 'ask'; readonly command: Command; readonly doing: string}
	| {readonly do: 'attach'; readonly session: SessionRef}
	| {readonly do: 'quit'};

export type Binding = {
	/** The names of its keys, the one that is shown first. */
	readonly keys: readonly string[];
	/** One or two words for the footer. */
	readonly label: string;
	/** A sentence for the help. */
	readonly help: string;
	readonly group: 'Move' | 'Tasks' | 'Sessions' | 'Everywhere';
	/** The footer shows the smallest numbers first; keys without one stand in the help only. */
	readonly footer?: number;
	/** Where the footer shows it at all; everywhere when left out. */
	readonly footerWhen?: (view: View) => boolean;
	readonly command: (view: View) => Action | null;
	readonly whyDisabled: (view: View) => string | null;
};

const always = () => null;
const change = (event: ViewEvent) => (): Action => ({do: 'change', event});
const FAR = 1_000_000_000;

const inList = ({state}: View): string | null =>
	state.panel === 'screen' ? 'The screen has no entries to choose; Tab goes to a list.' : null;

const needsTask = ({detail, task, row}: View): string | null => {
	if (task !== null) return null;
	if (detail === null) return 'No mission is open; choose one and press Enter.';
	return row?.kind === 'milestone' ? 'A milestone is chosen; choose one of its tasks.' : 'No task is chosen.';
};

const needsSession = ({detail, session, task}: View): string | null => {
	if (session !== null) return null;
	if (detail === null) return 'No mission is open; choose one and press Enter.';
	return task === null ? 'No session is chosen.' : `No session works on ${task.id}; s starts one.`;
};

const whilePending = ({state}: View, doing: string): string | null =>
	state.pending.some((one) => one.doing === doing) ? `Already ${doing}; wait for the answer.` : null;

const MOVES: readonly Binding[] = [
	{
		keys: ['j', 'down'],
		label: 'down',
		help: 'next entry',
		group: 'Move',
		command: change({type: 'moved', by: 1}),
		whyDisabled: inList,
	},
	{
		keys: ['k', 'up'],
		label: 'up',
		help: 'entry before',
		group: 'Move',
		command: change({type: 'moved', by: -1}),
		whyDisabled: inList,
	},
	{
		keys: ['pgdn', 'ctrl+d'],
		label: 'page down',
		help: 'one page down',
		group: 'Move',
		command: change({type: 'paged', by: 1}),
		whyDisabled: inList,
	},
	{
		keys: ['pgup', 'ctrl+u'],
		label: 'page up',
		help: 'one page up',
		group: 'Move',
		command: change({type: 'paged', by: -1}),
		whyDisabled: inList,
	},
	{
		keys: ['g', 'home'],
		label: 'first',
		help: 'first entry',
		group: 'Move',
		command: change({type: 'moved', by: -FAR}),
		whyDisabled: inList,
	},
	{
		keys: ['G', 'end'],
		label: 'last',
		help: 'last entry',
		group: 'Move',
		command: change({type: 'moved', by: FAR}),
		whyDisabled: inList,
	},
	{
		keys: ['tab', 'l', 'right'],
		label: 'panel',
		help: 'next panel: missions, tasks, sessions, screen',
		group: 'Move',
		footer: 3,
		command: change({type: 'panel-moved', by: 1}),
		whyDisabled: always,
	},
	{
		keys: ['shift+tab', 'h', 'left'],
		label: 'panel before',
		help: 'panel before',
		group: 'Move',
		command: change({type: 'panel-moved', by: -1}),
		whyDisabled: always,
	},
	{
		keys: ['enter'],
		label: 'open',
		help: 'open a mission, fold a milestone, zoom tasks or a screen; again to go back',
		group: 'Move',
		footer: 4,
		command: (view) => open(view),
		whyDisabled: (view) => whyNotOpen(view),
	},
	{
		keys: ['esc'],
		label: 'back',
		help: 'leave the zoom, clear the filter',
		group: 'Move',
		footer: 1,
		footerWhen: ({state}) => state.zoomed || state.filter !== '',
		command: ({state}) => ({
			do: 'change',
			event: state.zoomed ? {type: 'zoomed', zoomed: false} : {type: 'filter-closed', keep: false},
		}),
		whyDisabled: always,
	},
];

const ACTIONS: readonly Binding[] = [
	{
		keys: ['s'],
		label: 'start',
		help: 'start the chosen task',
		group: 'Tasks',
		footer: 1,
		command: ({mission, task}) =>
			mission && task && ask({type: 'task.start', project: mission.project, taskId: task.id}, `starting ${task.id}`),
		whyDisabled: (view) =>
			needsTask(view) ?? whilePending(view, `starting ${view.task?.id}`) ?? view.task?.whyNotStart ?? null,
	},
	{
		keys: ['r'],
		label: 'resume',
		help: 'resume a task whose session ended without finishing it',
		group: 'Tasks',
		footer: 2,
		command: ({mission, task}) =>
			mission && task && ask({type: 'task.resume', project: mission.project, taskId: task.id}, `resuming ${task.id}`),
		whyDisabled: (view) =>
			needsTask(view) ?? whilePending(view, `resuming ${view.task?.id}`) ?? view.task?.whyNotResume ?? null,
	},
	{
		keys: ['d'],
		label: 'done',
		help: 'mark the chosen task done (asks first)',
		group: 'Tasks',
		footer: 6,
		command: ({mission, task}) => mission && task && confirm(confirmDone(mission.project, task)),
		whyDisabled: (view) => needsTask(view) ?? view.task?.whyNotDone ?? null,
	},
	{
		keys: ['/'],
		label: 'filter',
		help: 'filter tasks by id, title, status or milestone; Enter keeps it, Esc clears it',
		group: 'Tasks',
		footer: 8,
		command: change({type: 'filter-opened'}),
		whyDisabled: ({detail}) => (detail === null ? 'No mission is open; choose one and press Enter.' : null),
	},
	{
		keys: ['a'],
		label: 'attach',
		help: 'type into the session; Ctrl+Q leaves it, the agent goes on',
		group: 'Sessions',
		footer: 0,
		command: ({mission, session}) =>
			mission && session && {do: 'attach', session: {project: mission.project, sessionId: session.id}},
		whyDisabled: (view) => needsSession(view) ?? view.session?.whyNotAttach ?? null,
	},
	{
		keys: ['x'],
		label: 'stop',
		help: 'stop the session and all it started (asks first)',
		group: 'Sessions',
		footer: 5,
		command: ({mission, session}) => mission && session && confirm(confirmStop(mission.project, session)),
		whyDisabled: (view) => needsSession(view) ?? view.session?.whyNotStop ?? null,
	},
	{
		keys: ['n'],
		label: 'next waiting',
		help: 'go to the next session that waits for a person',
		group: 'Sessions',
		footer: 7,
		command: (view) => nextWaiting(view),
		whyDisabled: (view) => (nextWaiting(view) === null ? 'No session of this mission waits for you.' : null),
	},
	{
		keys: ['?'],
		label: 'help',
		help: 'show this list',
		group: 'Everywhere',
		footer: -1,
		command: change({type: 'dialog-opened', dialog: {kind: 'help', top: 0}}),
		whyDisabled: always,
	},
	{
		keys: ['q', 'ctrl+c'],
		label: 'quit',
		help: 'leave mosaic; agents keep running and are here again next time',
		group: 'Everywhere',
		footer: -2,
		command: () => ({do: 'quit'}),
		whyDisabled: always,
	},
];

/** Every key of the lists, in the order of the help. */
export const BINDINGS: readonly Binding[] = [...MOVES, ...ACTIONS];

/** The binding of a key, by the key's name. */
export const bindingOf = (key: string): Binding | undefined => BINDINGS.find((binding) => binding.keys.includes(key));

const ask = (command: Command, doing: string): Action => ({do: 'ask', command, doing});

const confirm = (dialog: Extract<ViewEvent, {type: 'dialog-opened'}>['dialog']): Action => ({
	do: 'change',
	event: {type: 'dialog-opened', dialog},
});

const whyNotOpen = ({state, missions, row, shown}: View): string | null => {
	if (state.panel === 'missions' && missions.length === 0)
		return 'No missions are known; run mosaic init in a project.';
	if (state.panel === 'tasks' && row === null) return 'There is no task to open.';
	if ((state.panel === 'sessions' || state.panel === 'screen') && shown === null) return 'There is no screen to open.';
	return null;
};

const open = ({state, missions, row}: View): Action | null => {
	if (state.panel === 'missions') {
		const mission = missions[state.missions.index];
		return mission ? ask({type: 'mission.select', project: mission.project}, `opening ${mission.name}`) : null;
	}
	if (state.panel === 'tasks' && row?.kind === 'milestone') return change({type: 'fold-toggled', key: row.key})();
	if (state.panel === 'sessions') return change({type: 'panel-chosen', panel: 'screen', zoomed: true})();
	return change({type: 'zoomed', zoomed: !state.zoomed})();
};

const nextWaiting = ({sessions, session}: View): Action | null => {
	const waiting = sessions.filter((one) => one.needsPerson);
	const here = waiting.findIndex((one) => one.id === session?.id);
	const next = waiting[(here + 1) % Math.max(1, waiting.length)];
	return next ? change({type: 'session-chosen', sessionId: next.id})() : null;
};
