// The questions asked before something that cannot be taken back.
import type {Command} from '../domain/command.ts';
import type {MissionView, SessionView, TaskView} from '../domain/controller.ts';
import {questionOf} from './dialog.ts';
import {type Settings, shownKey} from './settings.ts';
import type {Answer, Dialog} from './view-state.ts';

/** Asks before a session is stopped; says what will be ended. */
export const confirmStop = (project: string, session: SessionView, settings: Settings): Dialog =>
	questionOf(
		`Stop ${session.id}?`,
		[
			`${session.runtime} works on ${session.taskId} ${session.taskTitle}`,
			`The agent and everything it started are ended. Its task stays in progress; ${shownKey(settings, 'task.resume')} resumes it.`,
		],
		yesOrNo(
			`Stop ${session.id}`,
			'Let it run',
			{type: 'session.stop', project, sessionId: session.id},
			`stopping ${session.id}`,
		),
	);

/** Asks before a headless agent becomes one that a person types into; later is the safe answer. */
export const confirmTakeOver = (project: string, session: SessionView): Dialog => {
	const take = (when: 'now' | 'turn'): Answer['action'] => ({
		do: 'ask',
		command: {type: 'session.take-over', project, sessionId: session.id, when},
		doing: `taking over ${session.id}`,
	});
	return questionOf(
		`Take over ${session.id}?`,
		[
			`${session.runtime} works on ${session.taskId} ${session.taskTitle}`,
			'It goes on in its own screen, in the same session, and you type into it. At once interrupts what it does now.',
		],
		[
			{key: 'y', label: 'At once', action: take('now')},
			{key: 't', label: 'After its turn', action: take('turn')},
			{key: 'n', label: 'Let it run', action: null},
		],
	);
};

/** Asks before a task is marked done by hand. */
export const confirmDone = (project: string, task: TaskView): Dialog =>
	questionOf(
		`Mark ${task.id} done?`,
		[task.title, `Its status in the tasks file is changed from ${task.status} to done; nothing is verified.`],
		yesOrNo(
			`Mark ${task.id} done`,
			`Leave it ${task.status}`,
			{type: 'task.mark-done', project, taskId: task.id},
			`marking ${task.id} done`,
		),
	);

/** Asks before a mission is taken off the list. */
export const confirmForget = ({project, name}: MissionView): Dialog =>
	questionOf(
		`Take ${name || project} off the list?`,
		[project, 'Nothing in it is touched, and its sessions stay known there. `mosaic init` in it lists it again.'],
		yesOrNo('Take it off', 'Keep it', {type: 'mission.forget', project}, `taking ${name || project} off the list`),
	);

const yesOrNo = (yes: string, no: string, command: Command, doing: string): Answer[] => [
	{key: 'y', label: yes, action: {do: 'ask', command, doing}},
	{key: 'n', label: no, action: null},
];
