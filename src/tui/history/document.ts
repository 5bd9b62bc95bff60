// What a person reads in history mode: the lines as they were when it began. Lines above the screen never change and are
// read where they are; those on the screen are kept here, because the program goes on drawing over them.
import type {CellSink, PromptMark, ScreenView} from '../../domain/screen.ts';
import {type LogicalLine, logicalLinesOf} from './logical-line.ts';
import {type Row, readRow} from './row.ts';

export type HistoryDocument = {
	/** The oldest line that is still there; it moves on while the program prints. */
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
	const {screen: top, end} = screen.history;
	const kept = Array.from({length: end - top}, (_, y) => recorded((sink) => screen.history.cells(top + y, sink)));
	const wraps = kept.map((_, y) => screen.history.wraps(top + y));
	const cursor = screen.history.screen + screen.cursor.y;
	return documentOf({
		first: () => Math.min(screen.history.first, top),
		end,
		cols: screen.size.cols,
		alternate: false,
		cells: (line, sink) => (line < top ? screen.history.cells(line, sink) : kept[line - top]?.(sink)),
		wraps: (line) => (line < top ? screen.history.wraps(line) : wraps[line - top] === true),
		marks: () => screen.history.marks().filter((mark) => mark.line < end),
		newLines: () => (screen.modes.alternateScreen ? 0 : Math.max(0, screen.history.screen + screen.cursor.y - cursor)),
	});
};

const frozenScreen = (screen: ScreenView): HistoryDocument => {
	const kept = Array.from({length: screen.size.rows}, (_, y) => recorded((sink) => screen.cells(y, sink)));
	return documentOf({
		first: () => 0,
		end: kept.length,
		cols: screen.size.cols,
		alternate: true,
		cells: (line, sink) => kept[line]?.(sink),
		wraps: () => false,
		marks: () => [],
		newLines: () => 0,
	});
};

type Source = Omit<HistoryDocument, 'first' | 'row' | 'logicalLines' | 'cells'> & {
	first(): number;
	cells(line: number, sink: CellSink): unknown;
};

/** Rows are read as text once: lines do not change. */
const documentOf = (source: Source): HistoryDocument => {
	const rows = new Map<number, Row>();
	let lines: readonly LogicalLine[] | undefined;
	const document: HistoryDocument = {
		...source,
		get first() {
			return source.first();
		},
		cells: (line, sink) => {
			if (line >= source.first() && line < source.end) source.cells(line, sink);
		},
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

/** Keeps the cells that `give` puts into a sink. */
const recorded = (give: (sink: CellSink) => void): ((sink: CellSink) => void) => {
	const cells: Parameters<CellSink['put']>[] = [];
	give({put: (...cell) => void cells.push(cell)});
	return (sink) => {
		for (const cell of cells) sink.put(...cell);
	};
};
