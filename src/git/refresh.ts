// A run takes in the latest base when that merges cleanly; a conflict is noted and the run goes on (SPEC AH-2).
import {realpathSync} from 'node:fs';
import path from 'node:path';
import {type Answer, answered, no} from './answer.ts';
import {buildCommit} from './build-commit.ts';
import {asText, commitOf, isAncestor, mustLine, type Place} from './call.ts';
import {mergeTrees} from './merge-trees.ts';
import {moveBranch} from './move-branch.ts';
import {freeIndexLock} from './stale-lock.ts';

export type RefreshRequest = {
	readonly branch: string;
	/** The base to take in, with the name it has in the merge's message. */
	readonly base: {readonly branch: string; readonly commit: string};
	readonly at: Date;
};

export type Refresh =
	| {readonly kind: 'up-to-date' | 'refreshed'; readonly tip: string}
	| {readonly kind: 'conflicts'; readonly tip: string; readonly files: readonly string[]}
	/** The agent's uncommitted work is in the way, or somebody else moved the branch meanwhile. */
	| {readonly kind: 'held-back'; readonly tip: string; readonly reason: string};

/** Brings the base into a run's branch and worktree. No merge is ever left half done. */
export const refreshFromBase = (worktree: Place, {branch, base, at}: RefreshRequest): Promise<Answer<Refresh>> =>
	answered(async () => {
		const tip = await commitOf(worktree, `refs/heads/${branch}`);
		if (tip === null) throw no('branch-gone', `the branch ${branch} is not there any more. Start the task again.`);
		if (await isAncestor(worktree, base.commit, tip)) return {kind: 'up-to-date', tip};
		const target = await refreshed(worktree, tip, {branch, base, at});
		if (typeof target !== 'string') return {kind: 'conflicts', tip, files: target.files};
		const directory = asText(await mustLine(worktree, ['rev-parse', '--git-dir']));
		await freeIndexLock(worktree.directory, realpathSync(path.resolve(worktree.directory, directory)));
		const moved = await moveBranch(worktree, {branch, from: tip, to: target, keep: [], why: `take in ${base.branch}`});
		if (moved.ok && moved.value.kind !== 'base-moved') return {kind: 'refreshed', tip: moved.value.at};
		const reason = moved.ok ? 'its branch moved meanwhile' : moved.refusal.message;
		return {kind: 'held-back', tip, reason};
	});

/** The commit that has both, or the files in conflict. */
const refreshed = async (worktree: Place, tip: string, {base, branch, at}: RefreshRequest) => {
	if (await isAncestor(worktree, tip, base.commit)) return base.commit;
	const merged = await mergeTrees(worktree, tip, base.commit);
	if (merged.kind === 'conflicts') return {files: merged.files};
	const message = `Merge branch '${base.branch}' into ${branch}`;
	return buildCommit(worktree, {tree: merged.tree, parents: [tip, base.commit], message, at});
};
