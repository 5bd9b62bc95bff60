import {createHash} from 'node:crypto';

/** SHA-256 in hex over a value's canonical JSON: object keys sorted, nothing that JSON does not know. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');

/** JSON with the keys of every object sorted, so that equal values give equal text. */
export const canonicalJson = (value: unknown): string =>
	JSON.stringify(value, (_key, part: unknown) => {
		if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
		const entries = Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1));
		return Object.fromEntries(entries);
	}) ?? 'null';
