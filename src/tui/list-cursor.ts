// The chosen entry of a list and the part of it that is seen. Pure.

/** `key` names the entry across changes of the list; `top` is the first entry that is seen. */
export type ListCursor = {readonly key: string | null; readonly index: number; readonly top: number};

export const NOWHERE: ListCursor = {key: null, index: 0, top: 0};

/**
 * The cursor after the list changed: on the same entry where that is still there, else on the one that took its place.
 * `page` is how many entries are seen at once, null where the list is hidden and its place is only remembered.
 */
export const settleCursor = (cursor: ListCursor, keys: KeyList, page: number | null): ListCursor => {
	if (keys.length === 0) return NOWHERE;
	const kept = cursor.key === null ? -1 : keys.indexOf(cursor.key, cursor.index);
	const index = kept >= 0 ? kept : clamp(cursor.index, 0, keys.length - 1);
	return at(index, cursor.top, keys, page);
};

/** The cursor moved by so many entries, or as far as the list goes. */
export const moveCursor = (cursor: ListCursor, by: number, keys: KeyList, page: number | null): ListCursor =>
	keys.length === 0 ? NOWHERE : at(clamp(cursor.index + by, 0, keys.length - 1), cursor.top, keys, page);

/** A list of keys that need not be an array: only what is looked at is made. `indexOf` looks at `near` first. */
export type KeyList = {
	readonly length: number;
	at(index: number): string | undefined;
	indexOf(key: string, near: number): number;
};

/** A list of entries as keys. */
export const keysOf = <T>(entries: readonly T[], keyOf: (entry: T) => string): KeyList => ({
	length: entries.length,
	at: (index) => {
		const entry = entries[index];
		return entry === undefined ? undefined : keyOf(entry);
	},
	indexOf: (key, near) => {
		const guess = entries[near];
		if (guess !== undefined && keyOf(guess) === key) return near;
		return entries.findIndex((entry) => keyOf(entry) === key);
	},
});

const at = (index: number, top: number, keys: KeyList, page: number | null): ListCursor => {
	if (page === null) return {key: keys.at(index) ?? null, index, top: clamp(top, 0, index)};
	const size = Math.max(1, page);
	const highest = Math.max(0, keys.length - size);
	const seen = clamp(top, index - size + 1, index);
	return {key: keys.at(index) ?? null, index, top: clamp(seen, 0, Math.min(highest, index))};
};

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
