// `workspace.prepare` and `workspace.remove`: a worktree per run, or the project itself (SPEC RE-3, AH-1, AH-2).
import path from 'node:path';
import type {ProjectPaths} from '../../config/paths.ts';
import type {EffectOutcome, Workspace} from '../../domain/effect.ts';
import type {Refusal} from '../../domain/errors.ts';
import {plainLine} from '../../domain/text.ts';
import {isGitRepository} from '../../git/branch.ts';
import {call, commitOf, type Place} from '../../git/call.ts';
import {runBranch, runName} from '../../git/names.ts';
import {identityOf, readTold} from '../../git/own-settings.ts';
import {deleteRemoteBranch, fetchBranch, remoteFor} from '../../git/push.ts';
import {type RefreshRequest, refreshFromBase} from '../../git/refresh.ts';
import {headOf, resolveBase} from '../../git/repository.ts';
import {rewrittenUnder} from '../../git/rewritten.ts';
import {readGuarded} from '../../git/settings-guard.ts';
import {ensureWorktree} from '../../git/worktree.ts';
import {removeWorktree} from '../../git/worktree-remove.ts';
import {clearCheckout} from '../agents/clear-checkout.ts';
import type {Performer, StepContext} from './context.ts';
import {refusedOutcome} from './failures.ts';
import {whyFiltersDiffer, whySettingsChanged} from './settings-guard.ts';

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
	return guarded({path: directory, branch, baseBranch: branch, baseCommit, continued: false, note: null});
};

const NO_GIT = {branch: null, baseBranch: null, baseCommit: null, continued: false, note: null} as const;

const inWorktree = async ({paths, run, now, env}: StepContext): Promise<EffectOutcome> => {
	const place = {directory: paths.root};
	const base = await resolveBase(place, run.baseBranch ?? undefined);
	if (!base.ok) return needsGit(base.refusal);
	const unsafe = whyFiltersDiffer(run.others, await readGuarded(place));
	if (unsafe) return {kind: 'failed', failure: unsafe};
	const branch = runBranch(run.taskId, run.runId);
	const made = await ensureWorktree(place, {
		workspaceRoot: workspaceRoot(paths),
		name: runName(run.taskId, run.runId),
		branch,
		base: base.value,
		// The branch carries the run's own id: whatever stands on it is this run's.
		resume: true,
		remote: run.begun ? await fetchedFrom({...place, env}, branch) : null,
	});
	if (!made.ok) return refusedOutcome('git', made.refusal);
	const {path: directory, tip} = made.value;
	const continued = made.value.from !== 'base' && tip !== base.value.commit;
	const request = {branch, base: base.value, at: new Date(now()), stoodOn: run.baseCommit, tip};
	const refreshed = continued ? await takeInBase({directory}, request) : FRESH;
	return guarded({
		path: directory,
		branch,
		baseBranch: base.value.branch,
		baseCommit: refreshed.taken ? base.value.commit : await originOf(place, base.value.commit, tip),
		continued,
		note: refreshed.note,
	});
};

const FRESH = {taken: true, note: null} as const;

const NETWORK_MS = 60_000;

/** The remote that has the run's branch, fetched, where it is gone from here (SPEC AH-1); null where it is not needed or not there. */
const fetchedFrom = async (place: Place, branch: string): Promise<string | null> => {
	if ((await commitOf(place, `refs/heads/${branch}`)) !== null) return null;
	const remote = await remoteFor(place);
	if (remote === null) return null;
	const fetched = await fetchBranch(place, {remote, branch, timeoutMs: NETWORK_MS});
	return fetched.ok ? remote : null;
};

/** A branch that goes on takes in the latest base where that merges cleanly; else the run goes on without it (SPEC AH-2). */
const takeInBase = async (
	worktree: Place,
	{branch, base, at, stoodOn, tip}: RefreshRequest & {readonly stoodOn: string | null; readonly tip: string},
): Promise<{readonly taken: boolean; readonly note: string | null}> => {
	const lost = await rewrittenUnder(worktree, {stoodOn: [stoodOn], base: base.commit, head: tip});
	if (lost !== null)
		return {taken: false, note: `${base.branch} was rewritten and has no ${lost.slice(0, 10)} any more`};
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

/** With git's dangerous settings as they are before an agent works. */
const guarded = async (workspace: Workspace): Promise<EffectOutcome> => ({
	kind: 'prepared',
	workspace,
	guarded: {
		settings: await readGuarded({directory: workspace.path}),
		told: await readTold({directory: workspace.path}),
		identity: await identityOf({directory: workspace.path}),
	},
});

const needsGit = (refusal: Refusal): EffectOutcome =>
	refusedOutcome('git', {
		...refusal,
		message: `${refusal.message} A worktree needs a git repository with a commit; \`--workflow solo\` works without one.`,
	});

export const removeWorkspace: Performer<'workspace.remove'> = async (context, _effect, action) => {
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
	const keepBranch = action.keepBranch === 'unless-empty' ? await hasWork(place, workspace, tip) : action.keepBranch;
	if (action.pushed) await removeFromRemote(context, workspace, branch, action.pushed);
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

/** Whether the branch has what its base has not; also where that cannot be told. */
const hasWork = async (place: Place, {baseCommit}: Workspace, tip: string | null): Promise<boolean> => {
	if (tip === null || baseCommit === null) return tip !== null;
	const {exitCode} = await call(place, ['diff-tree', '--quiet', '-r', baseCommit, tip]);
	return exitCode !== 0;
};

/** Checkpoints go with the branch they were of, while the remote is at what this run pushed; that they cannot go stops nothing. */
const removeFromRemote = async (context: StepContext, workspace: Workspace, branch: string, tip: string) => {
	const place = {directory: context.paths.root, env: context.env};
	const remote = await remoteFor(place);
	if (remote === null || (await whySettingsChanged(context, workspace)) !== undefined) return;
	await deleteRemoteBranch(place, {remote, branch, tip, timeoutMs: NETWORK_MS});
};
