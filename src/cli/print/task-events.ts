// What a batch tells scripts of its tasks: typed events that stand for many entries of the journal (SPEC TL-11). Pure.
import type {JournalEntry} from '../../domain/event.ts';

export type TaskEvent = {
	readonly type:
		| 'run.started'
		| 'run.done'
		| 'task.started'
		| 'task.resumed'
		| 'task.done'
		| 'task.blocked'
		| 'task.suspended'
		| 'task.failed';
	readonly at: string;
	readonly taskId: string | null;
	readonly runId: string | null;
	/** Why it is blocked, suspended or failed, or how the batch ended; what decides it, where a person has to. */
	readonly reason: string | null;
};

/** The task event that an entry of the journal comes to in a batch; undefined where it is none, or of another run. */
export const taskEventOf = (
	{at, runId, event}: JournalEntry,
	batchId: string,
	/** Asked for the few entries that tell something of a run. */
	taskOf: (runId: string) => string | undefined,
): TaskEvent | undefined => {
	if ('batchId' in event) return event.batchId === batchId ? batchEvent(event, at) : undefined;
	const told = runId === null ? undefined : toldOf(event);
	const taskId = told && taskOf(runId as string);
	return told === undefined || taskId === undefined ? undefined : {...told, at, taskId, runId};
};

const toldOf = (event: JournalEntry['event']): Pick<TaskEvent, 'type' | 'reason'> | undefined => {
	switch (event.type) {
		case 'run.started':
			return {type: 'task.started', reason: null};
		case 'approval.opened':
			return {type: 'task.blocked', reason: `${event.approval.id}: ${event.approval.title}`};
		case 'question.asked':
			return {type: 'task.blocked', reason: `${event.question.id}: ${event.question.question}`};
		case 'approval.decided':
			return {type: 'task.resumed', reason: `${event.approvalId}: ${event.decision.action}`};
		case 'question.answered':
			return {type: 'task.resumed', reason: `${event.questionId}: answered`};
		case 'run.ended':
			return event.state === 'completed'
				? {type: 'task.done', reason: null}
				: {type: 'task.failed', reason: event.failure?.message ?? event.cause};
		default:
			return undefined;
	}
};

type BatchEvent = Extract<JournalEntry['event'], {batchId: string}>;

const batchEvent = (event: BatchEvent, at: string): TaskEvent => {
	switch (event.type) {
		case 'batch.started':
			return {type: 'run.started', at, taskId: null, runId: null, reason: null};
		case 'batch.ended':
			return {type: 'run.done', at, taskId: null, runId: null, reason: event.reason};
		case 'batch.suspended':
			return {type: 'task.suspended', at, taskId: event.taskId, runId: event.runId, reason: event.reason};
		case 'batch.resumed':
			return {type: 'task.resumed', at, taskId: event.taskId, runId: event.runId, reason: null};
	}
};
