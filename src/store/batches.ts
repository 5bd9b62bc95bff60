// Reading batches: what `run --all` is working through.
import type {RunState} from '../domain/run.ts';
import type {Db} from './open.ts';

export type Batch = {
	readonly id: string;
	readonly workflow: string | null;
	readonly until: string | null;
	readonly parallel: number;
	readonly startedAt: string;
	readonly endedAt: string | null;
	readonly reason: string | null;
};

type Row = Record<string, string | number | null>;

/** The batches that are not over, oldest first. */
export const readOpenBatches = (db: Db): Batch[] =>
	db
		.prepare('SELECT * FROM batch WHERE ended_at IS NULL ORDER BY started_at, id')
		.all()
		.map((row) => batchOf(row as Row));

/** One batch by its id. */
export const readBatch = (db: Db, id: string): Batch | undefined => {
	const row = db.prepare('SELECT * FROM batch WHERE id = ?').get(id) as Row | undefined;
	return row && batchOf(row);
};

/** The id for the next batch: `batch-001`. */
export const nextBatchId = (db: Db): string => {
	const count = db.prepare('SELECT count(*) FROM batch').pluck().get() as number;
	return `batch-${String(count + 1).padStart(3, '0')}`;
};

/** What a batch has done: the latest run of each task, and how often each was left alone and come back to. */
export const readBatchWork = (
	db: Db,
	id: string,
): {
	readonly runs: readonly {readonly id: string; readonly taskId: string; readonly state: RunState}[];
	readonly suspended: ReadonlyMap<string, number>;
	readonly resumed: ReadonlyMap<string, number>;
} => {
	const runs = db
		.prepare(
			`SELECT id, task_id AS taskId, state FROM run WHERE number IN (SELECT max(number) FROM run WHERE batch_id = ? GROUP BY task_id) ORDER BY number`,
		)
		.all(id) as {id: string; taskId: string; state: RunState}[];
	const tasks = db.prepare('SELECT * FROM batch_task WHERE batch_id = ?').all(id) as Row[];
	const counts = (column: string) => new Map(tasks.map((row) => [String(row.task_id), Number(row[column])]));
	return {runs, suspended: counts('suspended'), resumed: counts('resumed')};
};

const batchOf = (row: Row): Batch =>
	({
		id: row.id,
		workflow: row.workflow,
		until: row.until_task,
		parallel: row.parallel,
		startedAt: row.started_at,
		endedAt: row.ended_at,
		reason: row.reason,
	}) as Batch;
