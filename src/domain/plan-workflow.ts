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
	const planned = planBetween([], workflow.steps, [], roles);
	if (!planned.ok) return planned;
	const {description = null, workspace = 'worktree'} = workflow;
	return {ok: true, plan: {name, description, workspace, steps: planned.steps}};
};

type Known = Pick<Step, 'key' | 'kind'>;

/** Fills in steps that come after some and before others, or says what is wrong with them. */
export const planBetween = (
	before: readonly Known[],
	steps: readonly Step[],
	after: readonly Known[],
	roles: readonly string[],
):
	| {readonly ok: true; readonly steps: readonly StepPlan[]}
	| {readonly ok: false; readonly problems: readonly WorkflowProblem[]} => {
	const problems: WorkflowProblem[] = [];
	const all = [...before, ...steps, ...after];
	const planned = steps.map((step, index) => {
		const at = before.length + index;
		const place = {before: all.slice(0, at), after: all.slice(at + 1)};
		problems.push(...problemsOf(step, index, place.before, roles));
		if (after.some(({key}) => key === step.key))
			problems.push({path: ['steps', index, 'key'], message: `"${step.key}" is the key of a later step.`});
		return planStep(step, place, (field, message) => problems.push({path: ['steps', index, ...field], message}));
	});
	return problems.length > 0 ? {ok: false, problems} : {ok: true, steps: planned};
};

type Report = (field: (string | number)[], message: string) => void;

type Neighbours = {readonly before: readonly Known[]; readonly after: readonly Known[]};

const planStep = (step: Step, {before, after}: Neighbours, report: Report): StepPlan => {
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
			return {...common, kind: 'agent', ...agentFields(step, after)};
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

const agentFields = (step: Kind<'agent'>, after: readonly Known[]) => ({
	role: step.role ?? 'implementer',
	prompt: step.prompt ?? null,
	attempts: step.attempts ?? 3,
	inactivitySeconds: secondsOf(step.inactivity ?? '20m'),
	// Who plans what others do need not change anything.
	mustChange: step.mustChange ?? (step.artifact?.addsSteps !== true && isLastBeforeIntegration(after)),
	artifact: step.artifact ? artifactOf(step.artifact) : null,
});

const artifactOf = ({path, schema, addsSteps}: NonNullable<Kind<'agent'>['artifact']>) => ({
	path,
	schema: schema ?? null,
	...(addsSteps === true ? {addsSteps: true as const} : {}),
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

const backOf = (step: Step, before: readonly Known[]): string | null =>
	('back' in step ? step.back : undefined) ?? before.findLast((other) => other.kind === 'agent')?.key ?? null;

// Planning before the work need not change the tree; the last agent before the integration has to.
const isLastBeforeIntegration = (after: readonly Known[]): boolean => {
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

const problemsOf = (
	step: Step,
	index: number,
	before: readonly Known[],
	roles: readonly string[],
): WorkflowProblem[] => {
	const problems: WorkflowProblem[] = [];
	const report = (field: string, message: string) => void problems.push({path: ['steps', index, field], message});
	const first = before.findIndex((other) => other.key === step.key);
	if (first !== -1) report('key', `"${step.key}" is the key of step ${first + 1} too. Keys are used once.`);
	const role = roleOf(step);
	if (role !== undefined && !roles.includes(role))
		report('role', `no role ${JSON.stringify(role)} is bound. Bound: ${roles.join(', ')}.`);
	const back = 'back' in step ? step.back : undefined;
	if (back !== undefined && !before.some((other) => other.key === back && other.kind === 'agent'))
		report('back', `${JSON.stringify(back)} is no agent step before this one.`);
	const unknown = step.when && stepsNamedIn(step.when).find((key) => !before.some((other) => other.key === key));
	if (unknown !== undefined) report('when', `${JSON.stringify(unknown)} is no step before this one.`);
	if (step.kind === 'integrate' && before.some((other) => other.kind === 'integrate'))
		report('kind', 'a run is integrated once.');
	if (step.kind === 'review' && !before.some((other) => other.kind === 'agent'))
		report('kind', 'there is no agent step before it whose work it could review.');
	return problems;
};

const roleOf = (step: Step): string | undefined => {
	if (step.kind === 'agent') return step.role ?? 'implementer';
	return step.kind === 'review' ? (step.role ?? 'reviewer') : undefined;
};

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
