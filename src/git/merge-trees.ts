// Merging two commits without touching anybody's files.
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {type Answer, answered, no} from './answer.ts';
import {asText, call, complaint, must, mustLine, type Place, parts} from './call.ts';
import {readStatus} from './status.ts';
import {gitVersion, mergesTrees} from './version.ts';

export type MergedTree =
	| {readonly kind: 'clean'; readonly tree: string}
	| {readonly kind: 'conflicts'; readonly files: readonly string[]};

/** The tree that merging `theirs` into `ours` gives, or the files in conflict. Writes objects and nothing else. */
export const mergeTrees = async (place: Place, ours: string, theirs: string): Promise<MergedTree> => {
	const version = await gitVersion(place);
	return version !== null && mergesTrees(version)
		? mergeByTrees(place, ours, theirs)
		: mergeInScratchWorktree(place, ours, theirs);
};

const mergeByTrees = async (place: Place, ours: string, theirs: string): Promise<MergedTree> => {
	const args = ['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', ours, theirs];
	const result = await call(place, args);
	if (/refusing to merge unrelated histories/.test(result.stderr)) throw unrelated(place);
	if (result.exitCode !== 0 && result.exitCode !== 1) throw complaint(place, args, result);
	const [tree = '', ...files] = parts(result.stdout);
	if (result.exitCode === 0) return {kind: 'clean', tree};
	return {kind: 'conflicts', files: [...new Set(files.filter((name) => name !== '').map(asText))]};
};

const unrelated = (place: Place) =>
	no('unrelated', `${place.directory}: the two branches share no commit (in a shallow clone: fetch more history).`);

/** The same for git before 2.38: a merge in a worktree of its own, which is gone afterwards. */
export const mergeInScratchWorktree = async (place: Place, ours: string, theirs: string): Promise<MergedTree> => {
	const parent = mkdtempSync(path.join(tmpdir(), 'mosaic-merge-'));
	const worktree: Place = {...place, directory: path.join(parent, 'w')};
	try {
		await must(place, ['worktree', 'add', '--quiet', '--detach', '--', worktree.directory, ours]);
		const args = [...NOBODY, 'merge', '--no-commit', '--no-ff', '--no-edit', '--quiet', theirs];
		const result = await call(worktree, args);
		if (/unrelated histories/.test(result.stderr)) throw unrelated(place);
		const {unmerged} = await readStatus(worktree);
		if (unmerged.length > 0) return {kind: 'conflicts', files: unmerged.map(asText)};
		if (result.exitCode !== 0) throw complaint(worktree, args, result);
		return {kind: 'clean', tree: await mustLine(worktree, ['write-tree'])};
	} finally {
		rmSync(parent, {recursive: true, force: true});
		await call(place, ['worktree', 'remove', '--force', '--force', '--', worktree.directory]);
	}
};

const NOBODY = ['-c', 'user.name=mosaic', '-c', 'user.email=mosaic@example.invalid'];

export type ConflictVerdict =
	| {readonly kind: 'pass'; readonly reason: string}
	| {readonly kind: 'fail'; readonly reason: string; readonly files: readonly string[]};

/** Whether `head` merges cleanly with `base` (SPEC WF-9, the conflicts gate). Both are revisions; nothing is touched. */
export const probeConflicts = (place: Place, base: string, head: string): Promise<Answer<ConflictVerdict>> =>
	answered(async () => {
		const merged = await mergeTrees(place, base, head);
		if (merged.kind === 'clean') return {kind: 'pass', reason: 'merges cleanly with the base'};
		const {files} = merged;
		return {kind: 'fail', reason: `${files.length} ${files.length === 1 ? 'file is' : 'files are'} in conflict`, files};
	});
