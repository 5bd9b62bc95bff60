// The named steps of the start and settle protocol. A test that wants to see a crash between two of them sets
// MOSAIC_TEST_CRASH_AT to a name: the process then dies there as by `kill -9`. Nothing else reads the variable.

export type Step =
	| 'claimed'
	| 'locked'
	| 'reaped'
	| 'planned'
	| 'marking'
	| 'marked'
	| 'capsule'
	| 'published'
	| 'spawned'
	| 'recorded'
	| 'opened'
	| 'ended'
	| 'settle-marking'
	| 'settle-marked'
	| 'settle-published'
	| 'settled'
	| 'released';

/**
 * The recorded points of the engine: around its own life, and around each effect, by its kind. `recorded`: it stands in
 * the journal and nothing was done; `performed`: it was done and the journal does not know; `settled`: it does.
 */
export type EngineStep = 'lease-taken' | `${'recorded' | 'performed' | 'settled'}:${string}`;

/** Passes a step of the protocol. */
export const atStep = (step: Step | EngineStep): void => {
	if (process.env.MOSAIC_TEST_CRASH_AT === step) process.kill(process.pid, 'SIGKILL');
};
