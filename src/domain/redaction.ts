// Secrets leave no trace in transcripts, events, logs and reports: known values and texts in the shape of a token are
// replaced, wherever a stream happens to be cut.
import {keyBlock} from './key-block.ts';
import {partialToken, TOKEN_PATTERN} from './token-shapes.ts';

/** What stands in place of a secret. */
export const REDACTED = '[redacted]';

/** A shorter value would be found in ordinary words. */
const SHORTEST_SECRET = 8;

export type Redactor = {
	/** The part of the text so far that is decided; a possible beginning of a secret is held back. */
	push(text: string): string;
	/** What was held back. */
	end(): string;
};

/** Replaces secrets in one whole text. */
export const redact = (text: string, secrets: readonly string[] = []): string => {
	const redactor = createRedactor(secrets);
	return redactor.push(text) + redactor.end();
};

/**
 * The same for a text whose rows were joined, as a screen shows them: a value that was wrapped has blanks in it. Where one
 * is found so, nothing of the text is told.
 */
export const redactWrapped = (text: string, secrets: readonly string[] = []): string => {
	const redacted = redact(text, secrets);
	const solid = redacted.replace(/\s/g, '');
	const isThere = secrets.some(
		(secret) => secret.length >= SHORTEST_SECRET && solid.includes(secret.replace(/\s/g, '')),
	);
	return isThere ? REDACTED : redacted;
};

/**
 * Replaces `secrets` (values of 8 characters or more) and token shapes in a stream. What comes out does not depend on
 * where the stream was cut; the cost grows with its length alone.
 */
export const createRedactor = (secrets: readonly string[] = []): Redactor => {
	const known = knownSecrets(secrets);
	const pattern = new RegExp([...known.map(escaped), TOKEN_PATTERN].join('|'), 'g');
	const block = keyBlock();
	/** The last character that was decided, so that a token's left edge can be seen; then what is not decided yet. */
	let before = '';
	let held = '';
	const decide = (text: string, last: boolean): string => {
		const all = before + text;
		let out = '';
		let at = before.length;
		while (at < all.length) {
			const open = last ? all.length : firstOpen(all, at, known);
			pattern.lastIndex = at;
			const match = pattern.exec(all);
			if (match === null || match.index >= open) {
				out += all.slice(at, open);
				at = open;
				break;
			}
			out += all.slice(at, match.index) + REDACTED;
			at = match.index + match[0].length;
		}
		before = at > 0 ? (all[at - 1] as string) : before;
		held = all.slice(at);
		return out;
	};
	return {
		push: (text) => decide(held + block.push(text), false),
		end: () => decide(held + block.end(), true),
	};
};

/** The variable that tells an agent's own programs which other variables hold secrets: names, with commas between. */
export const SECRET_NAMES = 'MOSAIC_SECRETS';

/** The values worth hiding among the variables of an environment: those whose names speak of a secret, or are listed there. */
export const secretsIn = (env: Readonly<Record<string, string | undefined>>): string[] => {
	const listed = (env[SECRET_NAMES] ?? '').split(',');
	return knownSecrets(
		Object.entries(env).flatMap(([name, value]) =>
			value !== undefined && (SECRET_NAME.test(name) || listed.includes(name)) ? [value] : [],
		),
	);
};

const SECRET_NAME = /(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?|PASSPHRASE|AUTH)$/i;

/** Longest first: where one secret begins another, the whole is hidden. */
const knownSecrets = (secrets: readonly string[]): string[] =>
	[...new Set(secrets.filter((secret) => secret.length >= SHORTEST_SECRET))].sort((a, b) => b.length - a.length);

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Where, from `from` on, the first text begins that more input could turn into a (longer) secret; the length if nowhere. */
const firstOpen = (text: string, from: number, known: readonly string[]): number => {
	const token = partialToken(text, from);
	const longest = known[0]?.length ?? 0;
	for (let at = Math.max(from, text.length - longest + 1); at < token; at++) {
		const rest = text.slice(at);
		if (known.some((secret) => secret.length > rest.length && secret.startsWith(rest))) return at;
	}
	return token;
};

/** The same value with every text in it redacted. */
export const redacted = <T extends object>(told: T, secrets: readonly string[]): T =>
	JSON.parse(JSON.stringify(told), (_, value) => (typeof value === 'string' ? redact(value, secrets) : value));
