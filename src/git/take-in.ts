// What the base got while a run worked, and the commit that has both: what integrating would bring to the base, made on the
// run's own branch first, so that it can be checked before anything of it is there.
import {realpathSync} from 'node:fs';
import path from 'node:path';
import {type Answer, answered} from './answer.ts';
import {asText, isAncestor, mustLine, type Place, sharedCommit} from './call.ts';
import {type Move, moveBranch} from './move-branch.ts';
import {freeIndexLock} from './stale-lock.ts';
import {treeChanges} from './tree-changes.ts';

export type Divergence = {
	/** Commits, or revisions that name them. */
	readonly base: string;
	readonly head: string;
	/** Files that mosaic writes and no run, relative to the root; they do not count. */
	readonly own: readonly string[];
};

/**
 * The files that the base changed since the work left it and that the work changed too; null where the base changed
 * nothing that the work does not stand on. Both sides of a rename count.
 */
export const changedOnBoth = (place: Place, {base, head, own}: Divergence): Promise<Answer<readonly string[] | null>> =>
	answered(async () => {
		if (await isAncestor(place, base, head)) return null;
		const origin = await sharedCommit(place, base, head);
		const changed = async (to: string): Promise<string[]> =>
			(await treeChanges(place, origin, to)).map(({path: name}) => asText(name)).filter((name) => !own.includes(name));
		const theirs = await changed(base);
		if (theirs.length === 0) return null;
		const ours = new Set(await changed(head));
		return theirs.filter((name) => ours.has(name));
	});

/** Brings a run's branch and worktree from one commit to the one that has the base as well; a crash is mended by the same call. */
export const takeIn = async (
	worktree: Place,
	{branch, from, to, why}: {readonly branch: string; readonly from: string; readonly to: string; readonly why: string},
): Promise<Answer<Move>> => {
	const free = await answered(async () => {
		const directory = asText(await mustLine(worktree, ['rev-parse', '--git-dir']));
		await freeIndexLock(worktree.directory, realpathSync(path.resolve(worktree.directory, directory)));
	});
	return free.ok ? moveBranch(worktree, {branch, from, to, keep: [], why}) : free;
};
