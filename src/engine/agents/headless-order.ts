// What the renderer of a headless agent is told, and what it leaves behind: two private files in the folder of the turn.
import * as z from 'zod/mini';
import {Usage} from '../../domain/usage.ts';

const cost = z.number().check(z.nonnegative());
const Price = z.object({input: cost, output: cost, cacheRead: cost, cacheWrite: cost});

export const HeadlessOrder = z.strictObject({
	runtime: z.string(),
	argv: z.array(z.string()).check(z.minLength(1)),
	/** Added to the environment of the agent. */
	env: z.record(z.string(), z.string()),
	/** The prompt where it is written to the agent instead of being an argument: it then asks on the same way. */
	prompt: z.nullable(z.string()),
	/** What it reads from its standard input, where that is how it takes a prompt. */
	input: z._default(z.nullable(z.string()), null),
	/** The conversation that is gone on with. */
	resume: z._default(z.nullable(z.string()), null),
	model: z.nullable(z.string()),
	/** What the session that is gone on with had used before. */
	usedBefore: z.array(Usage),
	/** What models cost by the settings; list prices are known besides. */
	prices: z._default(z.record(z.string(), Price), {}),
	/** By what a person can take over in the program's own screen. */
	takeOver: z.object({
		command: z.array(z.string()),
		effort: z.nullable(z.string()),
		permissions: z.nullable(z.enum(['read', 'ask', 'edit', 'all'])),
		/** The settings that name mosaic as its hook, and mosaic's own tools; null where it takes none. */
		hooksFile: z._default(z.nullable(z.string()), null),
		ownServer: z._default(
			z.nullable(z.object({command: z.string(), args: z.array(z.string()), file: z.string()})),
			null,
		),
	}),
	/** Where what it came to is written. */
	outcomeFile: z.string(),
});
export type HeadlessOrder = z.infer<typeof HeadlessOrder>;

const FailureReport = z.object({
	cause: z.enum(['api', 'agent']),
	class: z.enum(['retryable', 'human-required']),
	code: z.string(),
	message: z.string(),
});

/** What a headless agent came to by its own stream; an exit code alone would lie. */
export const HeadlessOutcome = z.object({
	kind: z.enum(['done', 'denied', 'interrupted', 'failed']),
	message: z.nullable(z.string()),
	failure: z.nullable(FailureReport),
	/** What it said last, whole. */
	said: z.nullable(z.string()),
});
export type HeadlessOutcome = z.infer<typeof HeadlessOutcome>;
