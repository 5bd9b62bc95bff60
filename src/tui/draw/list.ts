// A list as lines: only the entries that are seen are made, so that 10,000 cost as much as ten.
import type {Rect} from '../layout.ts';
import {fitLine, inOne, span} from '../line.ts';
import type {ListCursor} from '../list-cursor.ts';
import type {Line} from '../theme.ts';

export type ListDrawing<T> = {
	readonly entries: readonly T[];
	readonly cursor: ListCursor;
	readonly focused: boolean;
	readonly width: number;
	/** How many lines there are for the list. */
	readonly rows: number;
	readonly linesPerEntry: number;
	/** The lines of one entry, each in at most this width. */
	readonly draw: (entry: T, width: number) => readonly Line[];
};

/** The seen entries; the chosen one has a mark before it and, in the focused panel, stands out as a whole. */
export const listLines = <T>(list: ListDrawing<T>): Line[] => {
	const seen = Math.max(1, Math.floor(list.rows / list.linesPerEntry));
	return list.entries.slice(list.cursor.top, list.cursor.top + seen).flatMap((entry, offset) => {
		const chosen = list.cursor.top + offset === list.cursor.index;
		const lines = list.draw(entry, list.width - 2).slice(0, list.linesPerEntry);
		const padded = Array.from({length: list.linesPerEntry}, (_, row) => lines[row] ?? []);
		return padded.map((line, row) => entryLine(line, list, chosen, row === 0));
	});
};

const entryLine = <T>(line: Line, list: ListDrawing<T>, chosen: boolean, first: boolean): Line => {
	const mark = span(chosen && first ? '› ' : '  ', 'accent');
	const whole = fitLine([mark, ...line], list.width);
	return chosen && list.focused ? inOne(whole, 'selected') : whole;
};

/** Where the cursor stands in a list that is longer than what is seen: `12/340`. */
export const positionOf = (cursor: ListCursor, total: number, seen: number): string =>
	total > seen ? `${cursor.index + 1}/${total}` : '';

/** How many entries fit a panel. */
export const seenIn = (rect: Rect, linesPerEntry: number, reserved = 0): number =>
	Math.max(1, Math.floor((rect.height - 2 - reserved) / linesPerEntry));
