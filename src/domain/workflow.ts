// A workflow as a person writes it: data, strict, without code. `workflow-plan.ts` has it with every default filled in.
import * as z from 'zod/mini';
import {Severity} from './finding.ts';
import {When} from './when.ts';

const text = z.string().check(z.minLength(1, 'must not be empty'));
const argv = z.array(z.string()).check(z.minLength(1, 'must name a command'));

/** A step's name within its workflow. */
const StepKey = z
	.string()
	.check(z.regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and dashes, such as "verify"'));

/** `90s`, `30m`, `2h`. */
export const Span = z.string().check(z.regex(/^[1-9]\d{0,4}[smh]$/, 'must be a time such as "90s", "30m" or "2h"'));

const Attempts = z.int().check(z.minimum(1), z.maximum(20));

const common = {
	key: StepKey,
	title: z.optional(text),
	/** False leaves the step out. */
	enabled: z.optional(z.boolean()),
	/** The step is skipped where this is known not to hold. */
	when: z.optional(When),
	/** A person looks at what the step produced before the run goes on. */
	approval: z.optional(z.boolean()),
	/** Wall-clock cap of one turn. */
	timeout: z.optional(Span),
};
/** The agent step that gets the findings when this one is not content; default: the nearest one before it. */
const back = z.optional(StepKey);

export const AgentStep = z.strictObject({
	...common,
	kind: z.literal('agent'),
	role: z.optional(text),
	/** What to do, in words; default: the task itself. */
	prompt: z.optional(text),
	/** How often it may work in all: findings of later steps send it back. */
	attempts: z.optional(Attempts),
	/** Silence for so long ends it. */
	inactivity: z.optional(Span),
	/** Whether an unchanged tree is a failure; default: whether a later step integrates. */
	mustChange: z.optional(z.boolean()),
	/**
	 * A JSON file it owes, relative to the workspace; `schema` is a JSON Schema file of the project. With `addsSteps`, its
	 * `steps` are done after this one.
	 */
	artifact: z.optional(z.strictObject({path: text, schema: z.optional(text), addsSteps: z.optional(z.boolean())})),
});

/** A command as one text is cut at blanks (quotes keep words together); it never reaches a shell. */
const CommandLine = z.union([text, argv]);

/** Commands that tell whether the work is good, each with a name of its own where that helps. */
export const CheckCommands = z.array(
	z.union([text, argv, z.strictObject({name: z.optional(text), run: CommandLine, timeout: z.optional(Span)})]),
);
export type CheckCommands = z.infer<typeof CheckCommands>;

export const CheckStep = z.strictObject({
	...common,
	kind: z.literal('check'),
	/** Default: what the task's `verify` says, else `checks` of the settings, else the mission's quality gates. */
	commands: z.optional(CheckCommands),
	/** Whether failures that were there before the task started are told apart; default true. */
	baseline: z.optional(z.boolean()),
	/** Whether a failure stops the run; default true. */
	gating: z.optional(z.boolean()),
	back,
});

export const ReviewStep = z.strictObject({
	...common,
	kind: z.literal('review'),
	role: z.optional(text),
	prompt: z.optional(text),
	inactivity: z.optional(Span),
	/** Findings below this are noted and do not send the work back; default `minor`. */
	threshold: z.optional(Severity),
	gating: z.optional(z.boolean()),
	back,
});

export const ApprovalStep = z.strictObject({
	key: common.key,
	kind: z.literal('approval'),
	title: common.title,
	enabled: common.enabled,
	when: common.when,
	question: z.optional(text),
	back,
});

const CommandStep = z.strictObject({
	...common,
	kind: z.literal('command'),
	/** The program; it gets the run's context as JSON on its standard input. */
	run: CommandLine,
	gating: z.optional(z.boolean()),
});

const IntegrateStep = z.strictObject({
	key: common.key,
	kind: z.literal('integrate'),
	title: common.title,
	enabled: common.enabled,
	when: common.when,
	timeout: common.timeout,
	/** Into the base branch at once, or by a pull request that is merged when it is ready. */
	mode: z.optional(z.enum(['direct', 'pull-request'])),
	strategy: z.optional(z.enum(['squash', 'ff', 'merge'])),
	back,
});

export const Step = z.discriminatedUnion('kind', [
	AgentStep,
	CheckStep,
	ReviewStep,
	ApprovalStep,
	CommandStep,
	IntegrateStep,
]);
export type Step = z.infer<typeof Step>;
export type StepKind = Step['kind'];

export const Workflow = z.strictObject({
	description: z.optional(text),
	/** `worktree`: a checkout of its own. `in-place`: the project itself, one run at a time. Default `worktree`. */
	workspace: z.optional(z.enum(['worktree', 'in-place'])),
	steps: z.array(Step).check(z.minLength(1, 'must have a step')),
});
export type Workflow = z.infer<typeof Workflow>;
