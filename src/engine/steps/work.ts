// What stands in a workspace, as the run's record and its receipts name it.
import {createHash} from 'node:crypto';
import type {Work} from '../../domain/artifact.ts';
import type {Workspace} from '../../domain/effect.ts';
import {asText, call, must, mustLine, type Place, parts} from '../../git/call.ts';
import {readStatus} from '../../git/status.ts';
import type {StepContext} from './context.ts';

/** The state of the work; null where there is no git repository. */
export const workOf = async (workspace: Workspace): Promise<Work | null> => {
	if (workspace.baseCommit === null) return null;
	const place = {directory: workspace.path};
	const commit = await mustLine(place, ['rev-parse', '--verify', 'HEAD^{commit}']);
	const from = await startOf(place, workspace, commit);
	const raw = await must(place, ['diff-tree', '-r', '-z', '--full-index', '--no-renames', from, commit]);
	const counts = parts(await must(place, ['diff', '--numstat', '-z', '--no-renames', from, commit]));
	const sum = (column: number) => counts.reduce((total, line) => total + (Number(line.split('\t')[column]) || 0), 0);
	const {untracked} = await readStatus(place);
	return {
		commit,
		diffHash: createHash('sha256').update(raw).digest('hex'),
		changed: raw !== '',
		files: counts.length,
		insertions: sum(0),
		deletions: sum(1),
		leftovers: untracked.map(asText),
	};
};

/** What the run added to: its base, or what of the base it has taken in since. */
const startOf = async (place: Place, {branch, baseBranch, baseCommit}: Workspace, commit: string): Promise<string> => {
	if (baseBranch === null || branch === baseBranch) return baseCommit ?? commit;
	const merged = await call(place, ['merge-base', `refs/heads/${baseBranch}`, commit]);
	return merged.exitCode === 0 ? merged.stdout.trim() : (baseCommit ?? commit);
};

/** Commits what the agent changed in tracked files and did not commit (SPEC AH-4). Untracked files are left alone. */
export const commitForgotten = async ({run}: StepContext, {path, baseCommit}: Workspace): Promise<void> => {
	if (baseCommit === null) return;
	const place = {directory: path};
	const {tracked, unmerged} = await readStatus(place);
	if (tracked.length + unmerged.length === 0) return;
	await must(place, ['add', '--update', '--', '.']);
	if ((await call(place, ['diff', '--cached', '--quiet'])).exitCode === 0) return;
	await must(place, ['commit', '--quiet', '--no-verify', '-m', `Forgotten edits of ${run.runId}`]);
};
