// Keys that act: on the chosen task, on the chosen session, on mosaic itself.
import type {MissionView} from '../../domain/controller.ts';
import {cellText} from '../cells.ts';
import {confirmDone, confirmForget, confirmStop, confirmTakeOver} from '../confirm.ts';
import {detailsOf} from '../details.ts';
import {pickFrom} from '../dialog.ts';
import {START_ENGINE} from '../engine-news.ts';
import {paneSessions} from '../panes/pane-session.ts';
import {shownKey} from '../settings.ts';
import type {View} from '../view.ts';
import type {Action, Dialog} from '../view-state.ts';
import {always, ask, type Binding, change} from './binding.ts';

const needsTask = ({detail, task, row}: View): string | null => {
	if (task !== null) return null;
	if (detail === null) return 'No mission is open; choose one and press Enter.';
	return row?.kind === 'milestone'
		? 'A milestone is chosen; choose one of its tasks.'
		: 'No task is chosen; Tab goes to the tasks.';
};

const needsSession = ({detail, session, task, state}: View): string | null => {
	if (session !== null) return null;
	if (detail === null) return 'No mission is open; choose one and press Enter.';
	return task === null
		? 'No session is chosen.'
		: `No session works on ${task.id}; ${shownKey(state.settings, 'task.start')} starts one.`;
};

const whyNotTakeOver = ({session, state}: View): string | null => {
	if (session === null || session.whyNotStop !== null) return session?.whyNotStop ?? null;
	const attach = shownKey(state.settings, 'session.attach');
	if (session.progress === undefined) return `${session.id} is not headless; ${attach} types into it.`;
	if (session.progress.handsOver === false)
		return `${session.id} speaks ACP: no screen of its own can go on with it; ${attach} answers what it asks.`;
	return session.progress.takenOver ? `${session.id} was taken over; ${attach} types into it.` : null;
};

const whilePending = ({state}: View, doing: string): string | null =>
	state.pending.some((one) => one.doing === doing) ? `Already ${doing}; wait for the answer.` : null;

