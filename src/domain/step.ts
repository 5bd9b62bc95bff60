import * as z from 'zod/mini';
import type {Failure} from './failure.ts';
import type {StepKind} from './workflow.ts';

/**
 * The states of a step (SPEC RE-4). `awaiting-artifact`: its agent ended without what it owes and has one repair turn,
 * or a question of it waits for an answer. `validating`: what was handed in is being checked.
 */
const STEP_STATES = [
	'pending',
	'running',
	'awaiting-artifact',
	'validating',
	'awaiting-approval',
	'completed',
	'failed',
	'skipped',
] as const;
export const StepState = z.enum(STEP_STATES);
export type StepState = z.infer<typeof StepState>;

/** How a step judged the work: checks and reviews pass or ask for changes; `blocked` wants a person. */
export type StepVerdict = 'pass' | 'changes' | 'blocked';

/** A step as people see it. Times are ISO 8601 UTC. */
export type StepView = {
	readonly key: string;
	readonly kind: StepKind;
	readonly title: string;
	readonly role: string | null;
	readonly state: StepState;
	/** Which attempt this is, 1 at first; 0 before it started. Attempts are bounded. */
	readonly attempt: number;
	readonly attempts: number;
	/** The run's number for this execution of the step; never used twice, also not after a restart. 0 before it started. */
	readonly turn: number;
	readonly verdict: StepVerdict | null;
	/** What it came to, in its own words. */
	readonly summary: string | null;
	/** Why it was skipped, or failed. */
	readonly reason: string | null;
	readonly failure: Failure | null;
	/** The agent session of its current turn. */
	readonly sessionId: string | null;
	/** Set once, when the step first started. */
	readonly startedAt: string | null;
	readonly endedAt: string | null;
	/** Milliseconds of work in all its turns; waiting for a person is not counted (SPEC WF-3). */
	readonly workedMs: number;
};

/** Glyph and word for each state. */
export const STEP_GLYPHS: Readonly<Record<StepState, string>> = {
	pending: '○',
	running: '▶',
	'awaiting-artifact': '…',
	validating: '≟',
	'awaiting-approval': '?',
	completed: '●',
	failed: '✗',
	skipped: '–',
};

/** Whether nothing more happens in the step unless it is sent back or restarted. */
export const isStepOver = (state: StepState): boolean =>
	state === 'completed' || state === 'failed' || state === 'skipped';
