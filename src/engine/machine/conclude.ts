// What follows from what a step said: it is done, a person is asked, the work goes back, or the run fails.

import type {Approval} from '../../domain/approval.ts';
import type {FailureCause} from '../../domain/failure.ts';
import {atLeast} from '../../domain/finding.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import type {AgentPlan, StepPlan} from '../../domain/workflow-plan.ts';
import {dueForStep} from './due.ts';
import type {Move} from './move.ts';
import {openApproval} from './open-approval.ts';
import {approvalOf, type RunMachine, type StepAnswer, type StepRecord, stepOf} from './state.ts';

/** Decides about a step that has answered, and whose approval (if it needs one) was decided. */
export const conclude = (run: RunMachine, step: StepRecord): Move => {
	const {plan, answer} = step;
	const decision = approvalOf(run, step);
	if (decision?.state === 'rejected') return failed(step, 'rejected', whyRejected(decision));
	if (decision?.state === 'changes-requested') return changesRequested(run, step);
	if (plan.kind === 'approval')
		return completed(step, {
			verdict: 'pass',
			summary: 'approved',
			output: decision?.decision?.text ?? decision?.proposal ?? null,
		});
	if (!answer) return {};
	if (plan.kind === 'agent' && plan.artifact && !step.artifact) return takeArtifact(run, step, plan.artifact);
	if (decision?.state !== 'approved') {
		if (answer.asks) return openApproval(run, step, answer.asks);
		if (answer.verdict === 'changes' && !isTolerable(run, step)) return sendBack(run, step, answer);
		if (plan.approval) return openApproval(run, step, 'after-step');
	}
	if (plan.kind === 'agent' && plan.mustChange && run.work?.changed !== true)
		return failed(step, 'no-changes', `${whyNothing(run)} and says: ${answer.summary}`);
	return completed(step, {...answer, output: decision?.decision?.text ?? answer.output});
};

const whyRejected = ({decision}: Approval): string => {
	const words = decision?.comments.map(({text}) => text).join(' ') ?? '';
	return `rejected by ${decision?.by ?? 'a person'}${words === '' ? '' : `: ${shorten(plainLine(words), 300)}`}`;
};

const whyNothing = ({work}: RunMachine): string =>
	`the agent changed nothing${work?.reason === undefined ? '' : ` (${work.reason})`}`;

const takeArtifact = (
	run: RunMachine,
	step: StepRecord,
	{path, schema}: {path: string; schema: string | null},
): Move => {
	const effect = dueForStep(run, step, {kind: 'artifact.take', path, schema});
	return effect ? {effect} : {};
};

const completed = (step: StepRecord, answer: Pick<StepAnswer, 'verdict' | 'summary' | 'output'>): Move => {
	const {verdict, summary, output} = answer;
	return {events: [{type: 'step.completed', step: step.plan.key, turn: step.turn, verdict, summary, output}]};
};

/** Whether what was found may stay: the step does not hold the run up, or nothing is as bad as its threshold. */
const isTolerable = (run: RunMachine, {plan, turn}: StepRecord): boolean => {
	if ('gating' in plan && !plan.gating) return true;
	if (plan.kind !== 'review') return false;
	return !run.findings.some((finding) => finding.turn === turn && atLeast(finding.severity, plan.threshold));
};

const changesRequested = (run: RunMachine, step: StepRecord): Move => {
	const to = step.plan.kind === 'agent' ? step.plan.key : backOf(step.plan);
	if (to === null || !stepOf(run, to))
		return failed(step, 'rejected', 'changes were requested, and no step before it can make them');
	return sentBack(step, to, 'a person asked for changes', true);
};

const sendBack = (run: RunMachine, step: StepRecord, answer: StepAnswer): Move => {
	const to = backOf(step.plan);
	const target = to === null ? undefined : stepOf(run, to);
	if (target?.plan.kind !== 'agent') return failed(step, CAUSES[step.plan.kind], answer.summary);
	const {attempt, extra, plan} = target as StepRecord & {plan: AgentPlan};
	if (attempt >= plan.attempts + extra)
		return failed(step, CAUSES[step.plan.kind], `${answer.summary} (${plan.key} has used up its ${attempt} attempts)`);
	return sentBack(step, plan.key, answer.summary, false);
};

const backOf = (plan: StepPlan): string | null => ('back' in plan ? plan.back : null);

const sentBack = ({plan, turn}: StepRecord, to: string, reason: string, extraAttempt: boolean): Move => ({
	events: [{type: 'step.sent-back', step: plan.key, turn, to, reason, extraAttempt}],
});

const CAUSES: Readonly<Record<StepPlan['kind'], FailureCause>> = {
	agent: 'agent',
	check: 'checks',
	review: 'rejected',
	approval: 'rejected',
	command: 'command',
	integrate: 'git',
};

const failed = ({plan, turn}: StepRecord, cause: FailureCause, why: string): Move => ({
	events: [
		{
			type: 'step.failed',
			step: plan.key,
			turn,
			failure: {cause, class: 'human-required', code: cause, message: `${plan.key}: ${why}`},
		},
	],
});
