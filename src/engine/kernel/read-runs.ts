// What commands read of runs: from the journal's views, without an engine.
import {existsSync} from 'node:fs';
import type {ProjectPaths} from '../../config/paths.ts';
import type {InboxItem, RunState, RunView} from '../../domain/run.ts';
import {type ArtifactRow, readArtifact, readArtifacts} from '../../store/artifacts.ts';
import {readBatch, readBatchWork} from '../../store/batches.ts';
import {type Db, explained, openForReading} from '../../store/open.ts';
import {readLastRunViews, readRunView, readRunViewsBefore, readUnclosedRuns} from '../../store/run-views.ts';
import {lastRunOfTask} from '../../store/views.ts';
import {deadClaims, livingInbox} from '../inbox.ts';
import {readEngineAddress} from './lease.ts';

/** The newest runs that the engine drives or drove, newest first. */
export const lastRuns = (paths: ProjectPaths, last: number): RunView[] =>
	reading(paths, (db) => readLastRunViews(db, last)) ?? [];

/** Those that began before this one, newest first. */
export const olderRunViews = (paths: ProjectPaths, runId: string, last: number): RunView[] =>
	reading(paths, (db) => readRunViewsBefore(db, runId, last)) ?? [];

/** One of them; undefined where there is none of this id. */
export const runView = (paths: ProjectPaths, runId: string): RunView | undefined =>
	reading(paths, (db) => readRunView(db, runId));

/** What waits for a person, the longest waiting first. */
export const inbox = (paths: ProjectPaths): InboxItem[] =>
	reading(paths, (db) => livingInbox(db, deadClaims(db, paths))) ?? [];

/** How a task was last worked on, as far as a resume has to know. */
export type LastWork =
	/** By a run of the engine that can go on. */
	| {readonly kind: 'waits'; readonly run: RunView}
	| {readonly kind: 'solo'}
	/** Not at all, or by a run that is over or under way. */
	| {readonly kind: 'other'};

/** How a task was last worked on. */
export const lastWork = (paths: ProjectPaths, taskId: string): LastWork =>
	reading(paths, (db): LastWork => {
		const last = lastRunOfTask(db, taskId);
		if (last?.workflow === 'solo') return {kind: 'solo'};
		const run = last && readRunView(db, last.id);
		const waits = run?.state === 'interrupted' || run?.state === 'paused' || run?.state === 'failed';
		return run && waits ? {kind: 'waits', run} : {kind: 'other'};
	}) ?? {kind: 'other'};

/** What a run left on record, without payloads; undefined where the engine drove no such run. */
export const artifactsOf = (paths: ProjectPaths, runId: string): ArtifactRow[] | undefined =>
	reading(paths, (db) => (readRunView(db, runId) ? readArtifacts(db, runId) : undefined));

/** One artifact with its payload; undefined where there is none of this id. */
export const artifactOfId = (paths: ProjectPaths, id: string) => reading(paths, (db) => readArtifact(db, id));

/** The runs that are not over and done with. */
export const unclosedRuns = (paths: ProjectPaths): RunView[] =>
	reading(paths, (db) => readUnclosedRuns(db).flatMap((id) => readRunView(db, id) ?? [])) ?? [];

/** The runs that should be under way, but whose engine is gone; whatever is asked of one starts another engine. */
export const undrivenRuns = (paths: ProjectPaths): string[] => {
	const open =
		reading(paths, (db) =>
			readUnclosedRuns(db).filter((id) => {
				const run = readRunView(db, id);
				return run?.state === 'running' || run?.state === 'stopping';
			}),
		) ?? [];
	return open.length === 0 || readEngineAddress(paths) ? [] : open;
};

/** The runs that a batch began, oldest first, and why it is over; null while it is not. */
export const batchView = (
	paths: ProjectPaths,
	batchId: string,
): {readonly runs: readonly {id: string; taskId: string; state: RunState}[]; readonly ended: string | null} =>
	reading(paths, (db) => ({
		runs: readBatchWork(db, batchId).runs,
		ended: readBatch(db, batchId)?.reason ?? null,
	})) ?? {runs: [], ended: null};

const reading = <T>(paths: ProjectPaths, work: (db: Db) => T): T | undefined => {
	if (!existsSync(paths.database)) return undefined;
	const db = openForReading(paths.database);
	if (!db) return undefined;
	try {
		return explained(paths.database, () => work(db));
	} finally {
		db.close();
	}
};
