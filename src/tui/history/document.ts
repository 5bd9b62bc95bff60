// What a person reads in history mode: a copy of the lines as they were when it began, whatever the program prints since.
import type {CellSink, PromptMark, ScreenView} from '../../domain/screen.ts';
import {keepLines} from './kept-lines.ts';
import {type LogicalLine, logicalLinesOf} from './logical-line.ts';
import {type Row, readRow} from './row.ts';

export type HistoryDocument = {
	/** The oldest line that there was. */
	readonly first: number;
	/** The number after the last line. */
	readonly end: number;
	readonly cols: number;
	/** A full-screen program had the terminal: there are only the rows of its screen. */
	readonly alternate: boolean;
	cells(line: number, sink: CellSink): void;
	row(line: number): Row;
	/** Whether a line goes on from the one before it. */
	wraps(line: number): boolean;
	marks(): readonly PromptMark[];
	/** All lines with their wraps undone, for a search. */
	logicalLines(): readonly LogicalLine[];
	/** How many lines were printed since. */
	newLines(): number;
};

/** The document of a screen as it is now. */
export const freeze = (screen: ScreenView): HistoryDocument =>
	screen.modes.alternateScreen ? frozenScreen(screen) : frozenHistory(screen);

const frozenHistory = (screen: ScreenView): HistoryDocument => {
	const {first, end} = screen.history;
	const kept = keepLines(screen.history, first, end);
	const marks = screen.history.marks().filter((mark) => mark.line < end);
	const cursor = screen.history.screen + screen.cursor.y;
	return documentOf({
		first,
		end,
		cols: screen.size.cols,
		alternate: false,
		cells: kept.give,
		wraps: kept.wraps,
		marks: () => marks,
		newLines: () => (screen.modes.alternateScreen ? 0 : Math.max(0, screen.history.screen + screen.cursor.y - cursor)),
	});
};

const frozenScreen = (screen: ScreenView): HistoryDocument => {
	const end = screen.size.rows;
	const kept = keepLines({cells: (y, sink) => screen.cells(y, sink), wraps: () => false}, 0, end);
	return documentOf({
		first: 0,
		end,
		cols: screen.size.cols,
		alternate: true,
		cells: kept.give,
		wraps: kept.wraps,
		marks: () => [],
		newLines: () => 0,
	});
};

type Source = Omit<HistoryDocument, 'row' | 'logicalLines'>;

/** Rows are read as text once: lines do not change. */
const documentOf = (source: Source): HistoryDocument => {
	const rows = new Map<number, Row>();
	let lines: readonly LogicalLine[] | undefined;
	const document: HistoryDocument = {
		...source,
		row: (line) => {
			const known = rows.get(line);
			if (known !== undefined) return known;
			const row = readRow((sink) => document.cells(line, sink));
			rows.set(line, row);
			return row;
		},
		logicalLines: () => {
			lines ??= logicalLinesOf(document);
			return lines;
		},
	};
	return document;
};
