// The mission of the project that a command is about, and its tasks as they stand in the file now.
import path from 'node:path';
import type {ProjectPaths} from '../config/paths.ts';
import type {Mission} from '../domain/mission.ts';
import type {TaskList} from '../domain/task.ts';
import {readHistory} from '../engine/overview.ts';
import {NO_HISTORY, withHistory} from '../engine/task-history.ts';
import {missionPaths, readMission} from '../mission/mission-file.ts';
import {readTasksFile} from '../tasks/file.ts';
import type {Context} from './context.ts';

export type MissionHere = {
	readonly paths: ProjectPaths;
	readonly mission: Mission;
	readonly tasksFile: string;
	/** The tasks file as messages name it: relative to the project where it lies within. */
	readonly tasksName: string;
	readonly tasks: TaskList;
};

/** Reads mission and tasks. Refused without a mission (exit 4) and with an invalid one (exit 5). */
export const missionHere = (context: Context): MissionHere => {
	const paths = context.paths();
	const mission = readMission(paths.missionFile);
	const {tasksFile} = missionPaths(mission, paths.root);
	const list = readTasksFile(tasksFile);
	// Only a list of checkboxes needs the journal to say how far its tasks are.
	const history = list.tasks.some((task) => task.checkbox)
		? readHistory(paths, {now: new Date(), sessions: 'open'})
		: NO_HISTORY;
	return {paths, mission, tasksFile, tasksName: nameWithin(paths.root, tasksFile), tasks: withHistory(list, history)};
};

/** A file's path as a message names it. */
export const nameWithin = (root: string, file: string): string => {
	const relative = path.relative(root, file);
	return relative === '' || relative.startsWith('..') ? file : relative;
};
