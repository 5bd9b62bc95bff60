// A run's own worktree and branch (SPEC RE-3, AH-1). Every step looks first at what is there, so that it can be run again
// after a crash at any instant.
import {existsSync, lstatSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {quoted} from '../domain/text.ts';
import {removeFile, writeFileAtomic} from '../files/atomic-write.ts';
import {writeJsonFile} from '../files/json-file.ts';
import {type Answer, answered, no} from './answer.ts';
import {call, commitOf, must, type Place} from './call.ts';
import {worktreePath} from './containment.ts';
import {atPoint} from './crash-point.ts';
import {deleteWorktreeFolder} from './delete-tree.ts';
import {checkBranchName} from './names.ts';
import type {Base} from './repository.ts';
import {freeIndexLock} from './stale-lock.ts';
import {adminDirectory, checkouts, markFile, readMark} from './worktree-list.ts';

export type WorktreeRequest = {
	/** Under which the worktree is made, and nowhere else. */
	readonly workspaceRoot: string;
	/** From `runName`. */
	readonly name: string;
	/** From `runBranch`. */
	readonly branch: string;
	readonly base: Base;
	/** Whether the run was begun before: then its branch is taken up, local or remote. Else a foreign branch is refused. */
	readonly resume: boolean;
	/** Whose copy of the branch is taken up where there is no local one. */
	readonly remote: string | null;
};

export type RunWorktree = {
	readonly path: string;
	readonly branch: string;
	/** Where the branch is now. */
	readonly tip: string;
	readonly from: 'base' | 'local-branch' | 'remote-branch';
	/** It was there, whole, before. */
	readonly already: boolean;
};

/** Makes the run's worktree and branch, or finds them. */
export const ensureWorktree = (place: Place, request: WorktreeRequest): Promise<Answer<RunWorktree>> =>
	answered(async () => {
		await checkBranchName(place, request.branch);
		const folder = worktreePath(request.workspaceRoot, request.name);
		const found = await takeUp(place, folder, request);
		if (found) return found;
		const from = await ensureBranch(place, request);
		atPoint('branch-made');
		await addWorktree(place, folder, request);
		const tip = (await commitOf(place, `refs/heads/${request.branch}`)) ?? request.base.commit;
		return {path: folder, branch: request.branch, tip, from, already: false};
	});

/** The worktree that stands there whole; what a killed start of ours left is cleared away. */
const takeUp = async (place: Place, folder: string, request: WorktreeRequest): Promise<RunWorktree | undefined> => {
	const admin = await adminDirectory(place, folder);
	const mark = admin === null ? undefined : readMark(admin);
	const present = lstatSync(folder, {throwIfNoEntry: false}) !== undefined;
	if (mark && present) {
		if (mark.branch !== request.branch) throw taken(folder);
		if (existsSync(intentFile(folder))) removeFile(intentFile(folder));
		const tip = await commitOf(place, `refs/heads/${request.branch}`);
		if (tip === null)
			throw no('branch-gone', `the branch ${request.branch} of ${folder} was deleted. Start the task again.`);
		return {path: folder, branch: request.branch, tip, from: 'local-branch', already: true};
	}
	const ours = mark !== undefined || existsSync(intentFile(folder));
	if (present && !ours && !isEmptyFolder(folder)) throw taken(folder);
	// A git of a killed start may still be writing files; it holds the worktree's lock until it is done.
	if (present && admin !== null) await freeIndexLock(folder, admin, ORPHAN_WAIT_MS);
	if (present) deleteWorktreeFolder(folder);
	if (admin !== null && (ours || !present)) await forgetWorktree(place, folder);
	return undefined;
};

const ORPHAN_WAIT_MS = 60_000;

const taken = (folder: string) =>
	no('path-taken', `${folder}: something that mosaic did not make stands there. Move it away, then try again.`);

/** Takes a worktree whose folder is gone off git's list. */
export const forgetWorktree = async (place: Place, folder: string): Promise<void> => {
	await must(place, ['worktree', 'remove', '--force', '--force', '--', folder]);
};

const ensureBranch = async (place: Place, request: WorktreeRequest): Promise<RunWorktree['from']> => {
	const {branch, base, resume, remote} = request;
	const local = await commitOf(place, `refs/heads/${branch}`);
	if (local !== null) {
		// A start that was killed after it made the branch left it at the base.
		if (!resume && local !== base.commit) throw branchTaken(branch, 'here');
		return resume ? 'local-branch' : 'base';
	}
	const tracked = remote === null ? null : await commitOf(place, `refs/remotes/${remote}/${branch}`);
	if (tracked !== null && !resume) throw branchTaken(branch, `on ${remote}`);
	await createBranch(place, branch, tracked ?? base.commit);
	return tracked === null ? 'base' : 'remote-branch';
};

const branchTaken = (branch: string, where: string) =>
	no('branch-taken', `the branch ${quoted(branch)} is there already (${where}). Remove it, or use another name.`);

const createBranch = async (place: Place, branch: string, commit: string): Promise<void> => {
	const made = await call(place, [
		'update-ref',
		'-m',
		'mosaic: run',
		`refs/heads/${branch}`,
		commit,
		'0'.repeat(commit.length),
	]);
	if (made.exitCode === 0 || (await commitOf(place, `refs/heads/${branch}`)) === commit) return;
	const first = branch.split('/')[0] as string;
	if ((await commitOf(place, `refs/heads/${first}`)) !== null)
		throw no('branch-in-way', `a branch named "${first}" keeps git from making "${branch}". Rename it.`);
	await must(place, ['cat-file', '-e', commit]);
	throw branchTaken(branch, 'here');
};

const addWorktree = async (place: Place, folder: string, request: WorktreeRequest): Promise<void> => {
	const elsewhere = (await checkouts(place)).find(({branch}) => branch === request.branch);
	if (elsewhere)
		throw no('branch-in-use', `${request.branch} is checked out in ${elsewhere.path}. Leave it there first.`);
	writeFileAtomic(intentFile(folder), `${request.branch}\n`);
	atPoint('worktree-intended');
	await must(place, ['worktree', 'add', '--quiet', '--', folder, request.branch]);
	atPoint('worktree-added');
	const admin = await adminDirectory(place, folder);
	if (admin === null) throw new Error(`git added ${folder} and does not know it`);
	writeJsonFile(markFile(admin), {name: request.name, branch: request.branch, base: request.base.commit});
	atPoint('worktree-ready');
	removeFile(intentFile(folder));
};

/** Stands beside a worktree from before it is made until it is whole. */
export const intentFile = (folder: string): string =>
	path.join(path.dirname(folder), `.making-${path.basename(folder)}`);

const isEmptyFolder = (folder: string): boolean => lstatSync(folder).isDirectory() && readdirSync(folder).length === 0;
