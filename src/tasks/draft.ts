// A task while its file is being read: its id may still be made up, its dependencies are still words.
import type {TaskStatus} from '../domain/task.ts';
import type {Span} from './cells.ts';

/** Words that name dependencies: a list of ids, or prose in which only ids count. */
export type DependsText = {readonly kind: 'list' | 'prose'; readonly text: string; readonly line: number};

export type Draft = {
	/** The id as written, or null. */
	readonly written: string | null;
	/** The id that counts; given when all drafts are known. */
	id: string;
	title: string;
	status: TaskStatus;
	statusText: string;
	readonly milestone: string | null;
	readonly line: number;
	depth: number;
	parent: Draft | null;
	readonly depends: DependsText[];
	readonly details: {[field in DetailField]?: string};
	readonly source: TaskSource;
};

export type DetailField = 'verify' | 'pr' | 'notes' | 'priority' | 'owner' | 'estimate';

/** Where a task stands in its text: what editing it needs. */
export type TaskSource = {
	readonly kind: 'row' | 'checkbox' | 'heading';
	/** The table it is a row of, counted from 0; -1 for others. */
	readonly table: number;
	/** Cell contents, trimmed; the mark between the brackets of a checkbox. */
	readonly spans: {status?: Span; pr?: Span | undefined; notes?: Span | undefined};
	/** Why it must not be written to, e.g. a ragged row. */
	readonly unsafe: string | null;
};
