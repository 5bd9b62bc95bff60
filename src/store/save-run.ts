// The rows of a run and its steps, as its folded state says. Written in the transaction of the events that made it so.
import type {RunView} from '../domain/run.ts';
import type {StepView} from '../domain/step.ts';
import type {Db} from './open.ts';
import {statement} from './statement.ts';

/** A run without what has tables of its own. */
export type RunRow = Omit<RunView, 'approvals' | 'questions' | 'steps'>;

/** Brings a run's row up to its state. Within `write`. */
export const saveRun = (db: Db, run: RunRow): void =>
	void statement(
		db,
		`UPDATE run SET state = ?, ended_at = ?, closed = ?, branch = ?, worktree = ?, base_commit = ?, paused_from = ?,
			 failure = ?, integrated = ? WHERE id = ?`,
	).run(
		run.state,
		run.endedAt,
		run.closed ? 1 : 0,
		run.branch,
		run.worktree,
		run.baseCommit,
		run.pausedFrom,
		run.failure && JSON.stringify(run.failure),
		run.integrated && JSON.stringify(run.integrated),
		run.id,
	);

/** Writes the row of one step. Within `write`. */
export const saveStep = (db: Db, runId: string, position: number, step: StepView): void =>
	void statement(
		db,
		`INSERT OR REPLACE INTO step (run_id, position, key, kind, title, role, state, attempt, attempts, turn, verdict, summary,
			 reason, failure, session_id, started_at, ended_at, worked_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
	).run(
		runId,
		position,
		step.key,
		step.kind,
		step.title,
		step.role,
		step.state,
		step.attempt,
		step.attempts,
		step.turn,
		step.verdict,
		step.summary,
		step.reason,
		step.failure && JSON.stringify(step.failure),
		step.sessionId,
		step.startedAt,
		step.endedAt,
		step.workedMs,
	);

/** Takes away the rows of steps from a position on: a plan that was made anew can have fewer. Within `write`. */
export const dropSteps = (db: Db, runId: string, from: number): void =>
	void statement(db, 'DELETE FROM step WHERE run_id = ? AND position >= ?').run(runId, from);
