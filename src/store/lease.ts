// Who drives the runs of a project: at most one engine at a time, by a unique index.
import type {Machine, ProcessIdentity} from '../domain/process.ts';
import type {Db} from './open.ts';

/** A generation of the engine. `token` is known to it and to readers of the journal only. */
export type Lease = {
	readonly generation: number;
	readonly token: string;
	readonly engine: ProcessIdentity;
	readonly machine: Machine;
	/** Where it listens; null for one that works within a command and takes no clients. */
	readonly socket: string | null;
	readonly takenAt: string;
};

/** The lease that stands, or undefined. */
export const activeLease = (db: Db): Lease | undefined => {
	const row = db.prepare('SELECT * FROM engine_lease WHERE active = 1').get() as Row | undefined;
	return row && leaseOf(row);
};

/** Inserts the next generation and gives its number. Within `write`, where no lease stands. */
export const insertLease = (db: Db, lease: Omit<Lease, 'generation'>): number => {
	const {token, engine, machine, socket, takenAt} = lease;
	const values = [token, engine.pid, engine.started, machine.hostname, machine.bootId, machine.pidNamespace];
	return Number(
		db
			.prepare(
				`INSERT INTO engine_lease (token, active, pid, started, hostname, boot_id, pid_namespace, socket, taken_at)
				 VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?)`,
			)
			.run(...values, socket, takenAt).lastInsertRowid,
	);
};

/** Whether this generation still has the lease: an engine that lost it must not write any more. Within `write`. */
export const holdsLease = (db: Db, {generation, token}: Pick<Lease, 'generation' | 'token'>): boolean =>
	db.prepare('SELECT 1 FROM engine_lease WHERE generation = ? AND token = ? AND active = 1').get(generation, token) !==
	undefined;

/** Ends a lease; false where it stood no longer. Within `write`. */
export const endLease = (db: Db, generation: number, at: string): boolean =>
	db
		.prepare('UPDATE engine_lease SET active = 0, released_at = ? WHERE generation = ? AND active = 1')
		.run(at, generation).changes === 1;

type Row = Record<string, string | number | null>;

const leaseOf = (row: Row): Lease => ({
	generation: Number(row.generation),
	token: String(row.token),
	engine: {pid: Number(row.pid), started: String(row.started)},
	machine: {
		hostname: String(row.hostname),
		bootId: String(row.boot_id),
		pidNamespace: row.pid_namespace === null ? null : String(row.pid_namespace),
	},
	socket: row.socket === null ? null : String(row.socket),
	takenAt: String(row.taken_at),
});
