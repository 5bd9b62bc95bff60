// Quote marks and list items that a line stands in.
import {advance, atEnd, type Cursor, codeAt, isBlank, skipBlanks} from './cursor.ts';

/** What is open while lines are read. */
export type Containers = {
	/** The content columns of the open list items, outermost first. */
	lists: number[];
	quotes: number;
	/** Index of the first line of the open paragraph, or -1. */
	paragraph: number;
	/** Whether a table is open. */
	table: boolean;
};

type Opened = {readonly kind: 'content' | 'code'; readonly marker: boolean; readonly column: number};

const QUOTE = 62;

/**
 * Moves the cursor over quote marks, list markers and blanks to the line's content, and opens and closes list items.
 * `isRule` tells `- - -` from list markers. Four columns of indent without a paragraph to continue are code.
 */
export const openContainers = (open: Containers, cursor: Cursor, isRule: (at: number) => boolean): Opened => {
	skipBlanks(cursor);
	const outer = openQuotes(cursor, 0, 0);
	// A blank line ends a quote; only lists outlive it.
	if (!atEnd(cursor) || outer.quotes < open.quotes) closeLists(open, outer.quotes, cursor.column);
	const base = open.lists.at(-1) ?? outer.base;
	if (!atEnd(cursor) && cursor.column - base >= 4 && open.paragraph < 0) {
		open.table = false;
		return {kind: 'code', marker: false, column: cursor.column};
	}
	return openItems(open, cursor, isRule);
};

/** Moves over quote marks, at most `limit` of them. `base` is the column behind the last. */
export const openQuotes = (cursor: Cursor, from: number, start: number, limit = Number.POSITIVE_INFINITY) => {
	let quotes = start;
	let base = from;
	while (quotes < limit && codeAt(cursor) === QUOTE && cursor.column - base <= 3) {
		quotes++;
		advance(cursor);
		if (isBlank(codeAt(cursor))) advance(cursor);
		base = cursor.column;
		skipBlanks(cursor);
	}
	return {quotes, base};
};

const closeLists = (open: Containers, quotes: number, column: number): void => {
	if (quotes !== open.quotes) {
		open.lists = [];
		open.paragraph = -1;
		open.table = false;
		open.quotes = quotes;
	}
	while (open.lists.length > 0 && (open.lists.at(-1) as number) > column) {
		open.lists.pop();
		open.table = false;
	}
};

const openItems = (open: Containers, cursor: Cursor, isRule: (at: number) => boolean): Opened => {
	let marker = false;
	let column = cursor.column;
	for (;;) {
		const length = isRule(cursor.at) ? 0 : markerLength(cursor);
		if (length === 0) return {kind: 'content', marker, column};
		marker = true;
		column = cursor.column;
		open.paragraph = -1;
		open.table = false;
		for (let step = 0; step < length; step++) advance(cursor);
		const afterMarker = cursor.column;
		skipBlanks(cursor);
		const blanks = cursor.column - afterMarker;
		open.lists.push(atEnd(cursor) || blanks > 4 ? afterMarker + 1 : cursor.column);
		open.quotes = openQuotes(cursor, cursor.column, open.quotes).quotes;
	}
};

// `-`, `*`, `+`, `1.`, `1)` before a blank or the end of the line.
const markerLength = (cursor: Cursor): number => {
	const code = codeAt(cursor);
	let length = 0;
	if (code === 45 || code === 42 || code === 43) length = 1;
	else {
		while (length < 9 && codeAt(cursor, length) >= 48 && codeAt(cursor, length) <= 57) length++;
		const stop = codeAt(cursor, length);
		if (length === 0 || (stop !== 46 && stop !== 41)) return 0;
		length++;
	}
	const after = codeAt(cursor, length);
	return Number.isNaN(after) || isBlank(after) ? length : 0;
};
