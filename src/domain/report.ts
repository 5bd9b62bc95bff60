// What a run came to, as a document for people and scripts (SPEC RE-10). Whatever is written is checked by this first.
import * as z from 'zod/mini';
import {RunState} from './run.ts';
import {StepState} from './step.ts';
import {Usage} from './usage.ts';

const text = z.string();
const maybe = z.nullable(text);
const count = z.int().check(z.nonnegative());

const Failure = z.looseObject({cause: text, class: text, code: text, message: text, step: maybe, hint: text});

const Step = z.looseObject({
	key: text,
	kind: text,
	title: text,
	state: StepState,
	attempt: count,
	attempts: count,
	summary: maybe,
	startedAt: maybe,
	endedAt: maybe,
	workedMs: z.number(),
});

const Check = z.object({
	step: maybe,
	name: text,
	argv: z.array(text),
	/** Null where no baseline was taken. */
	before: z.nullable(z.enum(['pass', 'fail'])),
	/** `known`: it failed before the work began as well. */
	after: z.enum(['pass', 'fail', 'known']),
	exitCode: z.nullable(z.int()),
	signal: maybe,
	timedOut: z.boolean(),
	durationMs: z.number(),
	tail: text,
});

const Finding = z.looseObject({
	severity: text,
	source: text,
	step: text,
	turn: count,
	file: maybe,
	line: z.nullable(z.int()),
	/** Which version of the file a person's comment is about. */
	side: z.optional(z.enum(['old', 'new'])),
	message: text,
	fix: maybe,
});

const Attempt = z.looseObject({
	step: text,
	turn: count,
	attempt: count,
	startedAt: text,
	endedAt: maybe,
	outcome: maybe,
	summary: maybe,
});

const FollowUp = z.looseObject({id: text, kind: text, title: text, detail: maybe, suggestedAction: maybe});

export const Report = z.looseObject({
	schema: z.literal('mosaic/report@1'),
	id: text,
	taskId: text,
	taskTitle: text,
	workflow: text,
	state: RunState,
	createdAt: text,
	endedAt: maybe,
	branch: maybe,
	baseBranch: maybe,
	baseCommit: maybe,
	failure: z.nullable(Failure),
	integrated: z.nullable(z.object({commit: maybe, url: maybe})),
	steps: z.array(Step),
	approvals: z.array(z.looseObject({id: text, title: text, state: text})),
	questions: z.array(z.looseObject({id: text, question: text, state: text, answer: maybe})),
	/** What the work is, in the words of the one who did it; null before anybody said so. */
	summary: maybe,
	criteria: z.array(text),
	checks: z.array(Check),
	findings: z.array(Finding),
	attempts: z.array(Attempt),
	work: z.nullable(
		z.looseObject({
			commit: maybe,
			diffHash: maybe,
			files: count,
			insertions: count,
			deletions: count,
			leftovers: z.optional(z.array(z.string())),
			/** Files that say what the checks run and were changed, and test files that are gone. */
			watched: z.optional(z.object({checks: z.array(text), tests: z.array(text), git: z.optional(z.array(text))})),
		}),
	),
	/** What of a moving base was taken in, and which steps looked at both together. */
	tookIn: z._default(
		z.array(
			z.looseObject({
				base: z.object({branch: text, commit: text}),
				commit: maybe,
				files: z.array(text),
				again: z.array(text),
			}),
		),
		[],
	),
	usage: z.array(z.object({step: text, role: text, runtime: text, ...Usage.shape})),
	followUps: z.array(FollowUp),
	/** Lines that agents left as follow-ups and that are none. */
	unreadableFollowUps: z._default(count, 0),
	timeline: z.array(z.object({at: text, step: maybe, text: text})),
	/** The proof that seals a completed run. */
	receipt: z.nullable(z.looseObject({commit: maybe, diffHash: maybe})),
});
export type Report = z.infer<typeof Report>;
