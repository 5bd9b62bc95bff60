// `agent.run`: the session, then what it left in the workspace: its forgotten edits are committed (SPEC AH-4).
import type {Work} from '../../domain/artifact.ts';
import type {EffectOutcome, Workspace} from '../../domain/effect.ts';
import type {Failure} from '../../domain/failure.ts';
import {commitForgotten} from '../../git/forgotten.ts';
import {runAgent} from '../agents/run-agent.ts';
import {workspaceOf} from './command-steps.ts';
import {committingIn} from './committing.ts';
import type {Performer, StepContext} from './context.ts';
import {failure} from './failures.ts';
import {whySettingsChanged} from './settings-guard.ts';
import {workOf} from './work.ts';

export const runAgentStep: Performer<'agent.run'> = async (context, effect, {task}) => {
	const workspace = workspaceOf(context);
	const outcome = await runAgent(context, effect, task, workspace);
	if (!('sessionId' in outcome)) return outcome;
	const changed = await whySettingsChanged(context, workspace);
	if (changed) return withFailure(outcome, {...changed, message: `${effect.step}: ${changed.message}`}, null);
	// A reviewer looks; what it changed all the same is not part of the work.
	const left = task.expects === 'implement' ? await takeForgotten(context, workspace) : undefined;
	const work = await workOf(workspace, context.run);
	if (left === undefined || outcome.kind !== 'agent-ended') return {...outcome, work};
	return withFailure(outcome, failure('agent', 'human-required', left.code, `${effect.step}: ${left.message}`), work);
};

const withFailure = (
	outcome: Extract<EffectOutcome, {sessionId: string | null}>,
	why: Failure,
	work: Work | null,
): EffectOutcome => {
	const {sessionId} = outcome;
	if (outcome.kind === 'stopped') return {...outcome, work};
	return {kind: 'agent-failed', failure: why, sessionId, usage: outcome.usage, work};
};

/** Commits them, or gives the reason why the checkout is in no state for it. In the project itself, edits are a person's. */
const takeForgotten = async (context: StepContext, {path, branch, baseCommit}: Workspace) => {
	const {run, paths, now} = context;
	if (baseCommit === null || branch === null || path === paths.root) return undefined;
	const message = `Edits that ${run.runId} did not commit`;
	const forgotten = await commitForgotten(committingIn(context, path), {branch, message, at: new Date(now())});
	return forgotten.ok ? undefined : forgotten.refusal;
};
