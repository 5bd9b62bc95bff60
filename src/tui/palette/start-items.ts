// What a task can be started with: an agent alone, or a workflow with its steps, roles and models. Pure.
import type {MissionDetail} from '../../domain/controller.ts';
import type {StepChoice, WorkflowChoice} from '../../domain/workflow-choice.ts';
import {cellText} from '../cells.ts';
import {pickFrom} from '../dialog.ts';
import type {View} from '../view.ts';
import type {Action, PickList} from '../view-state.ts';
import type {Item} from './item.ts';

type OfTask = {readonly project: string; readonly taskId: string};

/** The agents, the default one first, with the command that each one is; then the workflows. */
export const runtimeItems = ({project, taskId}: OfTask, {detail}: View): Item[] => [
	...(detail?.runtimes ?? []).map(
		({name, isDefault, argv, whyNot}): Item => ({
			id: `runtime ${name}`,
			group: `Start ${cellText(taskId)} alone in this checkout (solo), with`,
			text: `${name}${isDefault ? ' (default)' : ''}: ${argv.join(' ')}`,
			keys: [],
			reason: whyNot,
			action: {
				do: 'ask',
				command: {type: 'task.start', project, taskId, runtime: name},
				doing: `starting ${taskId} with ${name}`,
			},
		}),
	),
	...(detail?.workflows ?? []).map((workflow) => workflowItem(workflow, {project, taskId})),
];

const workflowItem = (
	{name, isDefault, description, steps, whyNot}: WorkflowChoice,
	{project, taskId}: OfTask,
): Item => ({
	id: `workflow ${name}`,
	group: `Run ${cellText(taskId)} through`,
	text: `${name}${isDefault ? ' (default)' : ''}: ${steps.map(({title}) => title).join(' → ')}${description === null ? '' : `. ${description}`}`,
	keys: [],
	reason: whyNot,
	action: {
		do: 'change',
		event: {type: 'dialog-opened', dialog: pickFrom({of: 'workflow', project, taskId, workflow: name})},
	},
});

/** One workflow before it starts: who would do each step, and with whom every role could be played instead. */
export const workflowItems = (list: Extract<PickList, {of: 'workflow'}>, {detail}: View): Item[] => {
	const {project, taskId, workflow} = list;
	const chosen = detail?.workflows?.find(({name}) => name === workflow);
	if (chosen === undefined) return [];
	const start = (runtime?: string): Action => ({
		do: 'ask',
		command: {type: 'run.start', project, taskId, workflow, ...(runtime === undefined ? {} : {runtime})},
		doing: `starting ${taskId} through ${workflow}`,
	});
	const group = `Run ${cellText(taskId)} through ${cellText(workflow)}`;
	return [
		{id: 'as it is', group, text: 'start it as it stands below', keys: [], reason: null, action: start()},
		...othersOf(detail, group, start),
		...chosen.steps.map((step, index) => stepItem(step, index, chosen)),
	];
};

const othersOf = (detail: MissionDetail | null, group: string, start: (runtime: string) => Action): Item[] =>
	(detail?.runtimes ?? []).map(({name, whyNot}) => ({
		id: `with ${name}`,
		group,
		text: `start it with ${name} in every role`,
		keys: [],
		reason: whyNot,
		action: start(name),
	}));

const stepItem = ({title, kind, by, approval}: StepChoice, index: number, {workspace}: WorkflowChoice): Item => ({
	id: `step ${index}`,
	group: `Its steps, ${workspace === 'worktree' ? 'in a worktree of its own' : 'in the checkout itself'}`,
	text: `${index + 1}. ${title} (${kind}) by ${by}${approval ? '; then a person approves' : ''}`,
	keys: [],
	reason: null,
	action: null,
});
