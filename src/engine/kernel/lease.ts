// Becoming the engine of a project. Its holder is judged like the holder of a checkout: by pid, start time and boot.
import {randomBytes} from 'node:crypto';
import {existsSync, rmSync} from 'node:fs';
import path from 'node:path';
import type {ProjectPaths} from '../../config/paths.ts';
import {Refused} from '../../domain/errors.ts';
import {judgeProcess, type Liveness, type ProcessIdentity} from '../../domain/process.ts';
import {observeProcess, thisMachine} from '../../sessions/identity.ts';
import {activeLease, endLease, insertLease, type Lease} from '../../store/lease.ts';
import {type Db, explained, openForReading, write} from '../../store/open.ts';
import {socketDirectory} from '../session-files.ts';
import {atStep} from '../step.ts';

export type LeaseRequest = {
	readonly db: Db;
	readonly paths: ProjectPaths;
	readonly env: NodeJS.ProcessEnv;
	readonly engine: ProcessIdentity;
	/** Whether it takes clients. */
	readonly listens: boolean;
	readonly now: () => string;
};

export type LeaseOutcome =
	| {readonly kind: 'taken'; readonly lease: Lease}
	| {readonly kind: 'held'; readonly holder: Lease; readonly liveness: Exclude<Liveness, 'dead'>};

/** Takes the lease, or says who has it; that of a dead engine ends. Durable when it returns. */
export const takeLease = ({db, paths, env, engine, listens, now}: LeaseRequest): LeaseOutcome => {
	const machine = thisMachine();
	const outcome = write(db, (): LeaseOutcome => {
		const holder = activeLease(db);
		const liveness = holder ? judgeLease(holder) : 'dead';
		if (holder && liveness !== 'dead') return {kind: 'held', holder, liveness};
		if (holder) endLease(db, holder.generation, now());
		// Within the transaction: killed after it, nobody would know of this socket any more.
		if (holder?.socket) rmSync(holder.socket, {force: true});
		const token = randomBytes(24).toString('base64url');
		// A name of its own: whoever still holds on to an older engine's door must not come through this one.
		const socket = listens ? path.join(socketDirectory(paths, env), `engine-${token.slice(0, 6)}.sock`) : null;
		const lease = {token, engine, machine, socket, takenAt: now()};
		return {
			kind: 'taken',
			lease: {generation: insertLease(db, lease), ...lease},
		};
	});
	if (outcome.kind === 'taken') atStep('lease-taken');
	return outcome;
};

/** Gives the lease back. The socket goes first, while the lease still tells whose it is. */
export const releaseLease = (db: Db, lease: Lease, at: string): void => {
	if (lease.socket !== null) rmSync(lease.socket, {force: true});
	write(db, () => void endLease(db, lease.generation, at));
};

/** Whether an error says that another engine has the lease by now. */
export const isLost = (error: unknown): boolean => error instanceof Refused && error.refusal.code === 'lease-lost';

/** The engine that runs for a project, as its clients need to know it; undefined where none does. */
export const readEngineAddress = (
	paths: ProjectPaths,
):
	| {
			readonly liveness: Exclude<Liveness, 'dead'>;
			readonly hostname: string;
			readonly pid: number;
			/** Undefined for an engine that takes no clients. */
			readonly address: {readonly socket: string; readonly token: string} | undefined;
	  }
	| undefined => {
	if (!existsSync(paths.database)) return undefined;
	const db = openForReading(paths.database);
	if (!db) return undefined;
	try {
		const lease = explained(paths.database, () => activeLease(db));
		const liveness = lease ? judgeLease(lease) : 'dead';
		if (!lease || liveness === 'dead') return undefined;
		const {machine, engine, socket, token} = lease;
		return {
			liveness,
			hostname: machine.hostname,
			pid: engine.pid,
			address: socket === null ? undefined : {socket, token},
		};
	} finally {
		db.close();
	}
};

const judgeLease = ({machine, engine}: Lease): Liveness =>
	judgeProcess({machine, process: engine}, thisMachine(), observeProcess);
