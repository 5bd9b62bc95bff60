// Reading the views that project.ts keeps.
import {secondsBetween} from '../domain/duration.ts';
import type {Run} from '../domain/run.ts';
import type {Session} from '../domain/session.ts';
import type {Db} from './open.ts';

/** A session with what only the process that runs it needs. */
export type SessionRow = Session & {
	readonly argv: readonly string[];
	readonly startFailed: boolean;
	readonly previousStatus: string | null;
	readonly settled: boolean;
};

/** Sessions, oldest first. `open` gives those without an end, `last` at most so many of the newest. */
export const readSessions = (
	db: Db,
	now: string,
	filter: {open?: boolean; last?: number; run?: string} = {},
): SessionRow[] => {
	const where = `WHERE ${filter.open ? 'ended_at IS NULL' : '1'}${filter.run === undefined ? '' : ' AND run_id = :run'}`;
	const named = {last: filter.last ?? -1, ...(filter.run === undefined ? {} : {run: filter.run})};
	const rows = db.prepare(`SELECT * FROM session ${where} ORDER BY number DESC LIMIT :last`).all(named);
	return rows.map((row) => sessionOf(row as RawSession, now)).reverse();
};

/** One session by its id. */
export const readSession = (db: Db, id: string, now: string): SessionRow | undefined => {
	const row = db.prepare('SELECT * FROM session WHERE id = ?').get(id) as RawSession | undefined;
	return row && sessionOf(row, now);
};

/** Sessions whose end, or failed start, was recorded and not yet carried into the files; oldest first. */
export const readUnsettled = (db: Db, now: string): SessionRow[] =>
	db
		.prepare('SELECT * FROM session WHERE settled = 0 AND ended_at IS NOT NULL ORDER BY number')
		.all()
		.map((row) => sessionOf(row as RawSession, now));

/** The latest session of a task. */
export const lastSessionOfTask = (db: Db, taskId: string, now: string): SessionRow | undefined => {
	const row = db
		.prepare('SELECT * FROM session WHERE task_id = ? AND start_failed = 0 ORDER BY number DESC LIMIT 1')
		.get(taskId) as RawSession | undefined;
	return row && sessionOf(row, now);
};

/** The latest session of every task that ever had one. */
export const readLastSessions = (db: Db, now: string): SessionRow[] =>
	db
		.prepare(
			'SELECT * FROM session WHERE number IN (SELECT max(number) FROM session WHERE start_failed = 0 GROUP BY task_id)',
		)
		.all()
		.map((row) => sessionOf(row as RawSession, now));

/** Runs that are under way or wait for something, oldest first. */
export const readActiveRuns = (db: Db): Run[] =>
	db
		.prepare(
			`SELECT * FROM run WHERE state IN ('running', 'waiting', 'paused', 'stopping', 'interrupted') ORDER BY number`,
		)
		.all()
		.map((row) => runOf(row as RawRun));

/** The latest run of a task. */
export const lastRunOfTask = (db: Db, taskId: string): Run | undefined => {
	const row = db.prepare('SELECT * FROM run WHERE task_id = ? ORDER BY number DESC LIMIT 1').get(taskId) as
		| RawRun
		| undefined;
	return row && runOf(row);
};

type RawSession = Record<string, string | number | null>;
type RawRun = Record<string, string | number | null>;

const sessionOf = (row: RawSession, now: string): SessionRow =>
	({
		id: row.id,
		taskId: row.task_id,
		taskTitle: row.task_title,
		runId: row.run_id,
		runtime: row.runtime,
		argv: JSON.parse(String(row.argv)),
		pid: row.pid,
		state: row.state,
		evidence: row.evidence,
		message: row.message,
		startedAt: row.started_at,
		endedAt: row.ended_at,
		endedReason: row.ended_reason,
		exitCode: row.exit_code,
		signal: row.signal,
		durationSeconds: secondsBetween(String(row.started_at), String(row.ended_at ?? now)),
		milestoneId: row.milestone_id,
		why: {rule: row.rule, seen: row.seen, since: row.state_since ?? row.started_at},
		...(row.progress === null ? {} : {progress: JSON.parse(String(row.progress))}),
		...(row.release === null ? {} : {release: row.release}),
		startFailed: row.start_failed === 1,
		previousStatus: row.previous_status,
		settled: row.settled === 1,
	}) as SessionRow;

const runOf = (row: RawRun): Run =>
	({
		id: row.id,
		taskId: row.task_id,
		taskTitle: row.task_title,
		workflow: row.workflow,
		state: row.state,
		milestoneId: row.milestone_id,
		createdAt: row.created_at,
		endedAt: row.ended_at,
	}) as Run;
