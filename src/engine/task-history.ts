// What the journal adds to the tasks file: how far a task is that the file has no word for, and whose run it was. Pure.
import type {WorkOnTasks} from '../domain/readiness.ts';
import type {Run} from '../domain/run.ts';
import {isLive, type Session} from '../domain/session.ts';
import type {Task, TaskList, TaskStatus} from '../domain/task.ts';

/** The last session of each task, by task id; each with the command it was started with. */
export type TaskHistory = {
	readonly last: ReadonlyMap<string, Session & {readonly argv: readonly string[]}>;
	readonly work: WorkOnTasks;
};

export const NO_HISTORY: TaskHistory = {last: new Map(), work: {busy: new Set(), interrupted: new Set()}};

/** Who works on what, from the sessions and the active runs. */
export const workOf = (sessions: readonly Session[], runs: readonly Run[]): WorkOnTasks => ({
	busy: new Set(sessions.filter((session) => isLive(session.state)).map((session) => session.taskId)),
	interrupted: new Set(runs.filter((run) => run.state === 'interrupted').map((run) => run.taskId)),
});

/**
 * The list with the status of open checkboxes as far as mosaic took them: their file can only say done and not done, so
 * the journal says that one is under way, failed, or waits for a person's review.
 */
export const withHistory = (list: TaskList, {last}: Pick<TaskHistory, 'last'>): TaskList => {
	if (last.size === 0 || !list.tasks.some((task) => task.checkbox)) return list;
	return {...list, tasks: list.tasks.map((task) => withStatus(task, last.get(task.id)))};
};

const withStatus = (task: Task, session: Session | undefined): Task => {
	if (!task.checkbox || task.status !== 'not-started' || session === undefined) return task;
	return {...task, status: statusAfter(session)};
};

const statusAfter = ({endedReason}: Session): TaskStatus => {
	if (endedReason === 'completed') return 'review';
	return endedReason === 'failed' || endedReason === 'timed-out' ? 'failed' : 'in-progress';
};
