// A row of cells as text in which every character knows its column: wide characters and clusters of marks included.
import type {CellSink} from '../../domain/screen.ts';

/** `columns` has the column of each UTF-16 unit of the text, and at its end the column after the last cell. */
export type Row = {readonly text: string; readonly columns: ArrayLike<number>};

/** From a column up to, not including, another. */
export type Columns = {readonly from: number; readonly to: number};

const WIDEST = 2001;
const IDENTITY = Uint16Array.from({length: WIDEST}, (_, column) => column);

/** Reads the row that `give` puts into a sink, from left to right. Blanks that were never printed are left out at its end. */
export const readRow = (give: (sink: CellSink) => void): Row => {
	let text = '';
	let column = 0;
	let columns: number[] | undefined;
	const add = (part: string, width: number): void => {
		if (columns === undefined && (part.length !== 1 || width !== 1)) columns = Array.from(IDENTITY.subarray(0, column));
		for (let unit = 0; columns !== undefined && unit < part.length; unit++) columns.push(column);
		text += part;
		column += width;
	};
	give({
		put: (x, glyph, width) => {
			while (column < x) add(' ', 1);
			add(typeof glyph === 'number' ? String.fromCodePoint(glyph) : glyph, width);
		},
	});
	columns?.push(column);
	return {text, columns: columns ?? IDENTITY};
};

/** The column after a row's last cell. */
export const endOf = (row: Row): number => row.columns[row.text.length] ?? 0;

/** The index of the first unit of the cell at or behind a column; the text's length past its end. */
export const unitAt = (row: Row, column: number): number => {
	let low = 0;
	let high = row.text.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((row.columns[middle] as number) < column) low = middle + 1;
		else high = middle;
	}
	return low;
};

/** The columns of the cell that covers `column`; past the text each column is a cell. */
export const cellAt = (row: Row, column: number): Columns => {
	if (column >= endOf(row)) return {from: column, to: column + 1};
	const next = unitAt(row, column + 1);
	const from = row.columns[unitAt(row, row.columns[next - 1] ?? 0)] ?? column;
	return {from, to: row.columns[next] ?? column + 1};
};

/** The text of the cells that lie in these columns, as a whole or with one half. */
export const textBetween = (row: Row, {from, to}: Columns): string =>
	to <= from ? '' : row.text.slice(unitAt(row, cellAt(row, from).from), unitAt(row, to));
