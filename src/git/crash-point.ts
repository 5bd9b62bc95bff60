// The named instants inside git's longer effects. A test that wants to see a crash there sets
// MOSAIC_TEST_GIT_CRASH_AT to a name: the process then dies as by `kill -9`. Nothing else reads the variable.

export type CrashPoint =
	| 'branch-made'
	| 'worktree-intended'
	| 'worktree-added'
	| 'worktree-ready'
	| 'worktree-set-aside'
	| 'worktree-deleted'
	| 'forgotten-staged'
	| 'forgotten-committed'
	| 'checkout-locked'
	| 'move-recorded'
	| 'ref-moved'
	| 'files-moved'
	| 'index-published'
	| 'move-forgotten';

/** Passes a point. */
export const atPoint = (point: CrashPoint): void => {
	if (process.env.MOSAIC_TEST_GIT_CRASH_AT === point) process.kill(process.pid, 'SIGKILL');
};
