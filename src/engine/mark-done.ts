// A person's own mark: the task is done (SPEC MR-14).
import type {ProjectPaths} from '../config/paths.ts';
import {type Refusal, Refused} from '../domain/errors.ts';
import type {Task} from '../domain/task.ts';
import {quoted} from '../domain/text.ts';
import {openForWriting} from '../store/open.ts';
import {setTaskStatus} from './mark-task.ts';
import {publishMission} from './mission-mirror.ts';
import {readProject, shownPath} from './project-state.ts';
import {whyNotMarkable} from './trust.ts';
import {whyNotDone} from './why-not.ts';

/** Marks a task done and gives it as it stood before, or says why not. */
export const markDone = (
	paths: ProjectPaths,
	taskId: string,
	env: NodeJS.ProcessEnv,
	now: () => string,
): Task | Refusal => {
	const foreign = whyNotMarkable(paths, env);
	if (foreign) return foreign;
	const project = readProject(paths, env);
	const shown = shownPath(paths.root, project.tasksFile);
	const found = project.list.tasks.filter((task) => task.id === taskId);
	const [task] = found;
	if (!task)
		return {
			kind: 'not-found',
			code: 'unknown-task',
			message: `${shown}: no task ${quoted(taskId)}. \`mosaic tasks\` lists them.`,
		};
	if (found.length > 1)
		return {
			kind: 'refused',
			code: 'duplicate-id',
			message: `${shown}:${found[1]?.line}: ${found.length} tasks share ${quoted(taskId)}. Rename all but one.`,
		};
	const refusal = whyNotDone(task);
	if (refusal) return {...refusal, message: `${shown}:${task.line}: ${refusal.message}`};
	const db = openForWriting(paths.database);
	try {
		const outcome = setTaskStatus(
			{db, tasksFile: project.tasksFile, taskId, sessionId: null, runId: null, by: 'person', now},
			'done',
		);
		if (outcome.kind === 'not-written')
			throw new Refused({kind: 'refused', code: 'not-written', message: outcome.reason});
		publishMission(paths, db, project.tasksFile, now());
		return task;
	} finally {
		db.close();
	}
};
