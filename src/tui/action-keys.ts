// Keys that act: on the chosen task, on the chosen session, on mosaic itself.
import {type Action, always, ask, type Binding, change} from './binding.ts';
import {confirmDone, confirmStop} from './confirm.ts';
import type {View} from './view.ts';
import type {Dialog} from './view-state.ts';

const needsTask = ({detail, task, row}: View): string | null => {
	if (task !== null) return null;
	if (detail === null) return 'No mission is open; choose one and press Enter.';
	return row?.kind === 'milestone'
		? 'A milestone is chosen; choose one of its tasks.'
		: 'No task is chosen; Tab goes to the tasks.';
};

const needsSession = ({detail, session, task}: View): string | null => {
	if (session !== null) return null;
	if (detail === null) return 'No mission is open; choose one and press Enter.';
	return task === null ? 'No session is chosen.' : `No session works on ${task.id}; s starts one.`;
};

const whilePending = ({state}: View, doing: string): string | null =>
	state.pending.some((one) => one.doing === doing) ? `Already ${doing}; wait for the answer.` : null;

/** The keys that start, stop and ask. */
export const ACTION_KEYS: readonly Binding[] = [
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

const confirm = (dialog: Dialog): Action => ({do: 'change', event: {type: 'dialog-opened', dialog}});

const nextWaiting = ({sessions, session}: View): Action | null => {
	const waiting = sessions.filter((one) => one.needsPerson);
	const here = waiting.findIndex((one) => one.id === session?.id);
	const next = waiting[(here + 1) % Math.max(1, waiting.length)];
	return next ? change({type: 'session-chosen', sessionId: next.id})() : null;
};
