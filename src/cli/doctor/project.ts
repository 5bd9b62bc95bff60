// Whether the project here is in order. No project is no fault.
import {existsSync} from 'node:fs';
import type {ProjectPaths} from '../../config/paths.ts';
import {refusalFrom} from '../../domain/errors.ts';
import {plainLine} from '../../domain/text.ts';
import {readOverview} from '../../engine/overview.ts';
import {socketDirectory, socketFile} from '../../engine/session-files.ts';
import type {Context} from '../context.ts';
import {counted} from '../print/count.ts';
import type {Check} from './check.ts';

/** The mission, its tasks file, its journal, and room for its sockets. */
export const checkProject = (context: Context): Check[] => {
	const paths = context.paths();
	if (!existsSync(paths.missionFile))
		return [{name: 'mission', state: 'ok', detail: `none in ${paths.root}; \`mosaic init\` makes one`}];
	return [
		check('mission', () => missionState(paths)),
		check('sockets', () => {
			const file = socketFile(socketDirectory(paths, context.env), 'sess-001');
			return {state: 'ok', detail: `${file} (${Buffer.byteLength(file)} bytes of 103)`};
		}),
	];
};

const missionState = (paths: ProjectPaths): Omit<Check, 'name'> => {
	const {mission, tasks} = readOverview(paths, {now: new Date(), sessions: 'open'});
	const doubts = tasks.problems.length + tasks.skipped.length;
	const detail = `${plainLine(mission.name)}, ${counted(tasks.tasks.length, 'task')}`;
	if (doubts === 0) return {state: 'ok', detail};
	return {state: 'warning', detail: `${detail}, ${counted(doubts, 'line')} to look at: \`mosaic tasks\``};
};

const check = (name: string, probe: () => Omit<Check, 'name'>): Check => {
	try {
		return {name, ...probe()};
	} catch (error) {
		return {name, state: 'failed', detail: refusalFrom(error).message};
	}
};
