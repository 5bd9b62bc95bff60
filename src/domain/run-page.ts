// A run as somebody looks at it: what is read only while it is open.
import type {CodeSpan, Diff} from './diff.ts';
import type {RunView} from './run.ts';
import type {RunRecord} from './run-record.ts';

/** The change of a run; `commit` is the state of the work that it shows. */
export type PageDiff =
	| {readonly kind: 'none'; readonly reason: string}
	| {readonly kind: 'reading'; readonly commit: string}
	| {readonly kind: 'there'; readonly commit: string; readonly diff: Diff}
	| {readonly kind: 'failed'; readonly commit: string; readonly reason: string};

/** The coloured lines of a file's hunks: `[hunk][line]` are spans. */
export type CodeOfFile = ReadonlyArray<ReadonlyArray<readonly CodeSpan[]>>;

export type RunPage = {
	readonly project: string;
	readonly runId: string;
	/** Null until it was read, and where there is no such run. */
	readonly run: RunView | null;
	/** Why it cannot be read; null where it can. */
	readonly problem: string | null;
	readonly record: RunRecord;
	readonly diff: PageDiff;
	/** By path; a file that nobody looked at yet is not there. */
	readonly code: ReadonlyMap<string, CodeOfFile>;
};

/** One viewer's look at a run. Closing it never touches the run. */
export interface RunWatch {
	/** The same object until something changes. */
	page(): RunPage;
	/** Calls back after the page changed. */
	subscribe(listener: () => void): () => void;
	/** Someone looks at these files of the diff: their code is coloured. */
	look(files: readonly string[]): void;
	close(): void;
}
