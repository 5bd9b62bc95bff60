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

/** A person gave the task other words while it was worked on: the run goes by those it began with, and says so once. */
export const noticeRewording = ({tasksFile, run: {taskId, taskTitle}, onFollowUp}: StepContext): void => {
	const now = readTasksFile(tasksFile).tasks.find(({id}) => id === taskId)?.title;
	if (now === undefined || now === taskTitle) return;
	onFollowUp({
		token: `reworded:${createHash('sha256').update(now).digest('hex').slice(0, 16)}`,
		kind: 'follow_up',
		title: `${plainLine(taskId)} was reworded in the tasks file while it was worked on`,
		detail: `The run goes by "${plainLine(taskTitle)}"; it reads "${plainLine(now)}" now.`,
		suggestedAction: 'Where the work should follow the new words, abort the run and start the task again.',
	});
};
