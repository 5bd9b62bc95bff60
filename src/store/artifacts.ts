// Reading what runs left on record (SPEC TL-8).
import type {Artifact} from '../domain/artifact.ts';
import type {Db} from './open.ts';

/** An artifact without its payload; `changedHash` is set where it was found to be another one later. */
export type ArtifactRow = Omit<Artifact, 'payload'> & {
	readonly runId: string;
	readonly at: string;
	readonly changedHash: string | null;
};

/** The artifacts of a run, oldest first. */
export const readArtifacts = (db: Db, runId: string): ArtifactRow[] =>
	db
		.prepare('SELECT * FROM artifact WHERE run_id = ? ORDER BY seq, id')
		.all(runId)
		.map((row) => artifactRowOf(row as Row));

/** One artifact with its payload, which stands in the event that stored it; undefined where there is none. */
export const readArtifact = (db: Db, id: string): (ArtifactRow & {readonly payload: unknown}) | undefined => {
	const sql = 'SELECT artifact.*, event.data FROM artifact JOIN event USING (seq) WHERE artifact.id = ?';
	const row = db.prepare(sql).get(id) as Row | undefined;
	return row && {...artifactRowOf(row), payload: JSON.parse(String(row.data)).artifact.payload};
};

type Row = Record<string, string | number | null>;

const artifactRowOf = (row: Row): ArtifactRow =>
	({
		id: row.id,
		runId: row.run_id,
		kind: row.kind,
		step: row.step,
		turn: row.turn,
		subject: row.subject,
		hash: row.hash,
		changedHash: row.changed_hash,
		at: row.at,
	}) as ArtifactRow;
