import {existsSync} from 'node:fs';
import path from 'node:path';
import {refuse} from '../domain/errors.ts';
import {Mission} from '../domain/mission.ts';
import {writeFileAtomic} from '../files/atomic-write.ts';
import {readJsonFile, writeJsonFile} from '../files/json-file.ts';

/** The mission in `file`. Refused when there is none (exit 4), or when it is invalid (exit 5, with the field named). */
export const readMission = (file: string): Mission =>
	findMission(file) ??
	refuse('not-found', 'no-mission', `no mission in ${projectOf(file)}: run \`mosaic init\` there.`);

/** The project whose `.mosaic/orchestrator/mission.json` this is. */
const projectOf = (missionFile: string): string => path.resolve(missionFile, '../../..');

/** The mission in `file`, or undefined where there is no such file. An invalid one is refused. */
export const findMission = (file: string): Mission | undefined => readJsonFile(file, Mission);

/** Replaces the mission file atomically. Keys that mosaic does not know are in `mission` and stay. */
export const writeMission = (file: string, mission: Mission): void => writeJsonFile(file, mission);

/** Writes the first mission file; false, with nothing written, when somebody else was first. */
export const createMission = (file: string, mission: Mission): boolean => {
	const taken = new Error('there is a mission already');
	const beforeReplace = () => {
		if (existsSync(file)) throw taken;
	};
	try {
		writeFileAtomic(file, `${JSON.stringify(mission, null, 2)}\n`, {beforeReplace});
		return true;
	} catch (error) {
		if (error === taken) return false;
		throw error;
	}
};

/** The places that a mission names; all absolute. */
export type MissionPaths = {
	readonly project: string;
	readonly orchestratorDir: string;
	readonly tasksFile: string;
	readonly manifestFile: string;
	readonly scratchpadFile: string;
};

/** The mission's paths, relative ones taken from the project's folder `root`. */
export const missionPaths = (mission: Mission, root: string): MissionPaths => ({
	project: path.resolve(root, mission.project_path),
	orchestratorDir: path.resolve(root, mission.orchestrator_dir),
	tasksFile: path.resolve(root, mission.tasks_file),
	manifestFile: path.resolve(root, mission.manifest_file),
	scratchpadFile: path.resolve(root, mission.scratchpad_file),
});
