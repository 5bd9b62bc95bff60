// A project as its files say it: mission, tasks, settings, branch. Read afresh whenever something is decided.
import path from 'node:path';
import {type Config, loadConfig} from '../config/load.ts';
import type {ProjectPaths} from '../config/paths.ts';
import type {Mission} from '../domain/mission.ts';
import type {TaskList} from '../domain/task.ts';
import {currentBranchSync} from '../git/branch.ts';
import {missionPaths, readMission} from '../mission/mission-file.ts';
import {readTasksFile} from '../tasks/file.ts';

export type ProjectState = {
	readonly mission: Mission;
	/** Absolute. */
	readonly tasksFile: string;
	readonly list: TaskList;
	readonly config: Config;
	readonly branch: string | null;
};

/** Reads the project; refused where the mission is missing or a file is invalid. */
export const readProject = (paths: ProjectPaths, env: NodeJS.ProcessEnv): ProjectState => {
	const mission = readMission(paths.missionFile);
	const {tasksFile} = missionPaths(mission, paths.root);
	return {
		mission,
		tasksFile,
		list: readTasksFile(tasksFile),
		config: loadConfig(paths.configFile, env),
		branch: currentBranchSync(paths.root),
	};
};

/** A file of the project as messages name it: relative to the root. */
export const shownPath = (root: string, file: string): string => {
	const relative = path.relative(root, file);
	return relative.startsWith('..') ? file : relative;
};
