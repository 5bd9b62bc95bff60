import * as z from 'zod/mini';

/** What a person or script asks of a run; it travels to the session host as JSON on its standard input. */
export const RunOptions = z.strictObject({
	/** The task; without one the next ready task is taken. */
	taskId: z.optional(z.string()),
	runtime: z.optional(z.string()),
	milestone: z.optional(z.string()),
	workflow: z.optional(z.string()),
	/** Replaces the runtime's command; `{prompt}` elements are replaced, else the prompt is appended. */
	argv: z.optional(z.array(z.string()).check(z.minLength(1))),
	env: z.optional(z.record(z.string(), z.string())),
	/** Whether this continues the task's interrupted run. */
	resume: z.optional(z.boolean()),
});
export type RunOptions = z.infer<typeof RunOptions>;
