// Aligned columns for people. Widths are counted in terminal cells: CJK and emoji take two.
import {plainLine} from '../../domain/text.ts';
import {cut} from '../../tui/cells.ts';
import {widthOf} from '../../tui/width.ts';

export type Column = {
	readonly title: string;
	/** Gives way when the terminal is too narrow; at most one column should. */
	readonly flexible?: boolean;
	/** Wraps the finished, padded cell, e.g. with a colour; must not change its width. */
	readonly paint?: (cell: string, row: number) => string;
};

const GAP = '  ';
const LEAST = 8;

/** The rows as aligned lines under a header, cleaned; as wide as they need, or fitted into `columns` cells. */
export const table = (
	columns: readonly Column[],
	rows: readonly (readonly string[])[],
	fitInto: number | null,
): string[] => {
	const clean = rows.map((row) => columns.map((_, index) => plainLine(row[index] ?? '')));
	const natural = columns.map(({title}, index) =>
		clean.reduce((width, row) => Math.max(width, widthOf(row[index] ?? '')), widthOf(title)),
	);
	const widths = fitInto === null ? natural : narrowed(columns, natural, fitInto);
	const header = columns.map(({title}, index) => pad(title, widths[index] ?? 0)).join(GAP);
	const lines = clean.map((row, number) =>
		columns
			.map(({paint}, index) => {
				const cell = pad(row[index] ?? '', widths[index] ?? 0);
				return paint ? paint(cell, number) : cell;
			})
			.join(GAP)
			.trimEnd(),
	);
	return [header.trimEnd(), ...lines];
};

const narrowed = (columns: readonly Column[], natural: readonly number[], total: number): number[] => {
	const over = natural.reduce((sum, width) => sum + width, GAP.length * (columns.length - 1)) - total;
	return natural.map((width, index) =>
		over > 0 && columns[index]?.flexible ? Math.max(Math.min(LEAST, width), width - over) : width,
	);
};

const pad = (text: string, width: number): string => {
	const cell = cut(text, width);
	return cell + ' '.repeat(Math.max(0, width - widthOf(cell)));
};