/** The keys that start, stop and ask. */
export const ACTION_KEYS: readonly Binding[] = [
	{
		id: 'task.start',
		label: 'start',
		help: 'start the chosen task the usual way',
		group: 'Tasks',
		footer: 1,
		command: ({mission, task}) =>
			mission && task && ask({type: 'task.start', project: mission.project, taskId: task.id}, `starting ${task.id}`),
		whyDisabled: (view) =>
			needsTask(view) ?? whilePending(view, `starting ${view.task?.id}`) ?? view.task?.whyNotStart ?? null,
	},
	{
		id: 'task.start-with',
		label: 'start with',
		help: 'choose the agent or the workflow of the chosen task',
		group: 'Tasks',
		footer: 9,
		command: ({mission, task}) =>
			mission && task && confirm(pickFrom({of: 'runtimes', project: mission.project, taskId: task.id})),
		whyDisabled: (view) => needsTask(view) ?? view.task?.whyNotStart ?? null,
	},
	{
		id: 'task.resume',
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
		id: 'task.done',
		label: 'done',
		help: 'mark the chosen task done (asks first)',
		group: 'Tasks',
		footer: 6,
		command: ({mission, task}) => mission && task && confirm(confirmDone(mission.project, task)),
		whyDisabled: (view) => needsTask(view) ?? view.task?.whyNotDone ?? null,
	},
	{
		id: 'details',
		label: 'details',
		help: 'everything that is known of the chosen task, session or mission, in full',
		group: 'Tasks',
		footer: 10,
		command: () => confirm(pickFrom({of: 'details'})),
		whyDisabled: (view) => (detailsOf(view).length === 0 ? 'Nothing is chosen that has details.' : null),
	},
	{
		id: 'mission.forget',
		label: 'off the list',
		help: 'take the chosen mission off the list (asks first); its files stay',
		group: 'Tasks',
		footer: 6,
		footerWhen: ({state}) => state.panel === 'missions',
		command: (view) => {
			const mission = chosenMission(view);
			return mission && confirm(confirmForget(mission));
		},
		whyDisabled: (view) => {
			const mission = chosenMission(view);
			if (mission === null) return 'No mission is chosen; go to the list of missions.';
			return mission.liveSessions > 0 ? `Agents work in ${cellText(mission.name)}; stop them first.` : null;
		},
	},
	{
		id: 'filter',
		label: 'filter',
		help: 'filter the list by words; Enter keeps it, Esc clears it',
		group: 'Tasks',
		footer: 8,
		command: change({type: 'filter-opened'}),
		whyDisabled: ({detail, state}) =>
			detail === null && state.panel !== 'missions' ? 'No mission is open; choose one and press Enter.' : null,
	},
	{
		id: 'session.attach',
		label: 'attach',
		help: 'type into the session; the leave key ends that, the agent goes on',
		group: 'Sessions',
		footer: 0,
		command: ({mission, session}) =>
			mission && session && {do: 'attach', session: {project: mission.project, sessionId: session.id}},
		whyDisabled: (view) => needsSession(view) ?? view.session?.whyNotAttach ?? null,
	},
	{
		id: 'session.take-over',
		label: 'take over',
		help: 'go on with a headless agent in its own screen, at once or after its turn (asks first)',
		group: 'Sessions',
		command: ({mission, session}) => mission && session && confirm(confirmTakeOver(mission.project, session)),
		whyDisabled: (view) => needsSession(view) ?? whyNotTakeOver(view),
	},
	{
		id: 'session.stop',
		label: 'stop',
		help: 'stop the session and all it started (asks first)',
		group: 'Sessions',
		footer: 5,
		command: ({mission, session, state}) =>
			mission && session && confirm(confirmStop(mission.project, session, state.settings)),
		whyDisabled: (view) => needsSession(view) ?? view.session?.whyNotStop ?? null,
	},
	{
		id: 'session.next-waiting',
		label: 'next waiting',
		help: 'go to the next session that waits for a person; those of other missions are shown as panes',
		group: 'Sessions',
		footer: 7,
		command: (view) => nextWaiting(view),
		whyDisabled: (view) => (nextWaiting(view) === null ? 'No session waits for you.' : null),
	},
	{
		id: 'palette',
		label: 'commands',
		help: 'find a command, a task, a session or a mission by a few letters',
		group: 'Everywhere',
		footer: 3,
		command: change({type: 'dialog-opened', dialog: pickFrom({of: 'commands'})}),
		whyDisabled: always,
	},
	{
		id: 'messages',
		label: 'messages',
		help: 'read again what mosaic said',
		group: 'Everywhere',
		command: change({type: 'dialog-opened', dialog: pickFrom({of: 'messages'})}),
		whyDisabled: always,
	},
	START_ENGINE,
	{
		id: 'quit',
		label: 'quit',
		help: 'leave mosaic; agents keep running and are here again next time',
		group: 'Everywhere',
		footer: -2,
		command: () => ({do: 'quit'}),
		whyDisabled: always,
	},
	{
		id: 'help',
		label: 'more',
		help: 'show every key, and why it does not work here',
		group: 'Everywhere',
		footer: -1,
		command: change({type: 'dialog-opened', dialog: pickFrom({of: 'help'})}),
		whyDisabled: always,
	},
];

const confirm = (dialog: Dialog): Action => ({do: 'change', event: {type: 'dialog-opened', dialog}});

const chosenMission = ({state, missions}: View): MissionView | null => {
	const row = state.panel === 'missions' ? missions[state.missions.index] : undefined;
	return row?.kind === 'mission' ? row.mission : null;
};

/** First through the open mission, then on to the others: their sessions can be seen in panes only. */
const nextWaiting = ({sessions, session, control, state}: View): Action | null => {
	const own = sessions.filter((one) => one.needsPerson);
	const here = state.panel === 'sessions' ? own.findIndex((one) => one.id === session?.id) : -1;
	const elsewhere = paneSessions(control).find(
		(one) => one.session.needsPerson && one.ref.project !== control.selected,
	);
	if (elsewhere && here === own.length - 1)
		return change({type: 'panes', event: {what: 'opened', pane: elsewhere.key}})();
	const next = own[(here + 1) % Math.max(1, own.length)];
	return next ? change({type: 'session-chosen', sessionId: next.id})() : null;
};
