// `report.write`: what a run came to, as a file that outlives its workspace (SPEC RE-10).
import path from 'node:path';
import {writeJsonFile} from '../../files/json-file.ts';
import {runDirectory} from '../agents/run-files.ts';
import {runReport} from '../kernel/report.ts';
import {shownPath} from '../project-state.ts';
import type {Performer} from './context.ts';

export const writeReport: Performer<'report.write'> = async ({paths, db, run}) => {
	const file = path.join(runDirectory(paths, run.runId), 'report.json');
	writeJsonFile(file, runReport(db, run.runId));
	return {kind: 'written', files: [shownPath(paths.root, file)]};
};
