// From a workflow as it was written to one with every default filled in, or to what is wrong with it.

import type {CheckCommand} from './check.ts';
import {splitCommands} from './command-line.ts';
import {stepsNamedIn} from './when.ts';
import type {CheckCommands, Step, Workflow} from './workflow.ts';
import type {StepPlan, WorkflowPlan} from './workflow-plan.ts';

/** Something wrong in a workflow; `path` leads to it within the workflow. */
export type WorkflowProblem = {readonly path: readonly (string | number)[]; readonly message: string};

export type PlannedWorkflow =
	| {readonly ok: true; readonly plan: WorkflowPlan}
	| {readonly ok: false; readonly problems: readonly WorkflowProblem[]};

/** Fills in a workflow that fits its schema. `roles` are the roles that are bound; others are problems. */
export const planWorkflow = (name: string, workflow: Workflow, roles: readonly string[]): PlannedWorkflow => {
	const problems: WorkflowProblem[] = [];
	const steps = workflow.steps.map((step, index) =>
		planStep(step, workflow.steps.slice(0, index), workflow.steps, (field, message) =>
			problems.push({path: ['steps', index, ...field], message}),
		),
	);
	problems.push(...problemsAmong(workflow.steps, roles));
	if (problems.length > 0) return {ok: false, problems};
	const {description = null, workspace = 'worktree'} = workflow;
	return {ok: true, plan: {name, description, workspace, steps}};
};

type Report = (field: (string | number)[], message: string) => void;

const planStep = (step: Step, before: readonly Step[], all: readonly Step[], report: Report): StepPlan => {
	const common = {
		key: step.key,
		title: step.title ?? titleOf(step.key),
		enabled: step.enabled ?? true,
		when: step.when ?? null,
		approval: ('approval' in step ? step.approval : undefined) ?? false,
		timeoutSeconds: secondsOf(('timeout' in step ? step.timeout : undefined) ?? TIMEOUTS[step.kind]),
	};
	const back = 'back' in step || step.kind !== 'agent' ? backOf(step, before) : null;
	switch (step.kind) {
		case 'agent':
			return {...common, kind: 'agent', ...agentFields(step, all)};
		case 'check':
			return {...common, kind: 'check', ...checkFields(step, report), back};
		case 'review': {
			const {role = 'reviewer', prompt = null, inactivity = '20m', threshold = 'minor', gating = true} = step;
			return {
				...common,
				kind: 'review',
				role,
				prompt,
				inactivitySeconds: secondsOf(inactivity),
				threshold,
				gating,
				back,
			};
		}
		case 'approval':
			return {...common, kind: 'approval', question: step.question ?? null, back};
		case 'command':
			return {...common, kind: 'command', argv: planRun(step.run, report, ['run']), gating: step.gating ?? true};
		case 'integrate':
			return {...common, kind: 'integrate', mode: step.mode ?? 'direct', strategy: step.strategy ?? 'squash', back};
	}
};

type Kind<K extends Step['kind']> = Extract<Step, {kind: K}>;

const agentFields = (step: Kind<'agent'>, all: readonly Step[]) => ({
	role: step.role ?? 'implementer',
	prompt: step.prompt ?? null,
	attempts: step.attempts ?? 3,
	inactivitySeconds: secondsOf(step.inactivity ?? '20m'),
	mustChange: step.mustChange ?? isLastBeforeIntegration(step, all),
	artifact: step.artifact ? {path: step.artifact.path, schema: step.artifact.schema ?? null} : null,
});

const checkFields = ({commands, baseline = true, gating = true}: Kind<'check'>, report: Report) => ({
	commands: commands ? commands.flatMap((command, index) => planCommand(command, index, report)) : null,
	baseline,
	gating,
});

const TIMEOUTS: Readonly<Record<Step['kind'], string>> = {
	agent: '2h',
	check: '1h',
	review: '1h',
	approval: '1h',
	command: '10m',
	integrate: '10m',
};

const titleOf = (key: string): string => `${key.slice(0, 1).toUpperCase()}${key.slice(1).replaceAll('-', ' ')}`;

const UNITS: Readonly<Record<string, number>> = {s: 1, m: 60, h: 3600};

/** Seconds of `90s`, `30m`, `2h`. */
export const secondsOf = (span: string): number => Number(span.slice(0, -1)) * (UNITS[span.slice(-1)] ?? Number.NaN);

