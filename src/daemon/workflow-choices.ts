// The workflows that a person can choose from in a project, with who would do their steps.
import {loadConfig} from '../config/load.ts';
import type {ProjectPaths} from '../config/paths.ts';
import {defaultWorkflow, knownWorkflows, planKnown, roleBindings} from '../config/workflows.ts';
import type {RoleBinding} from '../domain/role.ts';
import type {WorkflowChoice} from '../domain/workflow-choice.ts';
import type {StepPlan} from '../domain/workflow-plan.ts';

/** The default one first; those that start an agent in place are the plain runner's. Unreadable settings give none. */
export const workflowChoices = (paths: ProjectPaths, env: NodeJS.ProcessEnv): readonly WorkflowChoice[] => {
	try {
		const config = loadConfig(paths.configFile, env);
		const roles = roleBindings(config);
		const usual = defaultWorkflow(config);
		const choices = knownWorkflows(config).map(({name, workflow}): WorkflowChoice => {
			const planned = planKnown(config, {name, workflow});
			const own = {name, isDefault: name === usual, description: workflow.description ?? null};
			if (!planned.ok)
				return {...own, workspace: 'worktree', steps: [], whyNot: planned.problems[0]?.message ?? 'It is not valid.'};
			const {workspace, steps} = planned.plan;
			return {
				...own,
				workspace,
				steps: steps.filter(({enabled}) => enabled).map((step) => stepChoice(step, roles)),
				whyNot: null,
			};
		});
		return choices.toSorted((one, other) => Number(other.isDefault) - Number(one.isDefault));
	} catch {
		return [];
	}
};

const stepChoice = (step: StepPlan, roles: Readonly<Record<string, RoleBinding>>) => ({
	key: step.key,
	title: step.title,
	kind: step.kind,
	by: who(step, roles),
	approval: step.approval,
});

const who = (step: StepPlan, roles: Readonly<Record<string, RoleBinding>>): string => {
	if (step.kind === 'approval') return 'a person';
	if (!('role' in step)) return 'mosaic';
	const bound = roles[step.role];
	const model = [bound?.model, bound?.effort].filter((part) => part !== null && part !== undefined);
	return `${step.role}: ${[bound?.runtime ?? '?', ...model].join(' ')}`;
};
