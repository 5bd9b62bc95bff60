// Who may work in a checkout. One active claim each, enforced by a unique index; DESIGN calls this the claim protocol.
import type {Liveness, Machine, ProcessIdentity} from '../domain/process.ts';
import type {Db} from './open.ts';

/** A generation of work in a checkout. `token` is known to its host and to readers of the journal only. */
export type Claim = {
	readonly generation: number;
	readonly checkout: string;
	readonly sessionId: string;
	readonly token: string;
	readonly active: boolean;
	/** Whether all its processes are known to be gone. */
	readonly reaped: boolean;
	readonly host: ProcessIdentity;
	readonly machine: Machine;
	readonly agent: ProcessIdentity | null;
	readonly socket: string | null;
	readonly claimedAt: string;
	readonly releasedAt: string | null;
};

export type ClaimRequest = {
	readonly checkout: string;
	readonly sessionId: string;
	readonly token: string;
	readonly host: ProcessIdentity;
	readonly machine: Machine;
	readonly socket: string;
	readonly at: string;
};

/** The claim that stands for a checkout, or undefined. */
export const activeClaim = (db: Db, checkout: string): Claim | undefined =>
	one(db.prepare('SELECT * FROM claim WHERE checkout = ? AND active = 1').get(checkout));

/** All active claims of a project, oldest first. */
export const activeClaims = (db: Db): Claim[] =>
	db
		.prepare('SELECT * FROM claim WHERE active = 1 ORDER BY generation')
		.all()
		.map((row) => claimOf(row as RawClaim));

/** The claim under which a session ran or runs. */
export const claimOfSession = (db: Db, sessionId: string): Claim | undefined =>
	one(db.prepare('SELECT * FROM claim WHERE session_id = ? ORDER BY generation DESC LIMIT 1').get(sessionId));

/** Generations of a checkout that hold it no longer and whose processes may still be there, oldest first. */
export const unreapedClaims = (db: Db, checkout: string): Claim[] =>
	db
		.prepare('SELECT * FROM claim WHERE checkout = ? AND reaped = 0 AND active = 0 ORDER BY generation')
		.all(checkout)
		.map((row) => claimOf(row as RawClaim));

/** Claims that name another path than this one and are active or have processes to look for, oldest first. */
export const claimsOfOtherPlaces = (db: Db, checkout: string): Claim[] =>
	db
		.prepare('SELECT * FROM claim WHERE reaped = 0 AND checkout <> ? ORDER BY generation')
		.all(checkout)
		.map((row) => claimOf(row as RawClaim));

/** Ends a claim, if it is not over, as one of this path. Within `write`. */
export const endClaimAt = (
	db: Db,
	generation: number,
	{checkout, at, reaped}: {readonly checkout: string; readonly at: string; readonly reaped: boolean},
): void =>
	void db
		.prepare(
			'UPDATE claim SET active = 0, checkout = ?, reaped = ?, released_at = coalesce(released_at, ?) WHERE generation = ?',
		)
		.run(checkout, reaped ? 1 : 0, at, generation);

/** What judging the holder came to: the checkout is free (its dead holder deposed), or somebody has it. */
export type Judgement =
	| {readonly kind: 'free'; readonly deposed: Claim | undefined}
	| {readonly kind: 'held'; readonly holder: Claim; readonly liveness: Exclude<Liveness, 'dead'>};

/** Judges the holder of a checkout and deposes a dead one. Within `write`; unknown is never deposed. */
export const deposeIfDead = (db: Db, checkout: string, judge: (claim: Claim) => Liveness, at: string): Judgement => {
	const holder = activeClaim(db, checkout);
	if (!holder) return {kind: 'free', deposed: undefined};
	const liveness = judge(holder);
	if (liveness !== 'dead') return {kind: 'held', holder, liveness};
	db.prepare('UPDATE claim SET active = 0, released_at = ? WHERE generation = ?').run(at, holder.generation);
	return {kind: 'free', deposed: holder};
};

/** Inserts the next generation and gives its number. Within `write`, after `deposeIfDead` said the checkout is free. */
export const insertClaim = (db: Db, request: ClaimRequest): number =>
	Number(
		db
			.prepare(
				`INSERT INTO claim (checkout, session_id, token, active, host_pid, host_started, hostname, boot_id, pid_namespace, socket, claimed_at)
				 VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)`,
			)
			.run(
				request.checkout,
				request.sessionId,
				request.token,
				request.host.pid,
				request.host.started,
				request.machine.hostname,
				request.machine.bootId,
				request.machine.pidNamespace,
				request.socket,
				request.at,
			).lastInsertRowid,
	);

/** Records the agent's process where the claim still stands with this token; false where it does not. Within `write`. */
export const recordAgent = (db: Db, claim: Pick<Claim, 'generation' | 'token'>, agent: ProcessIdentity): boolean =>
	db
		.prepare('UPDATE claim SET agent_pid = ?, agent_started = ? WHERE generation = ? AND token = ? AND active = 1')
		.run(agent.pid, agent.started, claim.generation, claim.token).changes === 1;

/** Ends a claim; `reaped` tells whether its processes are all gone. False where it stood no longer. Within `write`. */
export const releaseClaim = (
	db: Db,
	claim: Pick<Claim, 'generation' | 'token'>,
	at: string,
	reaped: boolean,
): boolean =>
	db
		.prepare(
			'UPDATE claim SET active = 0, reaped = ?, released_at = ? WHERE generation = ? AND token = ? AND active = 1',
		)
		.run(reaped ? 1 : 0, at, claim.generation, claim.token).changes === 1;

/** Notes that no process of a deposed generation is left. Within `write`. */
export const markReaped = (db: Db, generation: number): void =>
	void db.prepare('UPDATE claim SET reaped = 1 WHERE generation = ? AND active = 0').run(generation);

/** The number for the next session: above every one ever given out, also those only mission.json remembers. */
export const nextSessionNumber = (db: Db, known: number): number =>
	Math.max(known, (db.prepare('SELECT max(number) FROM session').pluck().get() as number | null) ?? 0) + 1;

/** The number for the next run. */
export const nextRunNumber = (db: Db): number =>
	((db.prepare('SELECT max(number) FROM run').pluck().get() as number | null) ?? 0) + 1;

type RawClaim = Record<string, string | number | null>;

const one = (row: unknown): Claim | undefined => (row === undefined ? undefined : claimOf(row as RawClaim));

const claimOf = (row: RawClaim): Claim => ({
	generation: Number(row.generation),
	checkout: String(row.checkout),
	sessionId: String(row.session_id),
	token: String(row.token),
	active: row.active === 1,
	reaped: row.reaped === 1,
	host: {pid: Number(row.host_pid), started: String(row.host_started)},
	machine: {
		hostname: String(row.hostname),
		bootId: String(row.boot_id),
		pidNamespace: row.pid_namespace === null ? null : String(row.pid_namespace),
	},
	agent: row.agent_pid === null ? null : {pid: Number(row.agent_pid), started: String(row.agent_started)},
	socket: row.socket === null ? null : String(row.socket),
	claimedAt: String(row.claimed_at),
	releasedAt: row.released_at === null ? null : String(row.released_at),
});
