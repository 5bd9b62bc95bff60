// What agents hand in at the end of a step, by schema (SPEC TL-3).
import * as z from 'zod/mini';
import {Severity} from './finding.ts';
import {Estimate} from './when.ts';

const line = z.string().check(z.maxLength(4000));
const lines = z._default(z.array(line).check(z.maxLength(200)), []);
const words = z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(20_000));

/** An implementer's answer. `blocked`: it cannot be done as the task says, a person has to plan anew. */
export const ImplementAnswer = z.object({
	status: z.enum(['done', 'blocked', 'failed']),
	summary: words,
	assumptions: lines,
	notes: lines,
	unresolved: lines,
	/** Whether a person should look before the run goes on. */
	needs_human: z._default(z.boolean(), false),
	estimate: z.optional(Estimate),
});
export type ImplementAnswer = z.infer<typeof ImplementAnswer>;

const nullable = z._default(z.nullable(line), null);

const ReviewFinding = z.object({
	severity: Severity,
	file: nullable,
	line: z._default(z.nullable(z.int().check(z.minimum(1))), null),
	message: line.check(z.minLength(1, 'must not be empty')),
	fix: nullable,
});

/** A reviewer's answer. `blocked`: no change to the work can help, a person has to plan anew. */
export const ReviewAnswer = z.object({
	verdict: z.enum(['pass', 'changes', 'blocked']),
	summary: words,
	findings: z._default(z.array(ReviewFinding).check(z.maxLength(500)), []),
});
export type ReviewAnswer = z.infer<typeof ReviewAnswer>;
