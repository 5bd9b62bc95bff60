// The journal: events are appended, numbered without gaps, and never changed.
import type {Event, JournalEntry} from '../domain/event.ts';
import type {Append} from './entry.ts';
import type {Db} from './open.ts';
import {project} from './project.ts';
import {statement} from './statement.ts';

/** Appends one event and brings the views up to it. To be called within `write`. False where the key stood there already. */
export const append = (db: Db, entry: Append): boolean => {
	// Looked for first: an insert that meets its key would still take a number, and the numbers have no gaps.
	if (entry.key !== undefined && isThere(db, entry.key)) return false;
	const {type, ...data} = entry.event;
	const runSeq = entry.runId === null ? null : nextRunSeq(db, entry.runId);
	const {lastInsertRowid} = statement(db, INSERT).run(
		entry.at,
		entry.runId,
		runSeq,
		entry.sessionId,
		type,
		entry.key ?? null,
		JSON.stringify(data),
	);
	project(db, entry, Number(lastInsertRowid));
	// The first event of a run is what makes its row.
	if (runSeq === 1) statement(db, 'UPDATE run SET event_count = 1 WHERE id = ?').run(entry.runId);
	return true;
};

const INSERT = 'INSERT INTO event (at, run_id, run_seq, session_id, type, key, data) VALUES (?, ?, ?, ?, ?, ?, ?)';

/** Reads events in order. `since` leaves out all up to and including that number; `limit` keeps the first so many. */
export const readEvents = (
	db: Db,
	filter: {
		readonly runId?: string | undefined;
		readonly since?: number | undefined;
		readonly limit?: number | undefined;
	} = {},
): JournalEntry[] => {
	const byRun = filter.runId === undefined ? '' : 'AND run_id = @runId';
	const rows = db.prepare(`SELECT * FROM event WHERE seq > @since ${byRun} ORDER BY seq LIMIT @limit`).all({
		since: filter.since ?? 0,
		limit: filter.limit ?? -1,
		...(filter.runId === undefined ? {} : {runId: filter.runId}),
	});
	return rows.map((row) => entryOf(row as EventRow));
};

/** The events of one session, oldest first. */
export const readSessionEvents = (db: Db, {runId, id}: {readonly runId: string; readonly id: string}): Event[] =>
	db
		.prepare('SELECT * FROM event WHERE run_id = ? AND session_id = ? ORDER BY run_seq')
		.all(runId, id)
		.map((row) => entryOf(row as EventRow).event);

/** The number of the last event; 0 where there is none. */
export const lastNumber = (db: Db): number =>
	(db.prepare('SELECT max(seq) AS last FROM event').get() as {last: number | null}).last ?? 0;

type EventRow = {
	seq: number;
	at: string;
	run_id: string | null;
	run_seq: number | null;
	session_id: string | null;
	type: string;
	data: string;
};

const entryOf = (row: EventRow): JournalEntry => ({
	seq: row.seq,
	at: row.at,
	runId: row.run_id,
	runSeq: row.run_seq,
	sessionId: row.session_id,
	event: {type: row.type, ...JSON.parse(row.data)} as Event,
});

const isThere = (db: Db, key: string): boolean =>
	statement(db, 'SELECT 1 FROM event WHERE key = ?').get(key) !== undefined;

/** Counts one more event of the run and gives its number; 1 where there is no such run yet. */
const nextRunSeq = (db: Db, runId: string): number => {
	const sql = 'UPDATE run SET event_count = event_count + 1 WHERE id = ? RETURNING event_count AS count';
	return (statement(db, sql).get(runId) as {count: number} | undefined)?.count ?? 1;
};
