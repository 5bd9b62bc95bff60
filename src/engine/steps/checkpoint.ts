// `checkpoint.push`: what is committed on the run's branch by now goes to its remote (SPEC AH-3). It never fails the run:
// failures are counted and shown, and the push that decides comes at the end.
import {commitOf} from '../../git/call.ts';
import {pushBranch, remoteFor, whyNotCheckpoint} from '../../git/push.ts';
import {workspaceOf} from './command-steps.ts';
import type {Performer} from './context.ts';
import {whySettingsChanged} from './settings-guard.ts';

const PUSH_MS = 120_000;

export const pushCheckpoint: Performer<'checkpoint.push'> = async (context, _effect, {pushed}) => {
	const workspace = workspaceOf(context);
	const {branch, baseCommit} = workspace;
	if (branch === null || baseCommit === null) return NOTHING;
	const place = {directory: workspace.path, env: context.env};
	const tip = await commitOf(place, `refs/heads/${branch}`);
	if (tip === null) return NOTHING;
	if (whyNotCheckpoint({firstTip: baseCommit, tip, pushedTip: pushed, inFlight: false}) !== undefined) return NOTHING;
	const unsafe = await whySettingsChanged(context, workspace);
	if (unsafe) return {kind: 'checkpoint', tip: null, problem: unsafe.message};
	const remote = await remoteFor(place);
	if (remote === null) return {kind: 'checkpoint', tip: null, problem: 'there is no remote to push to'};
	const {stop: signal} = context;
	const answer = await pushBranch(place, {remote, branch, tip, pushedTip: pushed, timeoutMs: PUSH_MS, signal});
	if (signal.aborted) return NOTHING;
	if (!answer.ok) return {kind: 'checkpoint', tip: null, problem: answer.refusal.message};
	const {value} = answer;
	if (value.kind === 'failed') return {kind: 'checkpoint', tip: null, problem: `${remote}: ${value.words}`};
	return {kind: 'checkpoint', tip: value.tip, problem: null};
};

const NOTHING = {kind: 'checkpoint', tip: null, problem: null} as const;
