// `workspace.prepare` and `workspace.remove`: a worktree per run, or the project itself (SPEC RE-3, AH-1, AH-2).
import path from 'node:path';
import type {ProjectPaths} from '../../config/paths.ts';
import type {EffectOutcome, Workspace} from '../../domain/effect.ts';
import type {Refusal} from '../../domain/errors.ts';
import {plainLine} from '../../domain/text.ts';
import {isGitRepository} from '../../git/branch.ts';
import {call, commitOf, type Place} from '../../git/call.ts';
import {runBranch, runName} from '../../git/names.ts';
import {refreshFromBase} from '../../git/refresh.ts';
import {type Base, headOf, resolveBase} from '../../git/repository.ts';
import {ensureWorktree} from '../../git/worktree.ts';
import {removeWorktree} from '../../git/worktree-remove.ts';
import {clearCheckout} from '../agents/clear-checkout.ts';
import type {Performer, StepContext} from './context.ts';
import {refusedOutcome} from './failures.ts';

/** Under which all worktrees of a project lie. */
export const workspaceRoot = ({dotMosaic}: ProjectPaths): string => path.join(dotMosaic, 'worktrees');

export const prepareWorkspace: Performer<'workspace.prepare'> = async (context, _effect, {place}) =>
	place === 'in-place' ? inPlace(context) : inWorktree(context);

const inPlace = async ({paths}: StepContext): Promise<EffectOutcome> => {
	const directory = paths.root;
	if (!isGitRepository(directory)) return prepared({path: directory, ...NO_GIT});
	const head = await headOf({directory});
	const branch = head.kind === 'detached' ? null : head.branch;
	const baseCommit = head.kind === 'unborn' ? null : head.commit;
	return prepared({path: directory, branch, baseBranch: branch, baseCommit, continued: false, note: null});
};

const NO_GIT = {branch: null, baseBranch: null, baseCommit: null, continued: false, note: null} as const;

const inWorktree = async ({paths, run, now}: StepContext): Promise<EffectOutcome> => {
	const place = {directory: paths.root};
	const base = await resolveBase(place, run.baseBranch ?? undefined);
	if (!base.ok) return needsGit(base.refusal);
	const branch = runBranch(run.taskId, run.runId);
	const made = await ensureWorktree(place, {
		workspaceRoot: workspaceRoot(paths),
		name: runName(run.taskId, run.runId),
		branch,
		base: base.value,
		// The branch carries the run's own id: whatever stands on it is this run's.
		resume: true,
		remote: null,
	});
	if (!made.ok) return refusedOutcome('git', made.refusal);
	const {path: directory, tip} = made.value;
	const continued = made.value.from !== 'base' && tip !== base.value.commit;
	const refreshed = continued ? await takeInBase({directory}, branch, base.value, new Date(now())) : FRESH;
	return prepared({
		path: directory,
		branch,
		baseBranch: base.value.branch,
		baseCommit: refreshed.taken ? base.value.commit : await originOf(place, base.value.commit, tip),
		continued,
		note: refreshed.note,
	});
};

const FRESH = {taken: true, note: null} as const;

/** A branch that goes on takes in the latest base where that merges cleanly; else the run goes on without it (SPEC AH-2). */
const takeInBase = async (
	worktree: Place,
	branch: string,
	base: Base,
	at: Date,
): Promise<{readonly taken: boolean; readonly note: string | null}> => {
	const refresh = await refreshFromBase(worktree, {branch, base, at});
	if (!refresh.ok) return {taken: false, note: refresh.refusal.message};
	if (refresh.value.kind === 'conflicts')
		return {taken: false, note: `conflicts with ${base.branch} in ${refresh.value.files.map(plainLine).join(', ')}`};
	return refresh.value.kind === 'held-back' ? {taken: false, note: refresh.value.reason} : FRESH;
};

const originOf = async (place: Place, one: string, other: string): Promise<string> => {
	const {exitCode, stdout} = await call(place, ['merge-base', one, other]);
	return exitCode === 0 ? stdout.trim() : one;
};

const prepared = (workspace: Workspace): EffectOutcome => ({kind: 'prepared', workspace});

const needsGit = (refusal: Refusal): EffectOutcome =>
	refusedOutcome('git', {
		...refusal,
		message: `${refusal.message} A worktree needs a git repository with a commit; \`--workflow solo\` works without one.`,
	});

export const removeWorkspace: Performer<'workspace.remove'> = async (context, _effect, {keepBranch}) => {
	const {paths, run} = context;
	const {workspace} = run;
	if (workspace === null || workspace.path === paths.root) return {kind: 'removed', note: null};
	if ((await clearCheckout(context, workspace.path)) === 'held')
		return refusedOutcome('git', {
			kind: 'refused',
			code: 'held',
			message: `${workspace.path}: a session is still in it.`,
		});
	const place = {directory: paths.root};
	const branch = workspace.branch ?? runBranch(run.taskId, run.runId);
	const tip = await commitOf(place, `refs/heads/${branch}`);
	const removed = await removeWorktree(place, {
		workspaceRoot: workspaceRoot(paths),
		name: runName(run.taskId, run.runId),
		branch,
		// What an agent committed stays on the branch, and its forgotten edits were committed; the rest is build output.
		discard: true,
		branchGoes: keepBranch || tip === null ? 'keep' : {at: tip},
	});
	if (!removed.ok) return refusedOutcome('git', removed.refusal);
	return {kind: 'removed', note: removed.value.branch === 'kept' ? `the work stays on ${branch}` : null};
};
