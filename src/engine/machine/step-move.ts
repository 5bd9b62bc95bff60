// What is next in the step whose turn it is.
import type {Failure, FailureCause} from '../../domain/failure.ts';
import {unreachable} from '../../domain/unreachable.ts';
import {holds, type Signals} from '../../domain/when.ts';
import {agentMove} from './agent-move.ts';
import {isPushing} from './checkpoint.ts';
import {conclude} from './conclude.ts';
import {dueForStep} from './due.ts';
import {integrateAction} from './integrate-action.ts';
import type {Move} from './move.ts';
import {openApproval} from './open-approval.ts';
import {approvalOf, checksOf, type RunMachine, type StepRecord, stepOf} from './state.ts';

/** The next move of a step that is neither over nor failed. */
export const stepMove = (run: RunMachine, step: StepRecord): Move => {
	switch (step.state) {
		case 'pending':
			return begin(run, step);
		case 'running':
		case 'awaiting-artifact':
			return work(run, step);
		case 'validating':
			return conclude(run, step);
		case 'awaiting-approval':
			return approvalOf(run, step)?.state === 'open' ? {} : conclude(run, step);
		case 'completed':
		case 'failed':
		case 'skipped':
			return {};
		default:
			return unreachable(step.state);
	}
};

const begin = (run: RunMachine, step: StepRecord): Move => {
	const {plan, attempt, extra} = step;
	if (!plan.enabled) return skipping(step, 'switched off in the workflow');
	if (plan.when && holds(plan.when, signalsOf(run)) === false)
		return skipping(step, `its condition does not hold: ${JSON.stringify(plan.when)}`);
	if (plan.kind === 'agent' && attempt >= plan.attempts + extra)
		return failing(step, 'agent', 'attempts-used-up', `${plan.key}: all ${attempt} attempts are used up.`);
	const sentBack = attempt > 0;
	return {events: [{type: 'step.started', step: plan.key, turn: run.turn + 1, attempt: attempt + 1, sentBack}]};
};

const skipping = (step: StepRecord, reason: string): Move => ({
	events: [{type: 'step.skipped', step: step.plan.key, reason}],
});

/** What conditions of steps can ask about. */
const signalsOf = (run: RunMachine): Signals => ({
	changed: run.work?.changed,
	estimate: run.estimate,
	passed: (key) => {
		const step = stepOf(run, key);
		return step?.state === 'completed' ? step.verdict === 'pass' : undefined;
	},
});

const work = (run: RunMachine, step: StepRecord): Move => {
	const {plan} = step;
	switch (plan.kind) {
		case 'agent':
		case 'review':
			return agentMove(run, step, plan);
		case 'check': {
			const commands = checksOf(run, plan);
			return due(run, step, {kind: 'checks.run', commands, timeoutSeconds: plan.timeoutSeconds});
		}
		case 'command':
			return due(run, step, {kind: 'command.run', argv: plan.argv, timeoutSeconds: plan.timeoutSeconds});
		case 'approval':
			return openApproval(run, step, 'approval-step');
		case 'integrate': {
			if (isPushing(run)) return {};
			const effect = dueForStep(run, step, integrateAction(run, plan), run.again);
			return effect ? {effect} : {};
		}
		default:
			return unreachable(plan);
	}
};

const due = (run: RunMachine, step: StepRecord, action: Parameters<typeof dueForStep>[2]): Move => {
	const effect = dueForStep(run, step, action);
	return effect ? {effect} : {};
};

const failing = ({plan, turn}: StepRecord, cause: FailureCause, code: string, message: string): Move => {
	const failure: Failure = {cause, class: 'human-required', code, message};
	return {events: [{type: 'step.failed', step: plan.key, turn, failure}]};
};
