// Whether a run changed anything at all, and the likely reason where it did not (SPEC AH-5).
import {plainLine} from '../domain/text.ts';
import {type Answer, answered, no} from './answer.ts';
import {asText, commitOf, isAncestor, mustLine, type Place, sharedCommit} from './call.ts';
import {headOf} from './repository.ts';
import {readStatus} from './status.ts';
import {treeChanges} from './tree-changes.ts';

export type RunChanges =
	| {readonly kind: 'changed'; readonly tip: string; readonly commits: number; readonly files: number}
	| {readonly kind: 'no-changes'; readonly tip: string; readonly reason: string};

export type RunRange = {readonly branch: string /** A commit of the base. */; readonly base: string};

/** Looks at what a run's branch has that the base has not. */
export const judgeChanges = (worktree: Place, {branch, base}: RunRange): Promise<Answer<RunChanges>> =>
	answered(async () => {
		const tip = await commitOf(worktree, `refs/heads/${branch}`);
		if (tip === null) throw no('branch-gone', `the branch ${branch} is not there any more. Start the task again.`);
		const origin = await sharedCommit(worktree, base, tip);
		const commits = Number(await mustLine(worktree, ['rev-list', '--count', `${base}..${tip}`]));
		const files = (await treeChanges(worktree, origin, tip)).length;
		if (files > 0) return {kind: 'changed', tip, commits, files};
		return {kind: 'no-changes', tip, reason: await likelyReason(worktree, {branch, base}, commits)};
	});

const likelyReason = async (worktree: Place, {branch, base}: RunRange, commits: number): Promise<string> => {
	const head = await headOf(worktree);
	if (head.kind === 'detached' && !(await isAncestor(worktree, head.commit, base)))
		return `it committed on a detached HEAD (${head.commit.slice(0, 10)}) instead of ${branch}`;
	if (head.kind === 'branch' && head.branch !== branch)
		return `it worked on the branch ${plainLine(head.branch)} instead`;
	const {tracked, untracked, unmerged} = await readStatus(worktree);
	const edited = [...unmerged, ...tracked];
	if (edited.length > 0) return `it committed nothing; changed files: ${some(edited)}`;
	if (untracked.length > 0) return `it made new files and never added them to git: ${some(untracked)}`;
	if (commits > 0) return 'its commits cancel each other out, or are in the base already';
	return 'it edited no file';
};

const some = (names: readonly string[]): string => {
	const named = names.slice(0, 3).map((name) => plainLine(asText(name)));
	return `${named.join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
};
