// What happened, in the past tense. The journal numbers events and never changes one.

import type {MilestoneRef} from './mission.ts';
import type {Machine, ProcessIdentity} from './process.ts';
import type {RunState} from './run.ts';
import type {EndedReason, SessionState} from './session.ts';
import type {TaskStatus} from './task.ts';

export type Event =
	| {
			type: 'run.started';
			taskId: string;
			taskTitle: string;
			workflow: string;
			milestone: MilestoneRef | null;
			checkout: string;
	  }
	| {type: 'run.resumed'}
	| {type: 'run.ended'; state: Exclude<RunState, 'running'>; cause: string}
	| {
			type: 'session.claimed';
			taskId: string;
			taskTitle: string;
			runtime: string;
			argv: readonly string[];
			milestoneId: string | null;
			generation: number;
			host: ProcessIdentity;
			machine: Machine;
	  }
	| {type: 'session.reaped'; generation: number; processes: readonly ReapedProcess[]}
	/** Written before the tasks file is: what stands there and what shall stand there. */
	| {type: 'task.marking'; taskId: string; from: string; to: TaskStatus | {readonly restore: string}}
	| {type: 'task.marked'; taskId: string; status: TaskStatus; by: 'mosaic' | 'person'}
	| {type: 'task.mark-skipped'; taskId: string; reason: string}
	| {type: 'session.spawned'; agent: ProcessIdentity}
	| {type: 'session.started'}
	| {type: 'session.start-failed'; message: string}
	| {type: 'session.state-changed'; state: SessionState; evidence: string; message: string | null}
	| {type: 'session.stop-requested'; by: string}
	| {
			type: 'session.ended';
			reason: EndedReason;
			exitCode: number | null;
			signal: string | null;
			endedAt: string;
			leftovers: readonly ReapedProcess[];
	  }
	| {type: 'session.settled'};

export type EventType = Event['type'];

/** A process that was ended because its session was over. */
export type ReapedProcess = {readonly pid: number; readonly command: string; readonly signal: string};

/** An event as the journal keeps it. `seq` numbers all events of a project, `runSeq` those of one run, both without gaps. */
export type JournalEntry = {
	readonly seq: number;
	readonly at: string;
	readonly runId: string | null;
	readonly runSeq: number | null;
	readonly sessionId: string | null;
	readonly event: Event;
};
