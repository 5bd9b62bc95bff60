// `task.mark`: the task's status in the main checkout's tasks file, in the file's own words.

import {firstMarking} from '../../store/run-lookup.ts';
import {readTasksFile} from '../../tasks/file.ts';
import {restoreTaskStatus, setTaskStatus} from '../mark-task.ts';
import {publishMission} from '../mission-mirror.ts';
import type {Performer} from './context.ts';

export const markStatus: Performer<'task.mark'> = async (context, _effect, {taskId, to}) => {
	const {db, paths, tasksFile, now, run} = context;
	// A person took the task back while it was worked on: that stands.
	const status = readTasksFile(tasksFile).tasks.find((task) => task.id === taskId)?.status;
	if (status === 'cancelled') return {kind: 'marked', note: 'a person cancelled the task'};
	const marking = {db, tasksFile, taskId, sessionId: null, runId: run.runId, by: 'mosaic', now} as const;
	if (to === 'previous') {
		const before = firstMarking(db, run.runId, taskId);
		if (before !== undefined) restoreTaskStatus(marking, before);
		publishMission(paths, db, tasksFile, now());
		return {kind: 'marked', note: null};
	}
	const outcome = setTaskStatus(marking, to);
	publishMission(paths, db, tasksFile, now());
	return {kind: 'marked', note: outcome.kind === 'not-written' ? outcome.reason : null};
};
