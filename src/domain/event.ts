// What happened, in the past tense. The journal numbers events and never changes one.

import type {Failure} from './failure.ts';
import type {LeaveDecision} from './leave.ts';
import type {MilestoneRef} from './mission.ts';
import type {Machine, ProcessIdentity} from './process.ts';
import type {RunState} from './run.ts';
import type {RunEvent} from './run-event.ts';
import type {EndedReason, SessionState} from './session.ts';
import type {Evidence} from './session-evidence.ts';
import type {SessionProgress} from './session-progress.ts';
import type {TaskStatus} from './task.ts';
import type {Wish} from './wish.ts';
import type {FrozenRun} from './workflow-plan.ts';

export type Event =
	| RunEvent
	| BatchEvent
	| {
			type: 'run.started';
			taskId: string;
			taskTitle: string;
			workflow: string;
			milestone: MilestoneRef | null;
			checkout: string;
			/** What the engine drives the run by; runs of the solo workflow have none, their session host drives them. */
			frozen?: FrozenRun;
	  }
	| {type: 'run.resumed'}
	/** `cause` is one word or line for people; `failure` is there where a run of the engine failed. */
	| {
			type: 'run.ended';
			state: Extract<RunState, 'interrupted' | 'completed' | 'failed' | 'cancelled'>;
			cause: string;
			failure?: Failure & {step: string | null};
	  }
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
	/** Journals of before had no `rule` and `seen`. */
	| ({type: 'session.state-changed'; state: SessionState; evidence: string; message: string | null} & Partial<Evidence>)
	/** How far the agent is, by its stream of events. */
	| {type: 'session.progressed'; progress: SessionProgress}
	/** The agent asks leave on its own screen, or by a hook of its own. */
	| {type: 'permission.asked'; wish: Wish}
	/** Nothing was decided about it by mosaic: a person answered in the pane, or nobody waits for an answer any more. */
	| {type: 'permission.closed'; id: string; cause: string}
	/** Whether the agent got leave for something; on record before it was told. */
	| {type: 'permission.decided'; decision: LeaveDecision}
	/** A person takes over from the headless agent, in the same session. */
	| {type: 'session.take-over-requested'; when: 'now' | 'turn'; by: string}
	/** Mosaic types this into the agent's own screen; on record before the first key. */
	| {type: 'session.prompted'; why: string; text: string}
	/** Which release of its program runs, as the program itself says. */
	| {type: 'session.identified'; release: string}
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

/** Many tasks worked through unattended; these entries carry no run's id. */
export type BatchEvent =
	| {type: 'batch.started'; batchId: string; workflow: string | null; until: string | null; parallel: number}
	/** The batch leaves this task alone until the rest is done, and then once more. */
	| {type: 'batch.suspended'; batchId: string; taskId: string; runId: string; reason: string}
	| {type: 'batch.resumed'; batchId: string; taskId: string; runId: string}
	| {type: 'batch.ended'; batchId: string; reason: string};

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
