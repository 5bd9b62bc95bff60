// A base that moved while a run worked: what was verified is not what would come to be there. The run's branch takes the base
// in first, and whatever looked at the work looks at both together; only that is integrated.
import path from 'node:path';
import * as z from 'zod/mini';
import type {EffectOutcome, Workspace} from '../../domain/effect.ts';
import {readJsonFile, writeJsonFile} from '../../files/json-file.ts';
import {commitOf} from '../../git/call.ts';
import {prepareIntegration} from '../../git/prepare-integration.ts';
import type {Base} from '../../git/repository.ts';
import {changedOnBoth, takeIn} from '../../git/take-in.ts';
import {runDirectory} from '../agents/run-files.ts';
import {workspaceOf} from './command-steps.ts';
import {committingIn} from './committing.ts';
import type {ActionOf, StepContext} from './context.ts';
import {refusedOutcome} from './failures.ts';
import {tasksFileAt} from './tasks-file.ts';
import {given, workOf} from './work.ts';

/** What is about to be taken in; stands from before the branch moves. */
const Intent = z.object({
	head: z.string(),
	to: z.string(),
	base: z.object({branch: z.string(), commit: z.string()}),
	files: z.array(z.string()),
});
type Intent = z.infer<typeof Intent>;

/** Finishes what a crash cut off after the run's branch had moved; undefined where there is nothing of that kind. */
export const finishTakeIn = async (
	context: StepContext,
	{expected}: ActionOf<'integrate'>,
): Promise<EffectOutcome | undefined> => {
	const intent = readJsonFile(intentFile(context), Intent);
	const workspace = workspaceOf(context);
	if (intent === undefined || intent.head !== expected.commit || workspace.branch === null) return undefined;
	const at = await commitOf({directory: context.paths.root}, `refs/heads/${workspace.branch}`);
	return at === intent.to ? move(context, workspace, intent) : undefined;
};

/** Takes in a base that moved, where somebody looked at the work without it; undefined where it can be integrated as it is. */
export const takeInMovedBase = async (
	context: StepContext,
	{expected, strategy, verified}: ActionOf<'integrate'>,
	base: Base,
): Promise<EffectOutcome | undefined> => {
	const workspace = workspaceOf(context);
	const {branch} = workspace;
	const {commit: head} = expected;
	if (!verified || head === null || branch === null || branch === workspace.baseBranch || strategy === 'ff')
		return undefined;
	const place = committingIn(context, context.paths.root);
	const files = await tasksFileAt(place, base.commit, context.tasksFile);
	const both = given(await changedOnBoth(place, {base: base.commit, head, own: files.map((file) => file.path)}));
	if (both === null || !(verified.checks || (verified.looks && both.length > 0))) return undefined;
	const message = `Merge branch '${base.branch}' into ${branch}`;
	const request = {base, head, method: 'merge', message, at: new Date(context.now()), files} as const;
	const prepared = given(await prepareIntegration(place, request));
	// A conflict goes back to the one who can solve it, as it would without this.
	if (prepared.kind !== 'ready') return undefined;
	const intent = {head, to: prepared.commit, base: {branch: base.branch, commit: base.commit}, files: [...both]};
	writeJsonFile(intentFile(context), intent);
	return move(context, workspace, intent);
};

const move = async (context: StepContext, workspace: Workspace, intent: Intent): Promise<EffectOutcome> => {
	const {head: from, to, base, files} = intent;
	const branch = workspace.branch ?? '';
	const moved = given(await takeIn({directory: workspace.path}, {branch, from, to, why: `take in ${base.branch}`}));
	if (moved.kind === 'base-moved')
		return refusedOutcome('git', {
			kind: 'refused',
			code: 'changing',
			message: `${branch} moved while ${base.branch} was taken in.`,
		});
	const work = await workOf(workspace, context.run);
	if (work === null) throw new Error(`${workspace.path} is no git checkout any more`);
	return {kind: 'base-taken', base, files, work};
};

const intentFile = ({paths, run}: StepContext): string => path.join(runDirectory(paths, run.runId), 'take-in.json');
