import * as z from 'zod/mini';
import type {Approval, Question} from './approval.ts';
import type {Failure} from './failure.ts';
import type {StepView} from './step.ts';

/**
 * `interrupted` waits for `resume`, `retry` or `continue`; `waiting` for a person; `paused` for `continue`; `stopping`
 * until all it started has ended. The other ones have ended.
 */
export const RunState = z.enum([
	'running',
	'waiting',
	'paused',
	'stopping',
	'interrupted',
	'completed',
	'failed',
	'cancelled',
]);
export type RunState = z.infer<typeof RunState>;

/** One execution of a task through a workflow. */
export type Run = {
	readonly id: string;
	readonly taskId: string;
	readonly taskTitle: string;
	readonly workflow: string;
	readonly state: RunState;
	readonly milestoneId: string | null;
	readonly createdAt: string;
	readonly endedAt: string | null;
};

/** A run of the engine with its steps and what it waits for; for people and scripts. */
export type RunView = Run & {
	readonly repository: string | null;
	readonly baseBranch: string | null;
	readonly branch: string | null;
	readonly worktree: string | null;
	readonly baseCommit: string | null;
	/** The state it was paused in. */
	readonly pausedFrom: RunState | null;
	/** Why it failed, the first cause; null where it did not. `hint` says what to do next. */
	readonly failure: (Failure & {readonly step: string | null; readonly hint: string}) | null;
	/** Where the work went. */
	readonly integrated: {readonly commit: string | null; readonly url: string | null} | null;
	readonly steps: readonly StepView[];
	readonly approvals: readonly Approval[];
	readonly questions: readonly Question[];
	/** Whether everything after its end was done: the task marked, the workspace taken down, the report written. */
	readonly closed: boolean;
};

/** Whether the run is over: nothing happens in it unless a person asks. */
export const isRunOver = (state: RunState): boolean =>
	state === 'completed' || state === 'failed' || state === 'cancelled' || state === 'interrupted';

/** One thing that waits for a person. */
export type InboxItem =
	| {readonly kind: 'approval'; readonly taskId: string; readonly taskTitle: string; readonly approval: Approval}
	| {
			readonly kind: 'question';
			readonly taskId: string;
			readonly taskTitle: string;
			readonly question: Question;
			/** Its agent is gone with its host; an answer is told to the next one. */
			readonly gone?: boolean;
	  };
