// Small questions about runs and keys that writers ask within their transaction.
import type {Effect} from '../domain/effect.ts';
import type {Db} from './open.ts';

/** Whether a run is of the plain runner, whose session is the whole run. Other runs are driven by the engine. */
export const isSoloRun = (db: Db, runId: string): boolean =>
	(db.prepare('SELECT workflow FROM run WHERE id = ?').pluck().get(runId) ?? 'solo') === 'solo';

/** The session that was recorded under this key, or undefined. */
export const sessionUnderKey = (db: Db, key: string): string | undefined =>
	(db.prepare('SELECT session_id FROM event WHERE key = ?').pluck().get(key) as string | null | undefined) ?? undefined;

/** The status text that stood in the tasks file before the run first marked its task; undefined where it never did. */
export const firstMarking = (db: Db, runId: string, taskId: string): string | undefined => {
	const rows = db
		.prepare(`SELECT data FROM event WHERE run_id = ? AND type = 'task.marking' ORDER BY run_seq`)
		.pluck()
		.all(runId) as string[];
	const markings = rows.map((data) => JSON.parse(data) as {taskId: string; from: string});
	return markings.find((marking) => marking.taskId === taskId)?.from;
};

/** The run whose event was recorded under this key, or undefined. */
export const runUnderKey = (db: Db, key: string): string | undefined =>
	(db.prepare('SELECT run_id FROM event WHERE key = ?').pluck().get(key) as string | null | undefined) ?? undefined;

/** The key under which a session of a run was recorded; undefined for sessions of the plain runner. */
export const keyOfSession = (db: Db, runId: string, sessionId: string): string | undefined =>
	(db
		.prepare(`SELECT key FROM event WHERE run_id = ? AND session_id = ? AND type = 'session.claimed'`)
		.pluck()
		.get(runId, sessionId) as string | null | undefined) ?? undefined;

/** An effect as it was recorded when it was started. */
export const startedEffect = (db: Db, runId: string, key: string): Effect | undefined => {
	const rows = db
		.prepare(
			`SELECT data FROM event WHERE run_id = ? AND session_id IS NULL AND type = 'effect.started' ORDER BY seq DESC`,
		)
		.pluck()
		.all(runId) as string[];
	return rows.map((data) => (JSON.parse(data) as {effect: Effect}).effect).find((effect) => effect.key === key);
};
