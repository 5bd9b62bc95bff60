// `integrate`: the work goes to its base as one commit, with the task marked done in it (SPEC TL-6, TL-7). What is about to
// move is written down before it moves, so that a crash at any instant is followed by the same commit, once.
import {createHash} from 'node:crypto';
import path from 'node:path';
import * as z from 'zod/mini';
import type {Effect, EffectOutcome} from '../../domain/effect.ts';
import {Refused} from '../../domain/errors.ts';
import {removeFile} from '../../files/atomic-write.ts';
import {readJsonFile, writeJsonFile} from '../../files/json-file.ts';
import {readRegularFile} from '../../files/regular-file.ts';
import {commitOf} from '../../git/call.ts';
import {moveBranch} from '../../git/move-branch.ts';
import {prepareIntegration} from '../../git/prepare-integration.ts';
import {type Base, resolveBase} from '../../git/repository.ts';
import {rewrittenUnder} from '../../git/rewritten.ts';
import {runDirectory} from '../agents/run-files.ts';
import {workspaceOf} from './command-steps.ts';
import {committingIn} from './committing.ts';
import type {ActionOf, Performer, StepContext} from './context.ts';
import {failure, refusedOutcome} from './failures.ts';
import {markStatus} from './mark.ts';
import {advancePullRequest} from './pull-request.ts';
import {whySettingsChanged} from './settings-guard.ts';
import {finishTakeIn, takeInMovedBase} from './take-in.ts';
import {tasksFileIn} from './tasks-file.ts';
import {noticeRewording, whyWithdrawn} from './withdrawn.ts';
import {given, workOf} from './work.ts';

export const integrate: Performer<'integrate'> = async (context, effect, action) => {
	const withdrawn = whyWithdrawn(context);
	if (withdrawn) return withdrawn;
	const unsafe = await whySettingsChanged(context, workspaceOf(context));
	if (unsafe) return {kind: 'failed', failure: unsafe};
	noticeRewording(context);
	try {
		const rewritten = await whyRewritten(context, action);
		if (rewritten) return rewritten;
		const cutOff = await finishTakeIn(context, action);
		if (cutOff) return cutOff;
		const changed = await whatChanged(context, action);
		if (changed) return changed;
		if (action.mode === 'pull-request') return await byPullRequest(context, action);
		return await integrateDirectly(context, effect, action);
	} catch (error) {
		if (error instanceof Refused) return refusedOutcome('git', error.refusal);
		throw error;
	}
};

const byPullRequest = (context: StepContext, action: ActionOf<'integrate'>): Promise<EffectOutcome> => {
	const workspace = workspaceOf(context);
	const {commit} = action.expected;
	if (workspace.branch !== null && workspace.branch !== workspace.baseBranch && commit !== null)
		return advancePullRequest({context, action, workspace, branch: workspace.branch, tip: commit});
	const message = 'a pull request needs a branch of its own: use a workflow with a worktree.';
	return Promise.resolve({kind: 'failed', failure: failure('configuration', 'fatal', 'no-branch', message)});
};

/** What stops the work from going to a base that a person rewrote meanwhile: it would bring back what they took out. */
const whyRewritten = async (
	{run, paths}: StepContext,
	{mode}: ActionOf<'integrate'>,
): Promise<EffectOutcome | undefined> => {
	const {workspace} = run;
	if (mode !== 'direct' || !workspace?.baseBranch || workspace.branch === workspace.baseBranch) return undefined;
	const place = {directory: paths.root};
	const head = await commitOf(place, `refs/heads/${workspace.branch}`);
	if (head === null) return undefined;
	const base = given(await resolveBase(place, workspace.baseBranch));
	const stoodOn = [run.baseCommit, workspace.baseCommit];
	const lost = (await rewrittenUnder(place, {stoodOn, base: base.commit, head}))?.slice(0, 10);
	if (lost === undefined) return undefined;
	const message = `${base.branch} was rewritten while ${run.runId} worked: ${lost}, which the work stands on, is no longer in it. Put the work on it (\`git rebase --onto ${base.branch} ${lost} ${workspace.branch}\`), then \`mosaic retry ${run.runId}\`.`;
	return {kind: 'failed', failure: failure('git', 'human-required', 'base-rewritten', message)};
};

