// The questions asked before something that cannot be taken back.
import type {SessionView, TaskView} from '../domain/controller.ts';
import type {Dialog} from './view-state.ts';

/** Asks before a session is stopped; says what will be ended. */
export const confirmStop = (project: string, session: SessionView): Dialog => ({
	kind: 'confirm',
	question: [
		`Stop ${session.id}?`,
		`${session.runtime} works on ${session.taskId} ${session.taskTitle}`,
		'The agent and everything it started are ended. Its task stays in progress; r resumes it.',
	],
	command: {type: 'session.stop', project, sessionId: session.id},
	doing: `stopping ${session.id}`,
});

/** Asks before a task is marked done by hand. */
export const confirmDone = (project: string, task: TaskView): Dialog => ({
	kind: 'confirm',
	question: [
		`Mark ${task.id} done?`,
		task.title,
		`Its status in the tasks file is changed from ${task.status} to done; nothing is verified.`,
	],
	command: {type: 'task.mark-done', project, taskId: task.id},
	doing: `marking ${task.id} done`,
});
