// The views: what is true now, kept beside the journal in the same transaction, so that reading it never costs history.
import {secondsBetween} from '../domain/duration.ts';
import type {Event} from '../domain/event.ts';
import type {Run} from '../domain/run.ts';
import {endState, type Session} from '../domain/session.ts';
import {unreachable} from '../domain/unreachable.ts';
import type {Append} from './entry.ts';
import type {Db} from './open.ts';

/** Brings the views up to one event. */
export const project = (db: Db, entry: Append): void => {
	const set = (sql: string, ...values: unknown[]): void => void db.prepare(sql).run(...values, entry.sessionId);
	const {event} = entry;
	switch (event.type) {
		case 'run.started':
		case 'run.resumed':
		case 'run.ended':
			return projectRun(db, entry.runId, entry.at, event);
		case 'session.claimed':
			return insertSession(db, entry, event);
		case 'session.spawned':
			return set('UPDATE session SET pid = ? WHERE id = ?', event.agent.pid);
		case 'session.started':
			return set(`UPDATE session SET state = 'working', evidence = 'started' WHERE id = ?`);
		case 'session.state-changed':
			return set(
				'UPDATE session SET state = ?, evidence = ?, message = ? WHERE id = ? AND ended_at IS NULL',
				event.state,
				event.evidence,
				event.message,
			);
		case 'session.start-failed':
			return set(
				`UPDATE session SET start_failed = 1, state = 'failed', evidence = 'start-failed', message = ?, ended_at = ?, ended_reason = 'failed' WHERE id = ?`,
				event.message,
				entry.at,
			);
		case 'session.ended':
			return set(
				`UPDATE session SET state = ?, evidence = 'exit', message = NULL, ended_at = ?, ended_reason = ?, exit_code = ?, signal = ? WHERE id = ? AND ended_at IS NULL`,
				endState(event.reason),
				event.endedAt,
				event.reason,
				event.exitCode,
				event.signal,
			);
		case 'task.marking':
			return set(`UPDATE session SET previous_status = ? WHERE id = ? AND previous_status IS NULL`, event.from);
		case 'session.settled':
			return set('UPDATE session SET settled = 1 WHERE id = ?');
		case 'session.reaped':
		case 'session.stop-requested':
		case 'task.marked':
		case 'task.mark-skipped':
			return;
		default:
			return unreachable(event);
	}
};

type RunEvent = Extract<Event, {type: `run.${string}`}>;

const projectRun = (db: Db, runId: string | null, at: string, event: RunEvent): void => {
	switch (event.type) {
		case 'run.started':
			db.prepare(
				`INSERT INTO run (id, task_id, task_title, workflow, state, milestone_id, created_at) VALUES (?, ?, ?, ?, 'running', ?, ?)`,
			).run(runId, event.taskId, event.taskTitle, event.workflow, event.milestone?.id ?? null, at);
			return;
		case 'run.resumed':
			db.prepare(`UPDATE run SET state = 'running', ended_at = NULL WHERE id = ?`).run(runId);
			return;
		case 'run.ended':
			db.prepare('UPDATE run SET state = ?, ended_at = ? WHERE id = ?').run(
				event.state,
				event.state === 'interrupted' ? null : at,
				runId,
			);
			return;
		default:
			return unreachable(event);
	}
};

const insertSession = (db: Db, entry: Append, event: Extract<Event, {type: 'session.claimed'}>): void => {
	db.prepare(
		`INSERT INTO session (number, id, run_id, task_id, task_title, runtime, argv, milestone_id, state, evidence, started_at)
		 VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'starting', 'claimed', ?)`,
	).run(
		Number(entry.sessionId?.slice('sess-'.length)),
		entry.sessionId,
		entry.runId,
		event.taskId,
		event.taskTitle,
		event.runtime,
		JSON.stringify(event.argv),
		event.milestoneId,
		entry.at,
	);
};

/** A session with what only the process that runs it needs. */
export type SessionRow = Session & {
	readonly argv: readonly string[];
	readonly startFailed: boolean;
	readonly previousStatus: string | null;
	readonly settled: boolean;
};

/** Sessions, oldest first. `open` gives those without an end, `last` at most so many of the newest. */
export const readSessions = (db: Db, now: string, filter: {open?: boolean; last?: number} = {}): SessionRow[] => {
	const where = filter.open ? 'WHERE ended_at IS NULL' : '';
	const rows = db.prepare(`SELECT * FROM session ${where} ORDER BY number DESC LIMIT ?`).all(filter.last ?? -1);
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

/** Runs that are under way or wait for a resume, oldest first. */
export const readActiveRuns = (db: Db): Run[] =>
	db
		.prepare(`SELECT * FROM run WHERE state IN ('running', 'interrupted') ORDER BY number`)
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
