// A run's worktree and branch go only when nothing is lost with them, or somebody said that it may be.
import {existsSync, lstatSync} from 'node:fs';
import path from 'node:path';
import {plainLine} from '../domain/text.ts';
import {removeFile} from '../files/atomic-write.ts';
import {type Answer, answered, no} from './answer.ts';
import {asText, call, commitOf, complaint, isAncestor, type Place} from './call.ts';
import {workspaceRoot, worktreePath} from './containment.ts';
import {atPoint} from './crash-point.ts';
import {deleteSetAside, deleteWorktreeFolder} from './delete-tree.ts';
import {readStatus} from './status.ts';
import {forgetWorktree, intentFile} from './worktree.ts';
import {adminDirectory, checkouts, readMark} from './worktree-list.ts';

export type RemovalRequest = {
	readonly workspaceRoot: string;
	readonly name: string;
	readonly branch: string;
	/** Whether uncommitted changes and untracked files may go with the worktree. */
	readonly discard: boolean;
	/**
	 * When the branch is deleted: while it stands at a tip that is known to be safe elsewhere (squashed, pushed, or given
	 * up), or when all its commits are in another revision. `keep` leaves it.
	 */
	readonly branchGoes: 'keep' | {readonly at: string} | {readonly mergedInto: string};
};

export type Removal = {
	readonly worktree: 'removed' | 'gone';
	readonly branch: 'deleted' | 'gone' | 'kept';
};

/** Removes the run's worktree, then its branch. What is gone already is fine. */
export const removeWorktree = (place: Place, request: RemovalRequest): Promise<Answer<Removal>> =>
	answered(async () => {
		const folder = worktreePath(request.workspaceRoot, request.name);
		const why = await whyBranchStays(place, request);
		if (why !== null) throw why;
		const worktree = await removeFolder(place, folder, request);
		return {worktree, branch: await removeBranch(place, request)};
	});

const removeFolder = async (place: Place, folder: string, {discard}: RemovalRequest): Promise<Removal['worktree']> => {
	deleteSetAside(workspaceRoot(path.dirname(folder)));
	const admin = await adminDirectory(place, folder);
	const present = lstatSync(folder, {throwIfNoEntry: false}) !== undefined;
	const making = existsSync(intentFile(folder));
	if (present && !making && (admin === null || readMark(admin) === undefined))
		throw no('not-ours', `${folder}: mosaic did not make this worktree. Remove it yourself.`);
	if (admin !== null && !making) await checkUnlocked(place, folder);
	if (present && !discard && !making) await checkClean({...place, directory: folder});
	deleteWorktreeFolder(folder);
	atPoint('worktree-deleted');
	if (admin !== null) await forgetWorktree(place, folder);
	if (making) removeFile(intentFile(folder));
	return present || admin !== null ? 'removed' : 'gone';
};

const checkUnlocked = async (place: Place, folder: string): Promise<void> => {
	const locked = (await checkouts(place)).find((checkout) => checkout.path === folder)?.locked ?? null;
	if (locked === null) return;
	const reason = locked === '' ? '' : ` (${plainLine(locked)})`;
	throw no('worktree-locked', `${folder} is locked${reason}. \`git worktree unlock\` it, then try again.`);
};

const checkClean = async (worktree: Place): Promise<void> => {
	const {tracked, untracked, unmerged} = await readStatus(worktree);
	const left = [...unmerged, ...tracked, ...untracked];
	if (left.length === 0) return;
	const named = left.slice(0, 5).map((name) => plainLine(asText(name)));
	const more = left.length > 5 ? ` and ${left.length - 5} more` : '';
	throw no('uncommitted', `${worktree.directory} holds work that is not committed: ${named.join(', ')}${more}.`);
};

/** Why the branch may not go, looked at before anything is touched. */
const whyBranchStays = async (place: Place, {branch, branchGoes}: RemovalRequest) => {
	if (branchGoes === 'keep') return null;
	const tip = await commitOf(place, `refs/heads/${branch}`);
	if (tip === null) return null;
	if ('at' in branchGoes)
		return tip === branchGoes.at
			? null
			: no(
					'branch-moved',
					`${branch} is at ${tip.slice(0, 10)}, not at ${branchGoes.at.slice(0, 10)}: look at it first.`,
				);
	return (await isAncestor(place, tip, branchGoes.mergedInto))
		? null
		: no('unmerged', `${branch} has commits that are nowhere else. Merge it, or say that it may go.`);
};

const removeBranch = async (place: Place, {branch, branchGoes}: RemovalRequest): Promise<Removal['branch']> => {
	const tip = await commitOf(place, `refs/heads/${branch}`);
	if (tip === null) return 'gone';
	const inUse = (await checkouts(place)).some((checkout) => checkout.branch === branch);
	if (branchGoes === 'keep' || inUse) return 'kept';
	const args = ['update-ref', '-m', 'mosaic: run ended', '-d', `refs/heads/${branch}`, tip];
	const result = await call(place, args);
	if (result.exitCode !== 0) throw complaint(place, args, result);
	// The branch's own settings would be taken over by the next branch of this name.
	await call(place, ['config', '--local', '--remove-section', `branch.${branch}`]);
	return 'deleted';
};

/** Clears what killed removals left under the workspace root, and worktrees of runs whose folders vanished. */
export const sweepWorktrees = (place: Place, root: string): Promise<Answer<{deleted: number; forgotten: number}>> =>
	answered(async () => {
		const real = workspaceRoot(root);
		const deleted = deleteSetAside(real);
		let forgotten = 0;
		for (const {path: folder, present, locked} of await checkouts(place)) {
			if (present || locked !== null || path.dirname(folder) !== real) continue;
			const admin = await adminDirectory(place, folder);
			if (admin === null || readMark(admin) === undefined) continue;
			await forgetWorktree(place, folder);
			forgotten++;
		}
		return {deleted, forgotten};
	});
