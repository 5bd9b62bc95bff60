// A run as long as somebody looks at it: its record, its change, and the colours of the files that are seen.
import {setImmediate as turn} from 'node:timers/promises';
import type {ProjectPaths} from '../config/paths.ts';
import type {Diff} from '../domain/diff.ts';
import {refusalFrom} from '../domain/errors.ts';
import type {RunView} from '../domain/run.ts';
import type {CodeOfFile, PageDiff, RunPage, RunWatch} from '../domain/run-page.ts';
import {NO_RECORD, type RunRecord} from '../domain/run-record.ts';
import {readRecord} from '../engine/records/read-record.ts';
import {diffOf} from '../git/diff.ts';
import {highlightHunk} from '../git/highlight.ts';

/** `refresh` reads what is new; whoever hears of the project's changes calls it. */
export type LocalRunWatch = RunWatch & {refresh(): void};

/** Reads the run at once; its change follows. */
export const watchRun = (paths: ProjectPaths, runId: string, onClose: () => void): LocalRunWatch =>
	new WatchedRun(paths, runId, onClose);

class WatchedRun implements LocalRunWatch {
	readonly #paths: ProjectPaths;
	readonly #runId: string;
	readonly #onClose: () => void;
	readonly #listeners = new Set<() => void>();
	/** Files whose colours are there or on their way. */
	readonly #colouring = new Set<string>();
	#isClosed = false;
	#page: RunPage;

	constructor(paths: ProjectPaths, runId: string, onClose: () => void) {
		this.#paths = paths;
		this.#runId = runId;
		this.#onClose = onClose;
		this.#page = {
			...{project: paths.root, runId, run: null, problem: null, record: NO_RECORD},
			diff: {kind: 'none', reason: 'The run has not changed anything yet.'},
			code: new Map(),
		};
		this.refresh();
	}

	page(): RunPage {
		return this.#page;
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	look(files: readonly string[]): void {
		const {diff} = this.#page;
		if (diff.kind !== 'there') return;
		for (const file of files) {
			if (this.#colouring.has(file)) continue;
			this.#colouring.add(file);
			this.#colour(diff.diff, file).catch(() => {}); // it stays as it is, without colours
		}
	}

	refresh(): void {
		try {
			const found = readRecord(this.#paths, this.#runId, this.#page.record);
			if (found === undefined)
				return this.#change({problem: `There is no run ${this.#runId} with steps; \`mosaic runs\` lists them.`});
			const {run, record} = found;
			if (this.#page.run !== null && record.seq === this.#page.record.seq) return;
			const commit = commitOf(run, record);
			const stays = commit === null || this.#shows(commit);
			this.#change({run, record, problem: null, ...(stays ? {} : {diff: {kind: 'reading', commit}})});
			if (!stays) void this.#readDiff(run, commit);
		} catch (error) {
			this.#change({problem: refusalFrom(error).message});
		}
	}

	close(): void {
		this.#isClosed = true;
		this.#listeners.clear();
		this.#onClose();
	}

	#change(next: Partial<RunPage>): void {
		if (this.#isClosed) return;
		this.#page = {...this.#page, ...next};
		for (const listener of this.#listeners) listener();
	}

	/** Whether the change that is shown, or being read, is that of this commit. */
	#shows(commit: string): boolean {
		return 'commit' in this.#page.diff && this.#page.diff.commit === commit;
	}

	async #readDiff(run: RunView, commit: string): Promise<void> {
		const diff = await diffFor(run, commit);
		if (!this.#shows(commit)) return; // the work has moved on meanwhile
		this.#colouring.clear();
		this.#change({diff, code: new Map()});
	}

	async #colour(diff: Diff, file: string): Promise<void> {
		const hunks = diff.files.find((one) => one.path === file)?.hunks ?? [];
		const lines: CodeOfFile[number][] = [];
		for (const hunk of hunks) {
			lines.push(await highlightHunk(file, hunk));
			await turn();
		}
		const {diff: now, code} = this.#page;
		if (now.kind === 'there' && now.diff === diff) this.#change({code: new Map([...code, [file, lines]])});
	}
}

/** The state of the work that a person looks at: the one that waits for a decision, else the latest. */
const commitOf = (run: RunView, {work}: RunRecord): string | null =>
	run.approvals.findLast(({state}) => state === 'open')?.commit ?? work?.commit ?? null;

const diffFor = async (run: RunView, commit: string): Promise<PageDiff> => {
	const {repository, baseCommit, baseBranch, integrated} = run;
	if (repository === null || baseCommit === null) return {kind: 'none', reason: 'The project is no git repository.'};
	const place = {directory: repository};
	// What the run took in from its base since it began is not its own; once its work is in the base, all of it would be.
	const base = baseBranch === null || integrated !== null ? baseCommit : `refs/heads/${baseBranch}`;
	const first = await diffOf(place, {from: base, to: commit});
	const answer = !first.ok && base !== baseCommit ? await diffOf(place, {from: baseCommit, to: commit}) : first;
	if (!answer.ok) return {kind: 'failed', commit, reason: answer.refusal.message};
	return {kind: 'there', commit, diff: answer.value};
};
