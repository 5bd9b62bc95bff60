import {createHash} from 'node:crypto';
import type {EffectOutcome} from '../../domain/effect.ts';
import {plainLine} from '../../domain/text.ts';
import {readTasksFile} from '../../tasks/file.ts';
import type {StepContext} from './context.ts';
import {failure} from './failures.ts';

/** A person cancelled the task, or took it out, while it was worked on: its work stays on its branch until they say more. */
export const whyWithdrawn = ({tasksFile, run: {taskId}}: StepContext): EffectOutcome | undefined => {
	const task = readTasksFile(tasksFile).tasks.find(({id}) => id === taskId);
	if (task !== undefined && task.status !== 'cancelled') return undefined;
	const what = task ? 'was cancelled' : 'is gone';
	const message = `${plainLine(taskId)} ${what} in the tasks file while it was worked on. Put it back and retry, or leave it.`;
	return {kind: 'failed', failure: failure('cancelled', 'human-required', 'task-withdrawn', message)};
};

/** A person gave the task other words or criteria while it was worked on: the run goes by those it began with, and says so once. */
export const noticeRewording = ({tasksFile, run, onFollowUp}: StepContext): void => {
	const {taskId, taskTitle} = run;
	const now = readTasksFile(tasksFile).tasks.find(({id}) => id === taskId);
	if (now === undefined) return;
	const changed = [
		...(now.title === taskTitle ? [] : [said(taskTitle, now.title)]),
		...(run.verify === undefined || now.verify === run.verify ? [] : [`To verify: ${said(run.verify, now.verify)}`]),
	];
	if (changed.length === 0) return;
	onFollowUp({
		token: `reworded:${createHash('sha256').update(changed.join('\n')).digest('hex').slice(0, 16)}`,
		kind: 'follow_up',
		title: `${plainLine(taskId)} was reworded in the tasks file while it was worked on`,
		detail: changed.join(' '),
		suggestedAction: 'Where the work should follow the new words, abort the run and start the task again.',
	});
};

const said = (before: string | null, now: string | null): string =>
	`The run goes by ${words(before)}; it reads ${words(now)} now.`;

const words = (text: string | null): string => (text === null ? 'nothing' : `"${plainLine(text)}"`);
