// What the engine orders of a session host for one step of a run. It travels as JSON on the host's standard input.
import * as z from 'zod/mini';

export const StepOrder = z.strictObject({
	runId: z.string(),
	stepKey: z.string(),
	/** The engine's name for this start: under one key at most one session ever comes to be. */
	effectKey: z.string(),
	taskId: z.string(),
	taskTitle: z.string(),
	milestoneId: z.nullable(z.string()),
	/** The checkout that the session claims: the run's worktree, or the project itself. */
	checkout: z.string(),
	/** Where the agent starts: the checkout or a folder in it. */
	cwd: z.string(),
	runtime: z.string(),
	/** The command as it was configured, and with the prompt in it. */
	command: z.array(z.string()),
	argv: z.array(z.string()).check(z.minLength(1)),
	/** The program that says its release for `--version`; null where that is not known. */
	program: z._default(z.nullable(z.string()), null),
	/** The conversation that it goes on with or begins, where its id is known before it starts. */
	conversation: z._default(z.nullable(z.string()), null),
	/** The whole environment of the agent, but for the marks of its session. */
	env: z.record(z.string(), z.string()),
});
export type StepOrder = z.infer<typeof StepOrder>;

/** The key under which the session of a start stands in the journal. */
export const sessionKey = (effectKey: string): string => `${effectKey}:session`;

/** The engine's name for the start that a session's key was made of. */
export const effectOfSession = (key: string): string => key.replace(/:session$/, '');
