// The views: what is true now, kept beside the journal in the same transaction, so that reading it never costs history.
import type {Event} from '../domain/event.ts';
import {endState} from '../domain/session.ts';
import {unreachable} from '../domain/unreachable.ts';
import type {Append} from './entry.ts';
import type {Db} from './open.ts';
import {projectFrozen, projectRunEvent} from './project-run.ts';
import {projectWish} from './project-wish.ts';
import {statement} from './statement.ts';

/** Brings the views up to one event, which the journal has as `seq`. */
export const project = (db: Db, entry: Append, seq: number): void => {
	const {event} = entry;
	switch (event.type) {
		case 'run.started':
		case 'run.resumed':
		case 'run.ended':
			return projectRun(db, entry.runId, entry.at, event);
		case 'session.claimed':
			return insertSession(db, entry, event);
		case 'session.start-failed':
		case 'session.ended':
			return projectEnd(db, entry, event);
		case 'session.spawned':
			return setSession(db, entry, 'pid = ?', event.agent.pid);
		case 'session.started':
			return setSession(db, entry, `state = 'working', evidence = 'started'`);
		case 'session.state-changed':
			return projectState(db, entry, event);
		case 'session.progressed':
			return setSession(db, entry, 'progress = ?', JSON.stringify(event.progress));
		case 'session.identified':
			return setSession(db, entry, 'release = ?', event.release);
		case 'task.marking':
			return setSession(db, entry, 'previous_status = coalesce(previous_status, ?)', event.from);
		case 'session.settled':
			return setSession(db, entry, 'settled = 1');
		case 'permission.asked':
		case 'permission.decided':
		case 'permission.closed':
			return projectWish(db, entry, event);
		case 'session.reaped':
		case 'session.prompted':
		case 'session.take-over-requested':
		case 'session.stop-requested':
		case 'task.marked':
		case 'task.mark-skipped':
			return;
		default:
			return projectRunEvent(db, entry, event, seq);
	}
};

const projectState = (db: Db, entry: Append, event: Extract<Event, {type: 'session.state-changed'}>): void => {
	const {state, evidence, message, rule = null, seen = null} = event;
	const values =
		'state_since = CASE WHEN state = ? THEN coalesce(state_since, started_at) ELSE ? END, state = ?, evidence = ?, message = ?, rule = ?, seen = ?';
	setLive(db, entry, values, state, entry.at, state, evidence, message, rule, seen);
};

type EndEvent = Extract<Event, {type: 'session.start-failed' | 'session.ended'}>;

const projectEnd = (db: Db, entry: Append, event: EndEvent): void => {
	if (event.type === 'session.start-failed') {
		const values = `start_failed = 1, state = 'failed', evidence = 'start-failed', message = ?, ended_at = ?, ended_reason = 'failed'`;
		return setSession(db, entry, values, event.message, entry.at);
	}
	const {reason, endedAt, exitCode, signal} = event;
	const values = `state = ?, evidence = 'exit', message = NULL, rule = NULL, seen = NULL, state_since = ?, ended_at = ?, ended_reason = ?, exit_code = ?, signal = ?`;
	setLive(db, entry, values, endState(reason), endedAt, endedAt, reason, exitCode, signal);
};

/** Sets columns of the entry's session; `assignments` is one of the texts above, never data. */
const setSession = (db: Db, {sessionId}: Append, assignments: string, ...values: unknown[]): void =>
	void statement(db, `UPDATE session SET ${assignments} WHERE id = ?`).run(...values, sessionId);

/** The same, where the session has not ended: what came first stays. */
const setLive = (db: Db, {sessionId}: Append, assignments: string, ...values: unknown[]): void =>
	void statement(db, `UPDATE session SET ${assignments} WHERE id = ? AND ended_at IS NULL`).run(...values, sessionId);

type RunEvent = Extract<Event, {type: 'run.started' | 'run.resumed' | 'run.ended'}>;

const projectRun = (db: Db, runId: string | null, at: string, event: RunEvent): void => {
	switch (event.type) {
		case 'run.started':
			statement(
				db,
				`INSERT INTO run (id, task_id, task_title, workflow, state, milestone_id, created_at) VALUES (?, ?, ?, ?, 'running', ?, ?)`,
			).run(runId, event.taskId, event.taskTitle, event.workflow, event.milestone?.id ?? null, at);
			if (runId !== null && event.frozen) projectFrozen(db, runId, event.frozen);
			return;
		case 'run.resumed':
			statement(db, `UPDATE run SET state = 'running', ended_at = NULL WHERE id = ?`).run(runId);
			return;
		case 'run.ended':
			statement(db, 'UPDATE run SET state = ?, ended_at = ? WHERE id = ?').run(
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
	statement(
		db,
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
