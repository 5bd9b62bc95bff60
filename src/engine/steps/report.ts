// `report.write`: what a run came to, as files that outlive its workspace (SPEC RE-10).
import {shownPath} from '../project-state.ts';
import {writeReportFiles} from '../records/write-report.ts';
import type {Performer} from './context.ts';

export const writeReport: Performer<'report.write'> = async ({paths, db, run, env}) => ({
	kind: 'written',
	files: writeReportFiles(paths, db, run.runId, {...env, ...run.env}).map((file) => shownPath(paths.root, file)),
});
