import type {Db} from '../../store/open.ts';
import {readRunView} from '../../store/run-views.ts';

/** The report of a run as data. */
export const runReport = (db: Db, runId: string): object => {
	const run = readRunView(db, runId);
	if (!run) throw new Error(`${runId} is not in the journal`);
	return {schema: 'mosaic/report@1', ...run};
};
