// A run with its record, read from the journal: what is new only, where an earlier reading is given.
import {existsSync} from 'node:fs';
import type {ProjectPaths} from '../../config/paths.ts';
import type {RunView} from '../../domain/run.ts';
import {foldRecord, NO_RECORD, type RunRecord} from '../../domain/run-record.ts';
import {readEvents} from '../../store/journal.ts';
import {type Db, explained, openForReading} from '../../store/open.ts';
import {readRunView} from '../../store/run-views.ts';

export type RunAndRecord = {readonly run: RunView; readonly record: RunRecord};

/** The run and its record; undefined where the engine drove no such run. */
export const recordOf = (db: Db, runId: string, before = NO_RECORD): RunAndRecord | undefined => {
	const run = readRunView(db, runId);
	return run && {run, record: readEvents(db, {runId, since: before.seq}).reduce(foldRecord, before)};
};

/** The same from a project's files, in one transaction; undefined also where there is no journal. */
export const readRecord = (paths: ProjectPaths, runId: string, before?: RunRecord): RunAndRecord | undefined => {
	if (!existsSync(paths.database)) return undefined;
	const db = openForReading(paths.database);
	if (!db) return undefined;
	try {
		return explained(paths.database, () => db.transaction(() => recordOf(db, runId, before))());
	} finally {
		db.close();
	}
};
