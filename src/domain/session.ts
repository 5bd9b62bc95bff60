import * as z from 'zod/mini';
import type {Evidence} from './session-evidence.ts';
import type {SessionProgress} from './session-progress.ts';

const SESSION_STATES = ['starting', 'working', 'waiting', 'idle', 'done', 'failed', 'crashed', 'stopped'] as const;
export const SessionState = z.enum(SESSION_STATES);
export type SessionState = z.infer<typeof SessionState>;

export const EndedReason = z.enum(['completed', 'failed', 'crashed', 'stopped', 'timed-out']);
export type EndedReason = z.infer<typeof EndedReason>;

/** One agent process and its screen, as the journal has it. Times are ISO 8601 UTC. */
export type Session = {
	readonly id: string;
	readonly taskId: string;
	readonly taskTitle: string;
	readonly runId: string;
	readonly runtime: string;
	readonly pid: number | null;
	readonly state: SessionState;
	/** What the state was read from (`osc-7501`, `exit`, `started`, …). */
	readonly evidence: string;
	/** The agent's own words about its state, cleaned; e.g. the question it waits with. */
	readonly message: string | null;
	readonly startedAt: string;
	readonly endedAt: string | null;
	readonly endedReason: EndedReason | null;
	readonly exitCode: number | null;
	readonly signal: string | null;
	readonly durationSeconds: number;
	readonly milestoneId: string | null;
	/** How far its agent is, where it reports in a stream. */
	readonly progress?: SessionProgress;
	/** The release of its program, where it is known. */
	readonly release?: string;
	/** More of the evidence: the rule, the text it fitted, and since when the state is this. Left out where there is none. */
	readonly why?: Evidence & {readonly since: string};
};

export const STATE_GLYPHS: Readonly<Record<SessionState, string>> = {
	starting: '◌',
	working: '▶',
	waiting: '?',
	idle: '‖',
	done: '●',
	failed: '✗',
	crashed: '!',
	stopped: '■',
};

/** Whether an agent process belongs to the session now. */
export const isLive = (state: SessionState): boolean =>
	state === 'starting' || state === 'working' || state === 'waiting' || state === 'idle';

const STATE_OF_REASON: Readonly<Record<EndedReason, SessionState>> = {
	completed: 'done',
	failed: 'failed',
	crashed: 'crashed',
	stopped: 'stopped',
	'timed-out': 'failed',
};

/** The state in which a session rests after it ended. */
export const endState = (reason: EndedReason): SessionState => STATE_OF_REASON[reason];

export type ProcessExit = {readonly exitCode: number | null; readonly signal: string | null};

/**
 * Why a session ended, from how its process did. What mosaic ended is `stopped`, whatever the code: agents exit 0 on
 * SIGINT. A signal that mosaic did not send is a crash.
 */
export const endedReasonOf = (exit: ProcessExit, stopRequested: boolean): EndedReason => {
	if (stopRequested) return 'stopped';
	if (exit.signal !== null) return 'crashed';
	return exit.exitCode === 0 ? 'completed' : 'failed';
};
