// Writing a task's status for a session: the intent goes to the journal first, then the file, then what came of it.
import {type Refusal, Refused} from '../domain/errors.ts';
import type {TaskStatus} from '../domain/task.ts';
import {append} from '../store/journal.ts';
import {type Db, write} from '../store/open.ts';
import {markTask, readTasksFile, restoreMark} from '../tasks/file.ts';
import {atStep, type Step} from './step.ts';

export type Marking = {
	readonly db: Db;
	readonly tasksFile: string;
	readonly taskId: string;
	readonly sessionId: string | null;
	readonly runId: string | null;
	readonly by: 'mosaic' | 'person';
	readonly now: () => string;
	/** The step that is passed between the intent and the file. */
	readonly step?: Step;
};

export type SetOutcome =
	| {readonly kind: 'marked' | 'unchanged'}
	| {readonly kind: 'not-written'; readonly reason: string};

/** Sets a task's status. The write lock of the journal is held meanwhile, so mosaic's own writers take turns. */
export const setTaskStatus = (marking: Marking, to: TaskStatus): SetOutcome => {
	const from = statusTextOf(marking);
	record(marking, {type: 'task.marking', taskId: marking.taskId, from, to});
	if (marking.step) atStep(marking.step);
	return write(marking.db, (): SetOutcome => {
		const outcome = markTask(marking.tasksFile, marking.taskId, to);
		// A row that cannot be written is the file's own trouble; a disk that cannot be written is everybody's.
		if (outcome.kind === 'refused' && !isTheRowsOwn(outcome.refusal)) throw new Refused(outcome.refusal);
		if (outcome.kind === 'refused' || outcome.kind === 'no-word') {
			const reason = outcome.kind === 'refused' ? outcome.refusal.message : outcome.reason;
			append(marking.db, {...entryOf(marking), event: {type: 'task.mark-skipped', taskId: marking.taskId, reason}});
			return {kind: 'not-written', reason} as const;
		}
		append(marking.db, {
			...entryOf(marking),
			event: {type: 'task.marked', taskId: marking.taskId, status: to, by: marking.by},
		});
		return {kind: outcome.kind};
	});
};

/** Puts back the status text that stood there before; for a start that came to nothing. */
export const restoreTaskStatus = (marking: Marking, previous: string): void => {
	record(marking, {type: 'task.marking', taskId: marking.taskId, from: statusTextOf(marking), to: {restore: previous}});
	write(marking.db, () => void restoreMark(marking.tasksFile, marking.taskId, previous));
};

const statusTextOf = ({tasksFile, taskId}: Marking): string =>
	readTasksFile(tasksFile).tasks.find((task) => task.id === taskId)?.statusText ?? '';

const entryOf = ({now, runId, sessionId}: Marking) => ({at: now(), runId, sessionId});

const record = (marking: Marking, event: Parameters<typeof append>[1]['event']): void =>
	void write(marking.db, () => append(marking.db, {...entryOf(marking), event}));

const isTheRowsOwn = ({code}: Refusal): boolean =>
	['ragged-row', 'duplicate-id', 'unsafe-edit', 'unknown-task'].includes(code);