const backOf = (step: Step, before: readonly Step[]): string | null =>
	('back' in step ? step.back : undefined) ?? before.findLast((other) => other.kind === 'agent')?.key ?? null;

// Planning before the work need not change the tree; the last agent before the integration has to.
const isLastBeforeIntegration = (step: Step, all: readonly Step[]): boolean => {
	const after = all.slice(all.indexOf(step) + 1);
	const integration = after.findIndex((other) => other.kind === 'integrate');
	return integration !== -1 && !after.slice(0, integration).some((other) => other.kind === 'agent');
};

type WrittenCommand = CheckCommands[number];

const planCommand = (written: WrittenCommand, index: number, report: Report): CheckCommand[] => {
	const {name, run, timeout} = typeof written === 'string' || Array.isArray(written) ? {run: written} : written;
	const timeoutSeconds = secondsOf(timeout ?? '20m');
	if (typeof run !== 'string') return [{name: name ?? run.join(' '), argv: run, timeoutSeconds}];
	const split = splitCommands(run);
	if (!split.ok) report(['commands', index], `${split.problem}.`);
	return split.ok ? split.commands.map((argv) => ({name: name ?? argv.join(' '), argv, timeoutSeconds})) : [];
};

/** The commands of a list as it was written, or the first thing that is wrong with it. */
export const planChecks = (written: CheckCommands): readonly CheckCommand[] | {readonly problem: string} => {
	const problems: string[] = [];
	const commands = written.flatMap((command, index) =>
		planCommand(command, index, (_, message) => problems.push(message)),
	);
	const [problem] = problems;
	return problem === undefined ? commands : {problem};
};

const planRun = (run: string | string[], report: Report, path: string[]): readonly string[] => {
	if (typeof run !== 'string') return run;
	const split = splitCommands(run);
	if (split.ok && split.commands.length === 1) return split.commands[0] ?? [];
	report(path, split.ok ? 'is more than one command; write one step for each.' : `${split.problem}.`);
	return [];
};

const problemsAmong = (steps: readonly Step[], roles: readonly string[]): WorkflowProblem[] =>
	steps.flatMap((step, index): WorkflowProblem[] => {
		const at = (field: string, message: string) => ({path: ['steps', index, field], message});
		const before = steps.slice(0, index);
		const problems: WorkflowProblem[] = [];
		const first = before.findIndex((other) => other.key === step.key);
		if (first !== -1)
			problems.push(at('key', `"${step.key}" is the key of step ${first + 1} too. Keys are used once.`));
		const role =
			step.kind === 'agent'
				? (step.role ?? 'implementer')
				: step.kind === 'review'
					? (step.role ?? 'reviewer')
					: undefined;
		if (role !== undefined && !roles.includes(role))
			problems.push(at('role', `no role ${JSON.stringify(role)} is bound. Bound: ${roles.join(', ')}.`));
		if (
			'back' in step &&
			step.back !== undefined &&
			!before.some((other) => other.key === step.back && other.kind === 'agent')
		)
			problems.push(at('back', `${JSON.stringify(step.back)} is no agent step before this one.`));
		const unknown = step.when && stepsNamedIn(step.when).find((key) => !before.some((other) => other.key === key));
		if (unknown !== undefined) problems.push(at('when', `${JSON.stringify(unknown)} is no step before this one.`));
		if (step.kind === 'integrate' && before.some((other) => other.kind === 'integrate'))
			problems.push(at('kind', 'a run is integrated once.'));
		if (step.kind === 'review' && !before.some((other) => other.kind === 'agent'))
			problems.push(at('kind', 'there is no agent step before it whose work it could review.'));
		return problems;
	});

/** The same checks on a plan that was frozen: what a run starts with must hold together (SPEC WF-1). */
export const planProblems = (plan: WorkflowPlan, roles: readonly string[]): string[] => {
	const keys = plan.steps.map(({key}) => key);
	return plan.steps.flatMap((step, index) => [
		...(keys.indexOf(step.key) === index ? [] : [`steps.${index}.key: "${step.key}" is used twice.`]),
		...('role' in step && !roles.includes(step.role) ? [`steps.${index}.role: "${step.role}" is not bound.`] : []),
		...('back' in step && step.back !== null && !keys.slice(0, index).includes(step.back)
			? [`steps.${index}.back: "${step.back}" is no step before this one.`]
			: []),
	]);
};
