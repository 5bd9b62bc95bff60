// Lines as the program printed them: rows that only the terminal's edge cut apart are one line again.
import {clamp, type Place} from './place.ts';
import {cellAt, type Row, unitAt} from './row.ts';

export type LogicalLine = {
	readonly first: number;
	/** The number of its last row. */
	readonly last: number;
	readonly text: string;
	/** The index in `text` at which each row begins, and the text's length. */
	readonly starts: readonly number[];
	readonly rows: readonly Row[];
};

/** What is read of a document. */
type Rows = {
	readonly first: number;
	readonly end: number;
	row(line: number): Row;
	wraps(line: number): boolean;
};

/** The line that a row belongs to. */
export const logicalLineAt = (document: Rows, line: number): LogicalLine => {
	let first = line;
	while (first > document.first && document.wraps(first)) first -= 1;
	return lineFrom(document, first);
};

/** All lines, from the top. */
export const logicalLinesOf = (document: Rows): LogicalLine[] => {
	const lines: LogicalLine[] = [];
	for (let first = document.first; first < document.end; ) {
		const line = lineFrom(document, first);
		lines.push(line);
		first = line.last + 1;
	}
	return lines;
};

const lineFrom = (document: Rows, first: number): LogicalLine => {
	let last = first;
	while (last + 1 < document.end && document.wraps(last + 1)) last += 1;
	const rows = Array.from({length: last - first + 1}, (_, at) => document.row(first + at));
	const starts = [0];
	for (const row of rows) starts.push((starts.at(-1) as number) + row.text.length);
	return {first, last, text: rows.map((row) => row.text).join(''), starts, rows};
};

/** The cell that holds the character at an index of the line's text. */
export const placeAt = (line: LogicalLine, index: number): Place => {
	let at = 0;
	while (at + 2 < line.starts.length && (line.starts[at + 1] as number) <= index) at += 1;
	const row = line.rows[at] as Row;
	return {line: line.first + at, x: row.columns[index - (line.starts[at] as number)] ?? 0};
};

/** The index of the character in a cell; past a row's end that of the next row's first one. */
export const indexOf = (line: LogicalLine, {line: number, x}: Place): number => {
	const at = clamp(number - line.first, 0, line.rows.length - 1);
	const row = line.rows[at] as Row;
	return (line.starts[at] as number) + unitAt(row, cellAt(row, x).from);
};
