// Pull-request mode (SPEC TL-7): push, open, wait for checks and reviews, merge. One look or move per call, each told to the
// journal, so that every transition can be gone on from.
import path from 'node:path';
import type {EffectOutcome, PullRequest, Workspace} from '../../domain/effect.ts';
import {writeFileAtomic} from '../../files/atomic-write.ts';
import {mergePullRequest, openPullRequest, type PullRequestState, readPullRequest} from '../../git/pull-request.ts';
import {deleteRemoteBranch, fetchBranch, pushBranch, remoteFor} from '../../git/push.ts';
import {writeTaskCell} from '../../tasks/file.ts';
import {runDirectory} from '../agents/run-files.ts';
import {setTaskStatus} from '../mark-task.ts';
import type {ActionOf, StepContext} from './context.ts';
import {failure} from './failures.ts';
import {takeInMovedBase} from './take-in.ts';
import {given} from './work.ts';

/** How long until what is pending is looked at again: longer each time that nothing has changed, up to the last. */
const POLL_S = [15, 20, 30, 60, 120, 300] as const;
const PUSH_MS = 120_000;

type Request = {
	readonly context: StepContext;
	readonly action: ActionOf<'integrate'>;
	readonly workspace: Workspace;
	readonly branch: string;
	readonly tip: string;
};

/** Brings the pull request one stage further. */
export const advancePullRequest = async (request: Request): Promise<EffectOutcome> => {
	const {action} = request;
	const before = action.request;
	if (before === null) return push(request, null, action.pushed ?? null);
	if (before.number === null) return open(request);
	const state = given(await readPullRequest(placeOf(request), before.number));
	if (state.state === 'merged') return merged(request, state.mergeCommit, state.url);
	if (state.state === 'closed')
		return failed('rejected', 'pr-closed', `${state.url} was closed. Reopen it, then retry.`);
	if (state.head !== request.tip) return push(request, before, state.head);
	return judge(request, before, state);
};

const placeOf = ({context, workspace}: Request) => ({directory: workspace.path, env: context.env});

const failed = (cause: Parameters<typeof failure>[0], code: string, message: string): EffectOutcome => ({
	kind: 'failed',
	failure: failure(cause, 'human-required', code, message),
});

const push = async (request: Request, before: PullRequest | null, pushedTip: string | null): Promise<EffectOutcome> => {
	const {branch, tip} = request;
	const remote = (await remoteFor(placeOf(request))) ?? 'origin';
	const pushed = given(await pushBranch(placeOf(request), {remote, branch, tip, pushedTip, timeoutMs: PUSH_MS}));
	if (pushed.kind === 'failed')
		return failed('git', `push-${pushed.cause}`, `${branch} could not be pushed: ${pushed.words}.`);
	const next = before ?? {number: null, url: null};
	return {kind: 'pull-request', request: {...next, stage: before ? 'opened' : 'pushed', note: null, tip}, again: null};
};

const open = async (request: Request): Promise<EffectOutcome> => {
	const {context, action, workspace, branch, tip} = request;
	const bodyFile = path.join(runDirectory(context.paths, context.run.runId), 'pull-request.md');
	writeFileAtomic(bodyFile, `${action.message.trim() || action.title}\n`);
	const base = workspace.baseBranch ?? '';
	const {number, url} = given(
		await openPullRequest(placeOf(request), {branch, base, head: tip, title: action.title, bodyFile}),
	);
	writeTaskCell(context.tasksFile, action.taskId, 'pr', url);
	return {kind: 'pull-request', request: {stage: 'opened', number, url, note: null}, again: null};
};

