// Where places and selections are after a terminal of another width has wrapped all lines anew: on the same characters. Pure.
import type {HistoryDocument} from './document.ts';
import {indexOf, logicalLineAt, placeAt} from './logical-line.ts';
import {clamp, type Place} from './place.ts';
import {said} from './said.ts';
import {type Selection, selectedText} from './selection.ts';
import type {HistoryState} from './state.ts';

/** The lines of a state that have to be found again, as first rows of printed lines; in the order of `rewrapped`. */
export const linesToFollow = (document: HistoryDocument, {top, cursor, selection}: HistoryState): readonly number[] => [
	top,
	...[cursor, ...(selection ? [selection.anchor, selection.head] : [])].map(({line}) => firstRow(document, line)),
];

/**
 * The state in a document that was wrapped for another width. `lines` are the lines of `linesToFollow` where they are now,
 * null for one that was given up. A selection whose text cannot be selected in the new rows is let go with a word.
 */
export const rewrapped = (
	before: HistoryDocument,
	after: HistoryDocument,
	state: HistoryState,
	lines: readonly (number | null)[],
): HistoryState => {
	const {cursor, selection} = state;
	const [newTop, ofCursor, ofAnchor, ofHead] = lines;
	const moved = {
		...state,
		top: newTop ?? after.first,
		cursor: newPlace(before, after, cursor, ofCursor),
		selection: null,
	};
	if (selection === null) return moved;
	const anchor = newPlace(before, after, selection.anchor, ofAnchor);
	const head = newPlace(before, after, selection.head, ofHead);
	const kept: Selection = {...selection, anchor, head};
	if (isSameText(selectedText(before, selection), selectedText(after, kept))) return {...moved, selection: kept};
	return said(moved, 'The terminal got another width, which cut the selected rows anew: select again.');
};

const firstRow = (document: HistoryDocument, line: number): number => {
	let first = clamp(line, document.first, document.end - 1);
	while (first > document.first && document.wraps(first)) first -= 1;
	return first;
};

const newPlace = (before: HistoryDocument, after: HistoryDocument, place: Place, first: number | null | undefined) => {
	if (first === null || first === undefined || first >= after.end) return {line: after.first, x: 0};
	const index = indexOf(logicalLineAt(before, clamp(place.line, before.first, before.end - 1)), place);
	const {line, x} = placeAt(logicalLineAt(after, first), index);
	return {line, x: Math.min(x, after.cols - 1)};
};

/** Lines that were given up meanwhile are missing at the beginning. */
const isSameText = (before: string, after: string): boolean => after !== '' && before.endsWith(after);
