// Which rows are seen. Pure.
import type {HistoryDocument} from './document.ts';
import {at, onLine} from './motions.ts';
import {clamp, type Place} from './place.ts';
import {cellAt} from './row.ts';
import type {HistoryState} from './state.ts';

/** The first state: the rows from `top` on, the cursor where the program's stands, as far as that is seen. */
export const startState = (document: HistoryDocument, top: number, rows: number, cursor: Place): HistoryState => {
	const state = {top, rows, ...at(cursor), selection: null, search: null, prompt: null, drag: null, said: null};
	return settled(document, state);
};

/** The greatest number that the first seen line can have. */
const lastTop = (document: HistoryDocument, rows: number): number => Math.max(document.first, document.end - rows);

/** The state made valid for the lines that there are. */
export const settled = (document: HistoryDocument, state: HistoryState): HistoryState => {
	const top = clamp(state.top, document.first, lastTop(document, state.rows));
	const line = clamp(state.cursor.line, top, Math.min(top + state.rows, document.end) - 1);
	const aimed = line === state.cursor.line ? state : onLine(document, state, line);
	const x = cellAt(document.row(line), clamp(aimed.cursor.x, 0, document.cols - 1)).from;
	const selection = state.selection && withinDocument(document, state.selection);
	if (top === state.top && line === state.cursor.line && x === state.cursor.x && selection === state.selection)
		return state;
	return {...state, top, selection, cursor: {line, x}, goal: aimed.goal};
};

/** A selection keeps what is left of it. */
const withinDocument = (document: HistoryDocument, selection: NonNullable<HistoryState['selection']>) => {
	const {anchor, head, kind} = selection;
	if (Math.max(anchor.line, head.line) < document.first) return null;
	const kept = (place: Place): Place =>
		place.line >= document.first ? place : {line: document.first, x: kind === 'block' ? place.x : 0};
	return anchor.line >= document.first && head.line >= document.first
		? selection
		: {...selection, anchor: kept(anchor), head: kept(head)};
};

/** The cursor somewhere, and the view moved as little as brings it into sight; far away it comes into the middle. */
export const lookAt = (
	document: HistoryDocument,
	state: HistoryState,
	aimed: Pick<HistoryState, 'cursor' | 'goal'>,
): HistoryState => {
	const {line} = aimed.cursor;
	const {rows} = state;
	const above = line < state.top;
	const far = line < state.top - rows || line >= state.top + 2 * rows;
	const near = above ? line : Math.max(state.top, line - rows + 1);
	const top = far ? line - Math.floor(rows / 2) : near;
	return settled(document, {...state, top, cursor: aimed.cursor, goal: aimed.goal});
};

/** The view moved by so many rows; the cursor stays on its line while that is seen. */
export const scrolled = (document: HistoryDocument, state: HistoryState, by: number): HistoryState =>
	settled(document, {...state, top: clamp(state.top + by, document.first, lastTop(document, state.rows))});

/** Whether the last line is seen. */
export const atBottom = (document: HistoryDocument, {top, rows}: HistoryState): boolean =>
	top >= lastTop(document, rows);
