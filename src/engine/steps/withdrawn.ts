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
