// From what a schema says of a document to words for the person who wrote it: where, what, and what was probably meant.
import type * as z from 'zod/mini';
import {nearest} from '../domain/nearest.ts';
import {quoted} from '../domain/text.ts';
import {knownKeysAt} from './known-keys.ts';

export type Issue = z.core.$ZodIssue;

export type Explained = {
	readonly path: readonly PropertyKey[];
	/** The offending key, where an unknown one is the problem. */
	readonly unknownKey: string | null;
	readonly message: string;
};

/** Explains one issue of a document. Of a choice between several forms, the one that comes closest is explained. */
export const explainIssue = (schema: z.ZodMiniType, document: unknown, issue: Issue): Explained => {
	const path = issue.path;
	const value = valueAt(document, path);
	switch (issue.code) {
		case 'unrecognized_keys': {
			const key = issue.keys[0] ?? '';
			const known = knownKeysAt(schema, document, path);
			return {path: [...path, key], unknownKey: key, message: `unknown key. ${hint(key, known)}`};
		}
		case 'invalid_type':
			return told(
				path,
				value === undefined ? `is missing: ${a(issue.expected)} is needed.` : `must be ${a(issue.expected)}.`,
			);
		case 'invalid_value':
			return told(path, choice(value, issue.values.map(String)));
		case 'invalid_union':
			return explainUnion(schema, document, issue);
		case 'invalid_key':
			return told(path, withStop(issue.issues[0]?.message ?? issue.message));
		default:
			return told(path, withStop(issue.message));
	}
};

const explainUnion = (
	schema: z.ZodMiniType,
	document: unknown,
	issue: Extract<Issue, {code: 'invalid_union'}>,
): Explained => {
	const {path} = issue;
	const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
	if (options.length > 0) return told(path, choice(valueAt(document, path), options));
	const closest = [...issue.errors].sort((a, b) => farness(a) - farness(b))[0]?.[0];
	if (!closest) return told(path, withStop(issue.message));
	if (farness([closest]) >= WRONG_FORM && !closest.path.length) return told(path, withStop(meant(issue)));
	return explainIssue(schema, document, {...closest, path: [...path, ...closest.path]} as Issue);
};

// A message that the schema itself gives to a choice says more than what each form misses.
const meant = ({message, errors}: Extract<Issue, {code: 'invalid_union'}>): string => {
	if (message !== 'Invalid input') return message;
	const expected = errors.flat().flatMap((issue) => (issue.code === 'invalid_type' ? [a(issue.expected)] : []));
	return expected.length === 0 ? message : `must be ${[...new Set(expected)].join(' or ')}`;
};

const WRONG_FORM = 10;

const farness = (issues: readonly Issue[]): number =>
	issues.reduce((sum, issue) => sum + (issue.code === 'invalid_type' && issue.path.length === 0 ? WRONG_FORM : 1), 0);

const told = (path: readonly PropertyKey[], message: string): Explained => ({path, unknownKey: null, message});

const choice = (value: unknown, known: readonly string[]): string => {
	if (value === undefined) return `is missing: one of ${known.join(', ')} is needed.`;
	return typeof value === 'string'
		? `${quoted(value)} is not known here. ${hint(value, known)}`
		: `must be one of ${known.join(', ')}.`;
};

const hint = (word: string, known: readonly string[]): string => {
	const probably = nearest(word, known);
	return probably === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean ${JSON.stringify(probably)}?`;
};

const a = (expected: string): string => {
	const noun = expected === 'record' ? 'object' : expected === 'int' ? 'whole number' : expected;
	return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
};

const withStop = (message: string): string => (/[.?!]$/.test(message) ? message : `${message}.`);

const valueAt = (document: unknown, path: readonly PropertyKey[]): unknown =>
	path.reduce<unknown>(
		(value, key) =>
			value === null || typeof value !== 'object' ? undefined : (value as Record<PropertyKey, unknown>)[key],
		document,
	);

/** `workflows.mine.steps.0.key` */
export const pathText = (path: readonly PropertyKey[]): string => path.map(String).join('.') || 'the whole document';
