// The start of a run: everything it decides by is fixed, with hashes that tell whether two runs had the same (SPEC RE-1).
import type {Refusal} from '../../domain/errors.ts';
import type {Event} from '../../domain/event.ts';
import {planProblems} from '../../domain/plan-workflow.ts';
import type {RoleBinding} from '../../domain/role.ts';
import {quoted} from '../../domain/text.ts';
import type {FrozenRun, RunInputs, WorkflowPlan} from '../../domain/workflow-plan.ts';
import {hashOf} from './hash.ts';

export type StartRequest = {
	readonly task: {readonly id: string; readonly title: string};
	readonly plan: WorkflowPlan;
	/** The version of mosaic that filled the plan in. */
	readonly version: string;
	readonly roles: Readonly<Record<string, RoleBinding>>;
	readonly inputs: RunInputs;
	/** Canonical path. */
	readonly repository: string;
	readonly baseBranch: string | null;
};

/** The first event of a run, or why its workflow cannot be started. Checks the workflow's shape once more (SPEC WF-1). */
export const startEvent = (request: StartRequest): Extract<Event, {type: 'run.started'}> | Refusal => {
	const {task, plan, inputs, repository} = request;
	const [problem] = planProblems(plan, Object.keys(request.roles));
	if (problem !== undefined)
		return {
			kind: 'invalid',
			code: 'invalid-workflow',
			message: `workflow ${quoted(plan.name)}: ${problem} \`mosaic workflow check\` shows all of it.`,
		};
	return {
		type: 'run.started',
		taskId: task.id,
		taskTitle: task.title,
		workflow: plan.name,
		milestone: inputs.milestone,
		checkout: repository,
		frozen: freeze(request),
	};
};

const freeze = ({plan, version, roles, inputs, repository, baseBranch}: StartRequest): FrozenRun => {
	const used = new Set(plan.steps.flatMap((step) => ('role' in step ? [step.role] : [])));
	// Which of them a plan will name is not known yet.
	const all = plan.steps.some((step) => step.kind === 'agent' && step.artifact?.addsSteps === true);
	const bound = Object.fromEntries(Object.entries(roles).filter(([name]) => all || used.has(name)));
	return {
		workflow: plan,
		workflowVersion: version,
		workflowHash: hashOf(plan),
		roles: bound,
		rolesHash: hashOf(bound),
		inputs,
		inputsHash: hashOf(inputs),
		repository,
		baseBranch,
	};
};
