// The workflows that there are: those that come with mosaic, those of the settings, and who plays their roles.
import {type Refusal, refuse} from '../domain/errors.ts';
import {nearest} from '../domain/nearest.ts';
import {type PlannedWorkflow, planWorkflow} from '../domain/plan-workflow.ts';
import type {RoleBinding, RoleConfig} from '../domain/role.ts';
import {quoted} from '../domain/text.ts';
import type {Workflow} from '../domain/workflow.ts';
import type {WorkflowPlan} from '../domain/workflow-plan.ts';
import {pathText} from './explain-issue.ts';
import {DEFAULT_WORKFLOW, PRESETS} from './presets.ts';

/** What the settings say about workflows. */
export type WorkflowSettings = {
	readonly runtime: string;
	/** Null: nothing was chosen. */
	readonly workflow: string | null;
	readonly workflows: Readonly<Record<string, Workflow>>;
	readonly roles: Readonly<Record<string, RoleConfig>>;
};

export type KnownWorkflow = {
	readonly name: string;
	readonly origin: 'preset' | 'settings';
	readonly workflow: Workflow;
};

/** All workflows, those of the settings last; one of the settings takes the place of a preset of its name. */
export const knownWorkflows = ({workflows}: Pick<WorkflowSettings, 'workflows'>): KnownWorkflow[] => [
	...Object.entries(PRESETS)
		.filter(([name]) => !Object.hasOwn(workflows, name))
		.map(([name, workflow]) => ({name, origin: 'preset' as const, workflow})),
	...Object.entries(workflows).map(([name, workflow]) => ({name, origin: 'settings' as const, workflow})),
];

/** The name that is meant where nobody names one. */
export const defaultWorkflow = (settings: Pick<WorkflowSettings, 'workflow'>): string =>
	settings.workflow ?? DEFAULT_WORKFLOW;

/** Who plays each role (SPEC WF-18): the settings' role, else the default runtime. Implementer and reviewer always exist. */
export const roleBindings = ({
	runtime,
	roles,
}: Pick<WorkflowSettings, 'runtime' | 'roles'>): Record<string, RoleBinding> => {
	const names = [...new Set(['implementer', 'reviewer', ...Object.keys(roles)])];
	const bind = (role: RoleConfig): RoleBinding => ({
		runtime: role.runtime ?? runtime,
		model: role.model ?? null,
		effort: role.effort ?? null,
		argv: role.argv ?? [],
		...(role.mode === undefined ? {} : {mode: role.mode}),
		...(role.conversation === undefined ? {} : {conversation: role.conversation}),
	});
	return Object.fromEntries(names.map((name) => [name, bind(roles[name] ?? {})]));
};

/** A workflow with its defaults filled in, or why there is none (exit 2 for an unknown name, 5 for an invalid one). */
export const resolveWorkflow = (settings: WorkflowSettings, asked?: string): WorkflowPlan | Refusal => {
	const name = asked ?? defaultWorkflow(settings);
	const known = knownWorkflows(settings);
	const found = known.find((candidate) => candidate.name === name);
	if (!found)
		return unknownWorkflow(
			name,
			known.map((candidate) => candidate.name),
		);
	const planned = planKnown(settings, found);
	if (planned.ok) return planned.plan;
	const [problem] = planned.problems;
	return {
		kind: 'invalid',
		code: 'invalid-workflow',
		message: `workflows.${name}.${pathText(problem?.path ?? [])}: ${problem?.message} \`mosaic workflow check\` shows all of it.`,
	};
};

/** The plan of one workflow, or everything that is wrong with it. */
export const planKnown = (
	settings: WorkflowSettings,
	{name, workflow}: Pick<KnownWorkflow, 'name' | 'workflow'>,
): PlannedWorkflow => planWorkflow(name, workflow, Object.keys(roleBindings(settings)));

const unknownWorkflow = (name: string, names: readonly string[]): Refusal => {
	const meant = nearest(name, names);
	const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
	return {
		kind: 'usage',
		code: 'unknown-workflow',
		message: `unknown workflow ${quoted(name)}. Known: ${names.join(', ')}.${hint}`,
	};
};

/** Refuses settings whose workflows do not hold together; `file` is named as the place to mend. */
export const checkWorkflows = (
	file: string,
	own: Readonly<Record<string, Workflow>>,
	settings: WorkflowSettings,
): void => {
	for (const [name, workflow] of Object.entries(own)) {
		const planned = planKnown(settings, {name, workflow});
		const [problem] = planned.ok ? [] : planned.problems;
		if (problem)
			refuse('invalid', 'invalid-workflow', `${file}: workflows.${name}.${pathText(problem.path)}: ${problem.message}`);
	}
};