const judge = async (request: Request, before: PullRequest, state: PullRequestState): Promise<EffectOutcome> => {
	const {checks, review, conflicts, requests} = state.verdict;
	if (conflicts === 'fail') return {kind: 'conflict', files: [], message: `${state.url} conflicts with its base`};
	const declined = declinedBy(request, state);
	if (declined) return declined;
	const isNew = checks.kind === 'none' && before.stage !== 'ready';
	if (checks.kind === 'pending' || isNew || review === 'required' || requests.length > 0 || state.draft)
		return wait(request, before, isNew ? 'ready' : before.stage, pendingNote(state));
	const taken = checks.kind === 'none' ? await takeInRemoteBase(request) : undefined;
	if (taken) return taken;
	const {strategy} = request.action;
	const merge = given(
		await mergePullRequest(placeOf(request), {
			number: state.number,
			method: strategy === 'ff' ? 'rebase' : strategy,
			head: request.tip,
		}),
	);
	if (merge.kind === 'blocked') return failed('git', 'pr-blocked', `${state.url} cannot be merged: ${merge.words}`);
	if (merge.kind === 'merged' || merge.kind === 'already') return merged(request, merge.commit, state.url);
	return wait(request, before, 'ready', merge.kind === 'queued' ? 'it is in the merge queue' : 'its head moved');
};

/** Where nobody checks the merge there, what was checked here must be what comes to be there. */
const takeInRemoteBase = async (request: Request): Promise<EffectOutcome | undefined> => {
	const {context, action, workspace} = request;
	const remote = await remoteFor(placeOf(request));
	const branch = workspace.baseBranch;
	if (remote === null || branch === null) return undefined;
	const fetched = await fetchBranch(placeOf(request), {remote, branch, timeoutMs: PUSH_MS});
	return fetched.ok ? takeInMovedBase(context, action, {branch, commit: fetched.value}) : undefined;
};

/** Failing checks, and reviews that the work was not sent back for yet: GitHub shows those until their authors look again. */
const declinedBy = ({action, tip}: Request, {url, verdict}: PullRequestState): EffectOutcome | undefined => {
	const answered = action.declined?.reviews ?? [];
	const fresh = verdict.requests.filter(({id}) => !answered.includes(id));
	const findings = [
		...verdict.checks.failing.map((check) => ({
			message: `The check "${check.name}" failed${check.url === null ? '' : `: ${check.url}`}.`,
		})),
		...fresh.map(({author, words}) => ({
			message: `${author ?? 'A reviewer'} wants changes (${url})${words === '' ? '.' : `: ${words}`}`,
		})),
	];
	if (findings.length === 0) return undefined;
	return {kind: 'declined', findings, head: tip, reviews: [...answered, ...fresh.map(({id}) => id)]};
};

const pendingNote = ({verdict: {checks, review, requests}, draft}: PullRequestState): string => {
	if (checks.pending.length > 0) return `waits for ${checks.pending.join(', ')}`;
	if (requests.length > 0) return `waits for ${authorsOf(requests)} to look at it again`;
	if (review === 'required') return 'waits for a review';
	return draft ? 'it is a draft' : 'waits for its checks to be known';
};

const authorsOf = (requests: PullRequestState['verdict']['requests']): string =>
	requests.map(({author}) => author ?? 'the reviewer').join(', ');

const wait = ({context}: Request, before: PullRequest, stage: PullRequest['stage'], note: string): EffectOutcome => {
	const looks = before.note === note ? (before.looks ?? 0) + 1 : 0;
	const seconds = POLL_S[Math.min(looks, POLL_S.length - 1)] ?? 0;
	const again = new Date(Date.parse(context.now()) + seconds * 1000).toISOString();
	return {kind: 'pull-request', request: {...before, stage, note, looks}, again};
};

/** The branch goes from the remote where it is at what was merged; that it cannot go stops nothing. */
const removeRemoteBranch = async (request: Request): Promise<void> => {
	const {branch, tip} = request;
	const remote = (await remoteFor(placeOf(request))) ?? 'origin';
	await deleteRemoteBranch(placeOf(request), {remote, branch, tip, timeoutMs: PUSH_MS});
};

const merged = async (request: Request, commit: string | null, url: string): Promise<EffectOutcome> => {
	const {context, action} = request;
	const {db, tasksFile, now, run} = context;
	const marking = {db, tasksFile, taskId: action.taskId, sessionId: null, runId: run.runId, by: 'mosaic', now} as const;
	setTaskStatus(marking, 'done');
	await removeRemoteBranch(request);
	return {kind: 'integrated', commit, url};
};
