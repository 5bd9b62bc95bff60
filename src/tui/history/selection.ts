// What is selected between two places, and its text. Pure.
import type {HistoryDocument} from './document.ts';
import {logicalLineAt} from './logical-line.ts';
import {comparePlaces, type Place} from './place.ts';
import {type Columns, cellAt, textBetween} from './row.ts';

export type SelectionKind = 'character' | 'line' | 'block';

/** Both ends belong to it, whichever comes first. */
export type Selection = {readonly kind: SelectionKind; readonly anchor: Place; readonly head: Place};

/** The selected places from the first to the last; whole lines with all rows that they wrap over. */
const boundsOf = (document: HistoryDocument, {kind, anchor, head}: Selection): {from: Place; to: Place} => {
	const [from, to] = comparePlaces(anchor, head) <= 0 ? [anchor, head] : [head, anchor];
	if (kind !== 'line') return {from, to};
	return {
		from: {line: logicalLineAt(document, from.line).first, x: 0},
		to: {line: logicalLineAt(document, to.line).last, x: document.cols - 1},
	};
};

/** The selected columns of a line, whole cells only; null where none is. */
export const selectedColumns = (document: HistoryDocument, selection: Selection, line: number): Columns | null =>
	columnsWithin(document, selection, boundsOf(document, selection), line);

const columnsWithin = (
	document: HistoryDocument,
	{kind, anchor, head}: Selection,
	{from, to}: {from: Place; to: Place},
	line: number,
): Columns | null => {
	if (line < from.line || line > to.line || line < document.first || line >= document.end) return null;
	const row = document.row(line);
	if (kind === 'block') {
		const left = Math.min(anchor.x, head.x);
		return {from: cellAt(row, left).from, to: cellAt(row, Math.max(anchor.x, head.x)).to};
	}
	const start = line === from.line ? cellAt(row, from.x).from : 0;
	const end = line === to.line ? cellAt(row, to.x).to : document.cols;
	return start < end ? {from: start, to: end} : null;
};

/** The text to copy: rows that only the terminal's edge cut apart are joined, blanks at the ends of lines left out. */
export const selectedText = (document: HistoryDocument, selection: Selection): string => {
	const bounds = boundsOf(document, selection);
	const lines: string[] = [];
	for (let line = Math.max(bounds.from.line, document.first); line <= bounds.to.line && line < document.end; line++) {
		const columns = columnsWithin(document, selection, bounds, line);
		const text = columns === null ? '' : textBetween(document.row(line), columns);
		const joins = selection.kind !== 'block' && line > bounds.from.line && document.wraps(line);
		if (joins && lines.length > 0) lines.push(lines.pop() + text);
		else lines.push(text);
	}
	return lines.map((text) => text.trimEnd()).join('\n');
};