/** The work, or a file that a step owed, where it is not what was validated (SPEC RE-5). */
const whatChanged = async (
	context: StepContext,
	{expected, artifacts}: ActionOf<'integrate'>,
): Promise<EffectOutcome | undefined> => {
	const workspace = workspaceOf(context);
	const work = await workOf(workspace, context.run);
	if (work === null) return undefined;
	const now = artifacts.map(({id, path: name}) => ({id, hash: hashOf(path.join(workspace.path, name))}));
	const others = now.filter(({hash}, index) => hash !== artifacts[index]?.hash);
	const same = work.commit === expected.commit && work.diffHash === expected.diffHash && others.length === 0;
	return same ? undefined : {kind: 'changed', work, artifacts: others};
};

const hashOf = (file: string): string =>
	createHash('sha256')
		.update(readRegularFile(file) ?? '')
		.digest('hex');

/** What is about to move; the file stands from before the first attempt until the outcome is in the journal. */
const Intent = z.object({
	head: z.string(),
	branch: z.string(),
	from: z.string(),
	to: z.string(),
	keep: z.array(z.string()),
});

/** So often somebody else may move the base between our looking and our moving. */
const ATTEMPTS = 5;

const integrateDirectly = async (
	context: StepContext,
	effect: Effect,
	action: ActionOf<'integrate'>,
): Promise<EffectOutcome> => {
	const place = {directory: context.paths.root};
	const file = path.join(runDirectory(context.paths, context.run.runId), 'integration.json');
	for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
		const before = readJsonFile(file, Intent);
		// One that was made of other work is from before the run was sent back.
		const intent = before?.head === action.expected.commit ? before : await prepareOrTakeIn(context, action);
		if ('kind' in intent) return intent;
		writeJsonFile(file, intent);
		const {branch, from, to, keep} = intent;
		const move = given(await moveBranch(place, {branch, from, to, keep, why: `mosaic: ${context.run.runId}`}));
		if (move.kind !== 'base-moved') {
			await markStatus(context, effect, {kind: 'task.mark', taskId: action.taskId, to: 'done', why: 'integrated'});
			return {kind: 'integrated', commit: intent.to, url: null};
		}
		removeFile(file);
	}
	const message = 'the base branch keeps moving. Retry when it is at rest.';
	return {kind: 'failed', failure: failure('git', 'retryable', 'base-moves', message)};
};

/** What is to move; the base as it is now counts for both questions. */
const prepareOrTakeIn = async (context: StepContext, action: ActionOf<'integrate'>) => {
	const {baseBranch} = workspaceOf(context);
	const base = given(await resolveBase({directory: context.paths.root}, baseBranch ?? undefined));
	return (await takeInMovedBase(context, action, base)) ?? (await prepare(context, action, base));
};

const prepare = async (
	context: StepContext,
	{strategy, taskId, title, message, expected}: ActionOf<'integrate'>,
	base: Base,
): Promise<z.infer<typeof Intent> | EffectOutcome> => {
	const {run, now, paths} = context;
	const place = committingIn(context, paths.root);
	const head = expected.commit ?? base.commit;
	const files = await tasksFileIn(place, base.commit, context.tasksFile, taskId);
	const prepared = given(
		await prepareIntegration(place, {
			base,
			head,
			method: strategy === 'ff' ? 'fast-forward' : strategy,
			message: message.trim() === '' || message.trim() === title ? title : `${title}\n\n${message}`,
			at: new Date(now()),
			files,
		}),
	);
	if (prepared.kind === 'conflicts')
		return {kind: 'conflict', files: prepared.files, message: `${run.runId} and ${base.branch} changed the same lines`};
	const keep = files.map((file) => file.path);
	// Nothing to add: the base has all of it already, and the commit it is at stands for it.
	const to = prepared.kind === 'ready' ? prepared.commit : base.commit;
	return {head, branch: base.branch, from: base.commit, to, keep};
};
