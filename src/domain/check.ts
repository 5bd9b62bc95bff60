/** A command that tells whether work is good. Its words go to the program as they are, never through a shell. */
export type CheckCommand = {
	readonly name: string;
	readonly argv: readonly string[];
	/** Seconds after which it has failed. */
	readonly timeoutSeconds: number;
	/** A criterion of the task itself: that it failed before the task excuses nothing. */
	readonly mustPass?: true;
};

/** How one command ended (SPEC TL-5, RE-13). `tail` is the end of its output, cleaned and redacted. */
export type CheckResult = {
	readonly name: string;
	readonly argv: readonly string[];
	readonly exitCode: number | null;
	readonly signal: string | null;
	readonly timedOut: boolean;
	readonly durationMs: number;
	readonly tail: string;
};

/** A result, judged against the baseline: `known` failures were there before the task started. */
export type JudgedCheck = CheckResult & {readonly verdict: 'pass' | 'fail' | 'known'};

const hasPassed = (result: CheckResult): boolean => result.exitCode === 0 && !result.timedOut;

/** Tells failures that were there before apart from new ones; a command is known by its name and words. */
export const judgeChecks = (results: readonly CheckResult[], baseline: readonly CheckResult[]): JudgedCheck[] => {
	const identity = ({name, argv}: CheckResult) => JSON.stringify([name, argv]);
	const failedBefore = new Set(baseline.filter((result) => !hasPassed(result)).map(identity));
	return results.map((result) => ({
		...result,
		verdict: hasPassed(result) ? 'pass' : failedBefore.has(identity(result)) ? 'known' : 'fail',
	}));
};
