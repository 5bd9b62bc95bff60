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
export const watchRun = (paths: ProjectPaths, runId: string, onClose: () => void): LocalRunWatch => {
	const listeners = new Set<() => void>();
	const colouring = new Set<string>();
	let closed = false;
	let page: RunPage = {
		project: paths.root,
		runId,
		run: null,
		problem: null,
		record: NO_RECORD,
		diff: {kind: 'none', reason: 'The run has not changed anything yet.'},
		code: new Map(),
	};

	const change = (next: Partial<RunPage>): void => {
		if (closed) return;
		page = {...page, ...next};
		for (const listener of listeners) listener();
	};
	const readDiff = async (run: RunView, commit: string): Promise<void> => {
		const diff = await diffFor(run, commit);
		if (!('commit' in page.diff) || page.diff.commit !== commit) return; // the work has moved on meanwhile
		colouring.clear();
		change({diff, code: new Map()});
	};
	const read = (): void => {
		try {
			const found = readRecord(paths, runId, page.record);
			if (found === undefined)
				return change({problem: `There is no run ${runId} with steps; \`mosaic runs\` lists them.`});
			const {run, record} = found;
			if (page.run !== null && record.seq === page.record.seq) return;
			const commit = commitOf(run, record);
			const stays = commit === null || ('commit' in page.diff && page.diff.commit === commit);
			change({run, record, problem: null, ...(stays ? {} : {diff: {kind: 'reading', commit}})});
			if (!stays) void readDiff(run, commit);
		} catch (error) {
			change({problem: refusalFrom(error).message});
		}
	};
	const colour = async (diff: Diff, file: string): Promise<void> => {
		const hunks = diff.files.find((one) => one.path === file)?.hunks ?? [];
		const lines: CodeOfFile[number][] = [];
		for (const hunk of hunks) {
			lines.push(await highlightHunk(file, hunk));
			await turn();
		}
		if (page.diff.kind === 'there' && page.diff.diff === diff) change({code: new Map([...page.code, [file, lines]])});
	};
	read();
	return {
		page: () => page,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		look: (files) => {
			if (page.diff.kind !== 'there') return;
			for (const file of files) {
				if (colouring.has(file)) continue;
				colouring.add(file);
				colour(page.diff.diff, file).catch(() => {}); // it stays as it is, without colours
			}
		},
		refresh: read,
		close: () => {
			closed = true;
			listeners.clear();
			onClose();
		},
	};
};

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
