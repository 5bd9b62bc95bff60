// How far a batch is, for whoever watches it: made anew from the tasks file and the store (SPEC TL-11).
import type {ProjectPaths} from '../../config/paths.ts';
import {readBatch, readBatchWork} from '../../store/batches.ts';
import {openForReading} from '../../store/open.ts';
import {type BatchProgress, nextBatchMove} from '../machine/batch.ts';
import {readHistory} from '../overview.ts';
import {readProject} from '../project-state.ts';
import {withHistory} from '../task-history.ts';

/** The counts of a batch as they are now; null where they cannot be read just now, or there is no such batch. */
export const batchProgress = (paths: ProjectPaths, env: NodeJS.ProcessEnv, batchId: string): BatchProgress | null => {
	const db = openForReading(paths.database);
	try {
		const batch = db && readBatch(db, batchId);
		if (!db || !batch) return null;
		const history = readHistory(paths, {now: new Date(), sessions: 1});
		const {tasks} = withHistory(readProject(paths, env).list, history);
		const {until, parallel} = batch;
		return nextBatchMove({tasks, ...readBatchWork(db, batchId), busy: new Set(), until, parallel, beside: 0}).progress;
	} catch {
		return null; // a tasks file that is being edited is no reason to stop telling what happens
	} finally {
		db?.close();
	}
};
