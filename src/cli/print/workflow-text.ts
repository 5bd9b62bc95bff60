import {formatDuration} from '../../domain/duration.ts';
import type {RoleBinding} from '../../domain/role.ts';
import {plainLine} from '../../domain/text.ts';
import type {StepPlan, WorkflowPlan} from '../../domain/workflow-plan.ts';
import {counted} from './count.ts';
import type {Output} from './output.ts';
import {table} from './table.ts';

type Roles = Readonly<Record<string, RoleBinding>>;

/** A workflow for people: its steps in order, who does them and what each may do. */
export const workflowText = (plan: WorkflowPlan, roles: Roles, output: Output): string => {
	const rows = plan.steps.map((step, index) => [String(index + 1), step.key, step.kind, who(step, roles), how(step)]);
	const columns = [{title: '#'}, {title: 'step'}, {title: 'kind'}, {title: 'by'}, {title: 'how', flexible: true}];
	const head = `${output.styled('bold', plan.name)} · ${plan.workspace === 'in-place' ? 'in the checkout itself' : 'in a worktree'}`;
	const description = plan.description === null ? [] : [plainLine(plan.description)];
	return [head, ...description, '', ...table(columns, rows, output.columns)].join('\n');
};

const who = (step: StepPlan, roles: Roles): string => {
	if (step.kind === 'approval') return 'a person';
	if (!('role' in step)) return 'mosaic';
	const bound = roles[step.role];
	const model = [bound?.model, bound?.effort].filter((part) => part !== null && part !== undefined);
	return `${step.role}: ${[bound?.runtime ?? '?', ...model].join(' ')}`;
};

const how = (step: StepPlan): string => {
	const parts = [...partsOf(step)];
	if (step.when) parts.push(`when ${JSON.stringify(step.when)}`);
	if (step.approval) parts.push('then a person approves');
	if (!step.enabled) parts.push('switched off');
	return parts.join(', ');
};

const partsOf = (step: StepPlan): string[] => {
	const limit = `at most ${formatDuration(step.timeoutSeconds)}`;
	const back = 'back' in step && step.back !== null ? [`back to ${step.back}`] : [];
	switch (step.kind) {
		case 'agent':
			return [counted(step.attempts, 'attempt'), limit, ...owed(step)];
		case 'check':
			return [commandsOf(step.commands), ...(step.gating ? back : ['does not gate'])];
		case 'review':
			return [`counts from ${step.threshold}`, limit, ...(step.gating ? back : ['does not gate'])];
		case 'approval':
			return [step.question ?? 'looks at the work', ...back];
		case 'command':
			return [step.argv.join(' '), ...(step.gating ? [] : ['does not gate'])];
		case 'integrate':
			return [step.mode === 'direct' ? `${step.strategy} into the base` : `pull request, ${step.strategy}`, ...back];
	}
};

const owed = ({artifact}: Extract<StepPlan, {kind: 'agent'}>): string[] =>
	artifact === null ? [] : [`owes ${artifact.path}${artifact.addsSteps ? ', which adds steps' : ''}`];

const commandsOf = (commands: readonly {name: string}[] | null): string =>
	commands === null ? "the task's or project's checks" : commands.map(({name}) => name).join('; ');
