// What can be set, in the user's and in the project's config.json. Strict: a misspelt key must not be ignored.
import * as z from 'zod/mini';
import {PermissionRule} from '../domain/permission.ts';
import {RoleConfig} from '../domain/role.ts';
import {CheckCommands, Span, Workflow} from '../domain/workflow.ts';
import {ANY_SCREEN_FIELDS, SCREEN_FIELDS} from './screen-schema.ts';

const text = z.string().check(z.minLength(1, 'must not be empty'));
const environmentName = z.string().check(z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of a variable'));
const environmentValue = z.string().check(z.regex(/^[^\0]*$/, 'must not contain a NUL character'));
const Environment = z.record(environmentName, environmentValue);

const inheritedName = z
	.string()
	.check(z.regex(/^[A-Za-z_][A-Za-z0-9_]*\*?$/, 'must be the name of a variable, or how names begin with * after it'));

export const RuntimeConfig = z.strictObject({
	/** The command, one element per argument; `{prompt}` stands for the prompt. */
	argv: z.optional(z.array(z.string()).check(z.minLength(1, 'must name a command'))),
	/** An agent that speaks the Agent Client Protocol on its standard input and output; comes before `argv`. */
	acp: z.optional(z.strictObject({argv: z.array(z.string()).check(z.minLength(1, 'must name a command'))})),
	env: z.optional(Environment),
	/** The only variables of a person's own environment that the agent gets, besides those every program needs. */
	inherit: z.optional(z.array(inheritedName)),
	/** `interactive`: its own screen; `headless`: a stream that is read. Default: its command as it stands. */
	mode: z.optional(z.enum(['interactive', 'headless'])),
	/** Whether it is given mosaic's own tools (MCP) where it runs in a mode and takes them; default true. */
	mcp: z.optional(z.boolean()),
	/** How freely it acts before it asks. Default: what is set for the program itself. */
	permissions: z.optional(z.enum(['read', 'ask', 'edit', 'all'])),
	/** Whether what it uses costs money by the token, or a subscription pays. */
	billing: z.optional(z.enum(['metered', 'subscription'])),
});
export type RuntimeConfig = z.infer<typeof RuntimeConfig>;

const dollars = z.number().check(z.nonnegative());

/** In US dollars for a million tokens. */
export const PriceConfig = z.strictObject({
	input: dollars,
	output: dollars,
	cacheRead: z._default(dollars, 0),
	cacheWrite: z._default(dollars, 0),
});

/** A project can hold its agents back; what may be done unasked is for a person's own file to say. */
const ProjectRule = z.strictObject({
	...PermissionRule.shape,
	action: z.enum(['ask', 'deny']),
});
const permissions = z.optional(z.array(PermissionRule).check(z.maxLength(500)));

const WorkflowName = z
	.string()
	.check(z.regex(/^(?!solo$)[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and dashes, and not "solo"'));

export const ConfigFile = z.strictObject({
	$schema: z.optional(z.string()),
	/** The runtime that is used where none is named. */
	runtime: z.optional(text),
	runtimes: z.optional(z.record(text, RuntimeConfig)),
	/** Added to the environment of every agent. */
	environment: z.optional(Environment),
	/** Names of variables whose values appear in no record, besides those whose names speak of a secret. */
	secrets: z.optional(z.array(environmentName)),
	/** By model; they come before mosaic's own list. */
	prices: z.optional(z.record(text, PriceConfig)),
	/** The workflow that is used where none is named. */
	workflow: z.optional(text),
	/** Workflows by name. The plain runner, `solo`, is mosaic's own. */
	workflows: z.optional(z.record(WorkflowName, Workflow)),
	/** Who plays the roles of workflows. */
	roles: z.optional(z.record(text, RoleConfig)),
	/** What check steps run where neither they nor the task name commands. */
	checks: z.optional(CheckCommands),
	/** How many runs may be under way at once. */
	parallel: z.optional(z.int().check(z.minimum(1), z.maximum(64))),
	/** How often a run's branch is pushed while an agent works on it; default: `10m` where it ends in a pull request. */
	checkpoint: z.optional(z.union([Span, z.literal('off')])),
	/** What agents may do without asking; the first rule that fits decides, the project's rules come first. */
	permissions: z.optional(z.array(ProjectRule).check(z.maxLength(500))),
});
export type ConfigFile = Omit<z.infer<typeof ConfigFile>, 'permissions'> & {
	permissions?: z.infer<typeof permissions>;
};

/** The user's own file may say more: how the full screen looks and which keys it has. */
export const UserConfigFile = z.strictObject({...ConfigFile.shape, permissions, ...SCREEN_FIELDS});

/** The same file as everything but the full screen reads it: a wrong key or colour must not keep an agent from starting. */
export const UserConfigForRuns = z.strictObject({...ConfigFile.shape, permissions, ...ANY_SCREEN_FIELDS});
