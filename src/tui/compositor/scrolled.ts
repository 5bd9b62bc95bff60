// Finds rows that only moved: a terminal told to scroll needs no bytes for them.
import {BLANK, type Grid} from './grid.ts';

export type Scroll = {readonly top: number; readonly bottom: number; readonly count: number};

/** Fewer moved rows than this are written. */
const FEWEST = 3;

/**
 * The move that brings most of the rows from `first` on, as the terminal shows them, to where they are wanted; undefined
 * where too few only moved. `count` is above zero for rows that go up. Rows come as hashes.
 */
export const findScroll = (shown: Int32Array, wanted: Int32Array, first: number): Scroll | undefined => {
	if (shown.length <= FEWEST) return undefined;
	const count = bestMove(shown, wanted);
	if (count === 0) return undefined;
	const run = longestRun(shown, wanted, count);
	if (run.end - run.start < FEWEST) return undefined;
	const top = first + Math.min(run.start, run.start + count);
	const bottom = first + Math.max(run.end, run.end + count) - 1;
	return {top, bottom, count};
};

const EMPTY = 0;

/** A number that equal rows share, and few others; the same one for all rows that are blank. */
export const hashOf = (grid: Grid, y: number): number => {
	const {cols, glyphs, fg, bg, attributes} = grid;
	let hash = 0;
	let blank = true;
	for (let index = y * cols; index < (y + 1) * cols; index++) {
		const glyph = glyphs[index] ?? 0;
		const cell = glyph + (fg[index] ?? 0) * 31 + (bg[index] ?? 0) * 131 + (attributes[index] ?? 0);
		hash = Math.imul(hash ^ cell, 0x01000193) + 7;
		blank &&= glyph === BLANK && grid.isErased(index);
	}
	return blank ? EMPTY : hash | 1;
};

/** The distance that most rows moved; those that stand twice or stayed say nothing. */
const bestMove = (shown: Int32Array, wanted: Int32Array): number => {
	const places = new Map<number, number>();
	for (let y = 0; y < shown.length; y++) {
		const hash = shown[y] ?? EMPTY;
		places.set(hash, places.has(hash) ? -1 : y);
	}
	const votes = new Map<number, number>();
	let best = 0;
	let most = 0;
	for (let y = 0; y < wanted.length; y++) {
		const hash = wanted[y] ?? EMPTY;
		const place = hash === EMPTY ? -1 : (places.get(hash) ?? -1);
		if (place < 0) continue;
		const moved = place - y;
		const sum = (votes.get(moved) ?? 0) + 1;
		votes.set(moved, sum);
		if (sum > most) {
			most = sum;
			best = moved;
		}
	}
	return best;
};

/** The longest run of rows that are wanted `count` rows above where they are shown. */
const longestRun = (shown: Int32Array, wanted: Int32Array, count: number): {start: number; end: number} => {
	let best = {start: 0, end: 0};
	let start = 0;
	for (let y = 0; y <= wanted.length; y++) {
		const from = y + count;
		const matches = y < wanted.length && from >= 0 && from < shown.length && shown[from] === wanted[y];
		if (matches) continue;
		if (y - start > best.end - best.start) best = {start, end: y};
		start = y + 1;
	}
	return best;
};
