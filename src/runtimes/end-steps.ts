import type {EndStep} from './adapter.ts';

/**
 * Signals go to every process of the agent: tools run in sessions of their own, so that a signal to the terminal's
 * process group misses them. The tree is looked at before the first signal.
 */
export const INTERRUPT_FIRST: readonly EndStep[] = [
	{signal: 'SIGINT', waitMs: 3000},
	{signal: 'SIGTERM', waitMs: 3000},
	{signal: 'SIGKILL', waitMs: 2000},
];

/** For programs that take an interrupt for a key of theirs. */
export const TERMINATE_FIRST: readonly EndStep[] = [
	{signal: 'SIGTERM', waitMs: 3000},
	{signal: 'SIGHUP', waitMs: 1000},
	{signal: 'SIGKILL', waitMs: 2000},
];
