// Steps that an agent's plan adds to the run while it goes on (SPEC RE-6). A plan names who works and who looks, by the roles
// of the run; it never names a command, and never integrates: what runs on this machine is the workflow's to say.
import * as z from 'zod/mini';
import {planBetween} from '../../domain/plan-workflow.ts';
import {AgentStep, ApprovalStep, CheckStep, ReviewStep} from '../../domain/workflow.ts';
import type {StepPlan} from '../../domain/workflow-plan.ts';
import {misfit} from './misfit.ts';

/** More than these is no plan for one task. */
const MOST = 20;

const AddedStep = z.discriminatedUnion('kind', [
	z.omit(AgentStep, {artifact: true}),
	z.omit(CheckStep, {commands: true}),
	ReviewStep,
	ApprovalStep,
]);

const Added = z.object({steps: z.array(AddedStep).check(z.maxLength(MOST))});

export type AddedSteps =
	| {readonly ok: true; readonly steps: readonly StepPlan[]}
	| {readonly ok: false; readonly problem: string};

/** The steps that a plan adds between those of a run, with every default filled in; or what is wrong with it, for its author. */
export const addedSteps = (
	payload: unknown,
	{
		before,
		after,
		roles,
	}: {
		/** The run's steps up to the one that plans, and those after it; steps of an earlier plan are not among them. */
		readonly before: readonly StepPlan[];
		readonly after: readonly StepPlan[];
		readonly roles: readonly string[];
	},
): AddedSteps => {
	const read = Added.safeParse(payload);
	if (!read.success) return {ok: false, problem: misfit(Added, payload, read.error.issues)};
	const planned = planBetween(before, read.data.steps, after, roles);
	if (planned.ok) return planned;
	const [first] = planned.problems;
	return {ok: false, problem: `${first?.path.join('.') ?? 'steps'}: ${first?.message ?? 'do not hold together.'}`};
};
