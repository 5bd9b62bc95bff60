// When a step applies: a small closed expression, as data. Nothing is ever evaluated as code.
import * as z from 'zod/mini';
import {unreachable} from './unreachable.ts';

const LEVELS = ['low', 'medium', 'high'] as const;
export const Level = z.enum(LEVELS);
export type Level = z.infer<typeof Level>;

export type When =
	| {changed: boolean}
	| {risk: Level}
	| {complexity: Level}
	| {impact: Level}
	| {passed: string}
	| {all: When[]}
	| {any: When[]}
	| {not: When};

const level = {
	risk: z.strictObject({risk: Level}),
	complexity: z.strictObject({complexity: Level}),
	impact: z.strictObject({impact: Level}),
};

/**
 * `{changed: true}`: the work differs from its base. `{risk: 'medium'}`: the estimate says this much or more (also
 * `complexity`, `impact`). `{passed: 'verify'}`: that step ended well. `all`, `any` and `not` combine.
 */
export const When: z.ZodMiniType<When> = z.union([
	z.strictObject({changed: z.boolean()}),
	level.risk,
	level.complexity,
	level.impact,
	z.strictObject({passed: z.string()}),
	z.strictObject({
		get all() {
			return z.array(When);
		},
	}),
	z.strictObject({
		get any() {
			return z.array(When);
		},
	}),
	z.strictObject({
		get not() {
			return When;
		},
	}),
]);

/** An agent's guess at its work; what it does not say is unknown. */
export const Estimate = z.object({
	risk: z.optional(Level),
	complexity: z.optional(Level),
	impact: z.optional(Level),
});
export type Estimate = z.infer<typeof Estimate>;

/** What an expression can ask about. Undefined is "not known". */
export type Signals = {
	readonly changed: boolean | undefined;
	readonly estimate: Estimate;
	readonly passed: (step: string) => boolean | undefined;
};

/**
 * Whether the expression holds; undefined where what it asks for is not known. A step is skipped only where it is known
 * not to apply: not knowing must not leave out a review.
 */
export const holds = (when: When, signals: Signals): boolean | undefined => {
	if ('changed' in when) return signals.changed === undefined ? undefined : signals.changed === when.changed;
	if ('risk' in when) return reaches(signals.estimate.risk, when.risk);
	if ('complexity' in when) return reaches(signals.estimate.complexity, when.complexity);
	if ('impact' in when) return reaches(signals.estimate.impact, when.impact);
	if ('passed' in when) return signals.passed(when.passed);
	if ('not' in when) return negated(holds(when.not, signals));
	if ('all' in when) return every(when.all.map((part) => holds(part, signals)));
	if ('any' in when) return negated(every(when.any.map((part) => negated(holds(part, signals)))));
	return unreachable(when);
};

const reaches = (known: Level | undefined, wanted: Level): boolean | undefined =>
	known === undefined ? undefined : LEVELS.indexOf(known) >= LEVELS.indexOf(wanted);

const negated = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);

const every = (values: readonly (boolean | undefined)[]): boolean | undefined => {
	if (values.includes(false)) return false;
	return values.includes(undefined) ? undefined : true;
};

/** The steps an expression names, in order. */
export const stepsNamedIn = (when: When): string[] => {
	if ('passed' in when) return [when.passed];
	if ('not' in when) return stepsNamedIn(when.not);
	if ('all' in when) return when.all.flatMap(stepsNamedIn);
	return 'any' in when ? when.any.flatMap(stepsNamedIn) : [];
};
