// Where the cursor of the history goes. Pure.
import type {HistoryDocument} from './document.ts';
import {clamp, type Place} from './place.ts';
import {cellAt, endOf} from './row.ts';
import {nextWord, previousWord, wordEnd} from './words.ts';

export type Motion =
	| 'left'
	| 'right'
	| 'up'
	| 'down'
	| 'line-start'
	| 'line-text'
	| 'line-end'
	| 'word'
	| 'word-before'
	| 'word-end'
	| 'view-top'
	| 'view-middle'
	| 'view-bottom'
	| 'first'
	| 'last';

/** A cursor and the column that it keeps to while it goes up and down. */
export type Aimed = {readonly cursor: Place; readonly goal: number};

/** The rows that are seen. */
export type Window = {readonly top: number; readonly rows: number};

/** The cursor after a motion; where it cannot go on, as it was. */
export const moved = (document: HistoryDocument, aimed: Aimed, motion: Motion, {top, rows}: Window): Aimed => {
	const {cursor} = aimed;
	switch (motion) {
		case 'up':
			return onLine(document, aimed, cursor.line - 1);
		case 'down':
			return onLine(document, aimed, cursor.line + 1);
		case 'first':
			return at({line: document.first, x: 0});
		case 'last':
			return onLine(document, aimed, lastLine(document));
		case 'view-top':
			return onLine(document, aimed, top);
		case 'view-middle':
			return onLine(document, aimed, top + Math.floor((Math.min(rows, document.end - top) - 1) / 2));
		case 'view-bottom':
			return onLine(document, aimed, top + rows - 1);
		default:
			return movedInText(document, aimed, motion);
	}
};

const movedInText = (
	document: HistoryDocument,
	aimed: Aimed,
	motion: Exclude<Motion, 'up' | 'down' | 'first' | 'last' | `view-${string}`>,
): Aimed => {
	const {cursor} = aimed;
	const row = document.row(cursor.line);
	switch (motion) {
		case 'left':
			return at(left(document, cursor));
		case 'right':
			return at(right(document, cursor));
		case 'line-start':
			return at({...cursor, x: 0});
		case 'line-text':
			return at({...cursor, x: row.columns[Math.max(0, row.text.search(/\S/u))] ?? 0});
		case 'line-end':
			return {cursor: {...cursor, x: lastCell(document, cursor.line)}, goal: Number.POSITIVE_INFINITY};
		case 'word':
			return at(nextWord(document, cursor) ?? cursor);
		case 'word-before':
			return at(previousWord(document, cursor) ?? cursor);
		case 'word-end':
			return at(wordEnd(document, cursor) ?? cursor);
	}
};

/** The cursor on another line, as near as it comes to the column that it keeps to. */
export const onLine = (document: HistoryDocument, {goal}: Aimed, line: number): Aimed => {
	const there = clamp(line, document.first, document.end - 1);
	const x = cellAt(document.row(there), Math.min(goal, lastCell(document, there))).from;
	return {cursor: {line: there, x}, goal};
};

/** A cursor that was put somewhere. */
export const at = (cursor: Place): Aimed => ({cursor, goal: cursor.x});

/** The start of a row's last cell. */
const lastCell = (document: HistoryDocument, line: number): number => {
	const row = document.row(line);
	const end = endOf(row);
	return end === 0 ? 0 : cellAt(row, end - 1).from;
};

/** The last line that is not empty: below it the program has not printed yet. */
const lastLine = (document: HistoryDocument): number => {
	let line = document.end - 1;
	while (line > document.first && document.row(line).text.trim() === '') line -= 1;
	return line;
};

const left = (document: HistoryDocument, {line, x}: Place): Place => {
	if (x > 0) return {line, x: cellAt(document.row(line), x - 1).from};
	return line > document.first && document.wraps(line) ? {line: line - 1, x: lastCell(document, line - 1)} : {line, x};
};

const right = (document: HistoryDocument, {line, x}: Place): Place => {
	const next = cellAt(document.row(line), x).to;
	if (next < endOf(document.row(line))) return {line, x: next};
	return line + 1 < document.end && document.wraps(line + 1) ? {line: line + 1, x: 0} : {line, x};
};
