// Why a run failed, as data (SPEC AH-8), and what a person can do about each kind (SPEC WF-16, RE-12).

/**
 * Those that a run can end with. Not among them: `process-restart`, because every effect that a crash cut off is taken up
 * again, and `budget`, because no run has one.
 */
export const FAILURE_CAUSES = [
	'inactivity-timeout',
	'max-duration',
	'agent',
	'git',
	'api',
	'no-usable-output',
	'no-changes',
	'checks',
	'command',
	'rejected',
	'cancelled',
	'evicted',
	'configuration',
	'internal',
] as const;
export type FailureCause = (typeof FAILURE_CAUSES)[number];

/**
 * `retryable`: the same effect may be done again as it is. `human-required`: the run fails (or stays at its approval) until
 * a person did something. `fatal`: no retry can help.
 */
export type FailureClass = 'retryable' | 'human-required' | 'fatal';

/** What went wrong. `message` is one line that names the step and what was seen last; `code` is for scripts. */
export type Failure = {
	readonly cause: FailureCause;
	readonly class: FailureClass;
	readonly code: string;
	readonly message: string;
};

const HINTS: Readonly<Record<FailureCause, string>> = {
	'inactivity-timeout': 'Look at its screen, then retry; raise `inactivity` of the step if it needs longer silences.',
	'max-duration': 'Split the task, or raise `timeout` of the step, then retry.',
	agent: 'Read the end of its screen, then retry or restart from an earlier step.',
	git: 'Mend what git says in the repository, then retry.',
	api: "Wait until the model's service answers again, then retry.",
	'no-usable-output': 'Look at its last message; retry, or bind the role to another runtime.',
	'no-changes': 'Check whether the task is done already; else say in it what has to change, and run it anew.',
	checks: 'Run the checks by hand in the branch of the run, then restart from the step that implements.',
	command: 'Run the command by hand, then retry.',
	rejected: 'Change the task or its criteria and run it anew, or restart from the step that implements.',
	cancelled: 'Start the task again when it is wanted.',
	evicted: 'Free memory or time on this machine, then retry.',
	configuration: 'Mend the settings (`mosaic workflow check`), then start a new run.',
	internal: 'Retry; if it comes again, report it with `mosaic events --run RUN --json`.',
};

/** What to do next after a failure of this kind, in one line. */
export const failureHint = (cause: FailureCause): string => HINTS[cause];
