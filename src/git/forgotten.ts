// The agent commits its own work. What it changed and forgot is committed for it; what git does not track is only listed
// (SPEC AH-4).
import {realpathSync} from 'node:fs';
import path from 'node:path';
import {plainLine} from '../domain/text.ts';
import {type Answer, answered, no} from './answer.ts';
import {buildCommit} from './build-commit.ts';
import {asText, commitOf, must, mustLine, type Place} from './call.ts';
import {atPoint} from './crash-point.ts';
import {headOf} from './repository.ts';
import {freeIndexLock} from './stale-lock.ts';
import {readStatus, unfinishedOperation} from './status.ts';

export type ForgottenRequest = {readonly branch: string; readonly message: string; readonly at: Date};

/** Untracked files, the first 200 by name. */
export type Leftovers = {readonly files: readonly string[]; readonly total: number};

export type Forgotten = {
	/** The branch's tip now. */
	readonly tip: string;
	/** What was committed here; empty where the agent had committed everything. */
	readonly files: readonly string[];
	readonly leftovers: Leftovers;
};

/** Commits edits to tracked files in a run's worktree whose agent has ended. Hooks do not run. */
export const commitForgotten = (worktree: Place, request: ForgottenRequest): Promise<Answer<Forgotten>> =>
	answered(async () => {
		await freeIndexLock(worktree.directory, await gitDirectory(worktree));
		const tip = await tipOnBranch(worktree, request.branch);
		const {tracked, untracked, unmerged} = await readStatus(worktree);
		const operation = await unfinishedOperation(worktree);
		if (unmerged.length > 0 || operation !== null) throw halfDone(worktree, operation ?? 'merge', unmerged);
		const leftovers = {files: untracked.slice(0, 200).map(asText), total: untracked.length};
		if (tracked.length === 0) return {tip, files: [], leftovers};
		await must(worktree, ['add', '-u', '--', ':/']);
		atPoint('forgotten-staged');
		const tree = await mustLine(worktree, ['write-tree']);
		if (tree === (await mustLine(worktree, ['rev-parse', `${tip}^{tree}`]))) return {tip, files: [], leftovers};
		const commit = await buildCommit(worktree, {tree, parents: [tip], message: request.message, at: request.at});
		await must(worktree, ['update-ref', '-m', 'mosaic: forgotten edits', `refs/heads/${request.branch}`, commit, tip]);
		atPoint('forgotten-committed');
		return {tip: commit, files: tracked.map(asText), leftovers};
	});

const gitDirectory = async (place: Place): Promise<string> =>
	realpathSync(path.resolve(place.directory, asText(await mustLine(place, ['rev-parse', '--git-dir']))));

const tipOnBranch = async (worktree: Place, branch: string): Promise<string> => {
	const head = await headOf(worktree);
	const tip = await commitOf(worktree, `refs/heads/${branch}`);
	if (head.kind === 'branch' && head.branch === branch && tip !== null) return tip;
	const where = head.kind === 'detached' ? 'a detached HEAD' : plainLine(head.branch);
	throw no('off-branch', `${worktree.directory} was left on ${where} instead of ${branch}. Put the work on ${branch}.`);
};

const halfDone = (worktree: Place, operation: string, unmerged: readonly string[]) => {
	const named = unmerged.slice(0, 5).map((name) => plainLine(asText(name)));
	const files = named.length === 0 ? '' : ` (conflicts in ${named.join(', ')})`;
	return no('unfinished', `${worktree.directory}: a ${operation} was left unfinished${files}. Finish or abort it.`);
};
