// Steps that a plan adds to a run: read from what an agent handed in, and put among the others.
import type {StepPlan} from '../../domain/workflow-plan.ts';
import {type AddedSteps, addedSteps} from './added-steps.ts';
import {untouched} from './first-state.ts';
import type {RunMachine, StepRecord} from './state.ts';

/** The steps that a payload adds after a step of the run, or what is wrong with it. */
export const readAdded = (run: RunMachine, planner: string, payload: unknown): AddedSteps => {
	const plans = withoutAdded(run.steps, planner).map(({plan}) => plan);
	const at = plans.findIndex(({key}) => key === planner) + 1;
	return addedSteps(payload, {
		before: plans.slice(0, at),
		after: plans.slice(at),
		roles: Object.keys(run.frozen.roles),
	});
};

/**
 * The steps with those of a plan right after the one that planned. Whatever later step sent work back to the planner sends
 * it to the last agent of the plan: the plan is made, its work is what has to be mended.
 */
export const withAdded = (
	steps: readonly StepRecord[],
	planner: string,
	added: readonly StepPlan[],
): readonly StepRecord[] => {
	const kept = withoutAdded(steps, planner);
	const at = kept.findIndex(({plan}) => plan.key === planner) + 1;
	const worker = added.findLast(({kind}) => kind === 'agent')?.key ?? planner;
	return [
		...kept.slice(0, at),
		...added.map((plan) => untouched(plan, planner)),
		...kept.slice(at).map((step) => backTo(step, new Set([planner]), worker)),
	];
};

/** The steps without those of an earlier plan; what was sent back to one of these goes back to the planner. */
const withoutAdded = (steps: readonly StepRecord[], planner: string): readonly StepRecord[] => {
	const gone = new Set(steps.filter(({addedBy}) => addedBy === planner).map(({plan}) => plan.key));
	return steps.filter(({addedBy}) => addedBy !== planner).map((step) => backTo(step, gone, planner));
};

const backTo = (step: StepRecord, from: ReadonlySet<string>, to: string): StepRecord => {
	const {plan} = step;
	return 'back' in plan && plan.back !== null && from.has(plan.back) ? {...step, plan: {...plan, back: to}} : step;
};
