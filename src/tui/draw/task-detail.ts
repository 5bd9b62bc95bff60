import type {TaskView} from '../../domain/controller.ts';
import {isFinished} from '../../domain/task.ts';
import {cellText, wrap} from '../cells.ts';
import type {ActionId} from '../input/default-keys.ts';
import {span} from '../line.ts';
import {asksPerson, runOfTask} from '../people/entries.ts';
import {shownKey} from '../settings.ts';
import type {Line} from '../theme.ts';
import type {View} from '../view.ts';

/** The lines under the task list: the chosen task's whole title, its conditions, and what can be done with it. */
export const taskDetail = (view: View, width: number, rows: number): Line[] => {
	const rule: Line = [span('─'.repeat(width), 'border')];
	const room = Math.max(1, width - 2);
	const row = view.row;
	if (row === null) return [rule];
	if (row.kind === 'milestone')
		return [rule, [span(` ${cellText(row.milestone.name) || 'Tasks outside any milestone'}`, 'strong')]];
	const {task} = row;
	const title = wrap(`${cellText(task.id)}  ${cellText(task.title)}`, room, Math.max(1, rows - 2));
	const facts = factsOf(task);
	const room2 = rows - 1 - title.length;
	return [
		rule,
		...title.map((line) => [span(' '), span(line, 'strong')]),
		...(room2 >= 2 && facts !== '' ? [[span(` ${facts}`, 'muted')]] : []),
		...(room2 >= 1 ? [nextStep(task, view)] : []),
	];
};

const factsOf = (task: TaskView): string =>
	[
		task.dependsOn.length > 0 ? `depends on ${task.dependsOn.map(cellText).join(', ')}` : '',
		task.verify ? `verify: ${cellText(task.verify)}` : '',
		task.pr ? `pr: ${cellText(task.pr)}` : '',
		task.priority ? `priority: ${cellText(task.priority)}` : '',
		task.owner ? `owner: ${cellText(task.owner)}` : '',
		task.notes ? cellText(task.notes) : '',
		`line ${task.line}`,
	]
		.filter(Boolean)
		.join(' · ');

/** The states in which a run leaves its task to others. */
const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled']);

const hasRun = ({id}: TaskView, detail: View['detail']): boolean => runOfTask(detail?.runViews ?? [], id) !== undefined;

const nextStep = (task: TaskView, {state, detail}: View): Line => {
	const key = (id: ActionId) => shownKey(state.settings, id);
	if (asksPerson(task, detail?.inbox))
		return [span(` Waits for you: ${key('inbox')} opens the inbox, ${key('task.run')} its run.`, 'warn')];
	if (task.liveSessionId !== null)
		return [
			span(
				` ${task.liveSessionId} works: ${key('session.attach')} types into it, ${key('session.stop')} stops it.`,
				'active',
			),
		];
	if (isFinished(task.status))
		return [span(` It is ${task.status}${hasRun(task, detail) ? `; ${key('task.run')} shows its run` : ''}.`, 'muted')];
	const run = runOfTask(detail?.runViews ?? [], task.id);
	if (run !== undefined && !ENDED.has(run.state))
		return [span(` ${run.id} is ${run.state}: ${key('task.run')} shows it and what can be done.`, 'active')];
	if (task.status === 'review')
		return [span(` Its agent says it is finished: ${key('task.done')} marks it done.`, 'good')];
	if (task.whyNotResume === null)
		return [span(` It was begun and nobody works on it: ${key('task.resume')} resumes it.`, 'warn')];
	if (task.whyNotStart !== null) return [span(` ${cellText(task.whyNotStart)}`, 'muted')];
	const agent = detail?.runtimes?.find(({isDefault}) => isDefault)?.name;
	const through = detail?.branch ? detail.workflows?.find(({isDefault}) => isDefault)?.name : undefined;
	const how = [through, agent].filter((part) => part !== undefined).map(cellText);
	return [
		span(
			` Ready: ${key('task.start')} starts it${how.length > 0 ? ` (${how.join(', ')})` : ''}; ${key('task.start-with')} chooses.`,
			'good',
		),
	];
};
