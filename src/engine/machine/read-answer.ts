// From what an agent handed in to an answer by schema, or to the words of what is wrong with it (SPEC TL-3).
import type * as z from 'zod/mini';
import {ImplementAnswer, ReviewAnswer} from '../../domain/answer.ts';
import type {HandedIn} from '../../domain/effect.ts';
import {printable} from '../../domain/text.ts';
import {jsonBlocks} from './json-blocks.ts';
import {misfit} from './misfit.ts';

export type Answer<T> = {readonly ok: true; readonly answer: T} | {readonly ok: false; readonly problem: string};

/** An implementer's answer. */
export const readImplement = (handedIn: HandedIn | null): Answer<ImplementAnswer> => {
	const read = readBy(ImplementAnswer, 'status', handedIn);
	return read.ok ? {ok: true, answer: cleaned(read.answer)} : read;
};

/** A reviewer's answer. One that wants changes must say which. */
export const readReview = (handedIn: HandedIn | null): Answer<ReviewAnswer> => {
	const read = readBy(ReviewAnswer, 'verdict', handedIn);
	if (!read.ok) return read;
	if (read.answer.verdict === 'changes' && read.answer.findings.length === 0)
		return {ok: false, problem: 'verdict is "changes" but findings is empty: say what has to change.'};
	return {ok: true, answer: cleaned(read.answer)};
};

// The last object that has the key is meant, also when it does not fit: an earlier one may be the example it was given.
const readBy = <T>(schema: z.ZodMiniType<T>, key: string, handedIn: HandedIn | null): Answer<T> => {
	if (handedIn === null) return {ok: false, problem: 'nothing was handed in.'};
	const meant = jsonBlocks(handedIn.text).findLast((block) => Object.hasOwn(block, key));
	if (!meant) return {ok: false, problem: `no JSON object with a "${key}" was found in what was handed in.`};
	const parsed = schema.safeParse(meant);
	return parsed.success
		? {ok: true, answer: parsed.data}
		: {ok: false, problem: misfit(schema, meant, parsed.error.issues)};
};

/** The same value with every text in it printable; line ends stay. */
export const cleaned = <T>(value: T): T => {
	if (typeof value === 'string') return value.split('\n').map(printable).join('\n') as T;
	if (Array.isArray(value)) return value.map(cleaned) as T;
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cleaned(part)])) as T;
};
