// The state of one pass over a tasks file.
import type {Problem, SkippedLine} from '../domain/task.ts';
import type {Block} from './blocks.ts';
import {type Span, splitCells} from './cells.ts';
import type {Columns} from './columns.ts';
import type {DetailField, Draft} from './draft.ts';
import type {Headings} from './headings.ts';

export type OpenTable = {
	readonly index: number;
	readonly columns: Columns;
	/** The details that it has a column for. */
	readonly details: readonly DetailField[];
	readonly width: number;
	/** Why its rows are no tasks, or null. */
	readonly notTasks: string | null;
};

export type OpenBox = {readonly draft: Draft; readonly column: number; readonly quotes: number};

/** A heading that looks like a task and becomes one at its `Status:` line. */
export type HeadingTask = {
	readonly draft: Draft;
	readonly line: number;
	readonly surely: boolean;
	begun: boolean;
	inside: number;
};

export type Reading = {
	readonly text: string;
	/** What each line is; the line numbered 1 is the first. */
	readonly blocks: readonly Block[];
	readonly drafts: Draft[];
	readonly skipped: SkippedLine[];
	readonly problems: Problem[];
	readonly headings: Headings;
	tables: number;
	table: OpenTable | null;
	/** The checkboxes that the next one may be nested under. */
	boxes: OpenBox[];
	section: HeadingTask | null;
};

/** A block's content. */
export const contentOf = (reading: Reading, block: Block): string => reading.text.slice(block.start, block.end);

/** The cells of a block that is a table row. */
export const cellsOf = (reading: Reading, block: Block): Span[] => splitCells(reading.text, block.start, block.end);
