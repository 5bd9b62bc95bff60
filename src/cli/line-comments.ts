// `--comment src/a.ts:12:TEXT`: a remark on a line of the change, as the full screen makes them with a key.
import type {ProjectPaths} from '../config/paths.ts';
import type {Comment} from '../domain/approval.ts';
import {runView} from '../engine/kernel/read-runs.ts';
import {asText, type Place, sharedCommit} from '../git/call.ts';
import {treeChanges} from '../git/tree-changes.ts';

/**
 * Comments from the command line. One that begins with a file of the change and a line (`-12` for a line that was taken
 * out) is about that line; every other one is about all of it, whatever it looks like.
 */
export const commentsFrom = async (
	paths: ProjectPaths,
	runId: string,
	texts: readonly string[],
): Promise<Comment[]> => {
	const places = texts.map(placed);
	const files = places.some((place) => place.file !== null) ? await filesOf(paths, runId) : new Set<string>();
	return places.map((place, index) =>
		place.file !== null && files.has(place.file)
			? place
			: {file: null, line: null, side: null, text: texts[index] as string},
	);
};

const placed = (text: string): Comment => {
	const [, file, removed, line, words] = /^([^\n]+?):(-?)([1-9]\d{0,8}):\s*(\S[\s\S]*)$/.exec(text) ?? [];
	if (file === undefined || words === undefined) return {file: null, line: null, side: null, text};
	return {file, line: Number(line), side: removed === '-' ? 'old' : 'new', text: words};
};

/** The files that the run's work changes; none where that cannot be told. */
const filesOf = async (paths: ProjectPaths, runId: string): Promise<Set<string>> => {
	const run = runView(paths, runId);
	const head = run?.approvals.findLast(({commit}) => commit !== null)?.commit;
	if (!run?.baseCommit || !head) return new Set();
	const place: Place = {directory: paths.root};
	const base = run.baseBranch === null ? run.baseCommit : `refs/heads/${run.baseBranch}`;
	const from = await sharedCommit(place, base, head).catch(() => run.baseCommit as string);
	return new Set((await treeChanges(place, from, head)).map(({path}) => asText(path)));
};
