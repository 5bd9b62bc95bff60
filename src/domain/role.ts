import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1, 'must not be empty'));

/** Who plays a role, in the settings (SPEC TL-4, WF-18). */
export const RoleConfig = z.strictObject({
	/** Default: the runtime of the settings. */
	runtime: z.optional(text),
	model: z.optional(text),
	effort: z.optional(text),
	/** `interactive`: in its own screen; `headless`: a stream that is read. Default: the runtime's. */
	mode: z.optional(z.enum(['interactive', 'headless'])),
	/** `fresh`: each attempt begins anew; `resume`: reviews go on too. Default: attempts at work go on, reviews begin anew. */
	conversation: z.optional(z.enum(['resume', 'fresh'])),
	/** Replaces the runtime's command for this role; `{prompt}` stands for the prompt. */
	argv: z.optional(z.array(z.string()).check(z.minLength(1, 'must name a command'))),
});
export type RoleConfig = z.infer<typeof RoleConfig>;

/** A role as a run froze it. */
export type RoleBinding = {
	readonly runtime: string;
	readonly model: string | null;
	readonly effort: string | null;
	/** Empty for the runtime's own command. */
	readonly argv: readonly string[];
	/** Left out where the role says nothing: then its runtime's counts. */
	readonly mode?: 'interactive' | 'headless';
	readonly conversation?: 'resume' | 'fresh';
};
