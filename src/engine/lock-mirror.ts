// session.lock mirrors the claim for people and scripts. A lock that mosaic did not write is honoured.
import path from 'node:path';
import type {ProjectPaths} from '../config/paths.ts';
import type {Refusal} from '../domain/errors.ts';
import type {Machine} from '../domain/process.ts';
import {plainLine} from '../domain/text.ts';
import {bootedAt, observeProcess} from '../sessions/identity.ts';
import {judgeLock, type MosaicLock, readLockFile, removeLockFile, writeLockFile} from '../sessions/lock-file.ts';
import {activeClaim, type Claim, claimOfSession} from '../store/claim.ts';
import {type Db, write} from '../store/open.ts';
import {readSession} from '../store/views.ts';

/**
 * Brings session.lock up to the claim: written while one stands, gone when none does. The journal's write lock is held
 * meanwhile, so that the last to publish is always the one with the newest claim before its eyes.
 */
export const publishLock = (db: Db, paths: ProjectPaths): void =>
	write(db, () => {
		const claim = activeClaim(db, paths.root);
		if (claim) return writeLockFile(paths.lockFile, lockOf(db, claim));
		const owner = ownerOf(db, paths.lockFile);
		if (owner !== undefined) removeLockFile(paths.lockFile, owner);
	});

const lockOf = (db: Db, claim: Claim): MosaicLock => {
	const session = readSession(db, claim.sessionId, claim.claimedAt);
	return {
		session_id: claim.sessionId,
		runtime: session?.runtime ?? '',
		// Before the agent runs, its host stands for it: a script must find a living process behind the lock.
		pid: claim.agent?.pid ?? claim.host.pid,
		started_at: claim.claimedAt,
		project_path: claim.checkout,
		milestone_id: session?.milestoneId ?? null,
		task_id: session?.taskId ?? null,
		host_pid: claim.host.pid,
		pid_started: claim.agent?.started ?? claim.host.started,
		host_started: claim.host.started,
		boot_id: claim.machine.bootId,
		hostname: claim.machine.hostname,
		pid_namespace: claim.machine.pidNamespace,
		generation: claim.generation,
	};
};

/** Why the lock file forbids a start, or undefined: a foreign lock with a living or unknown process, or an unreadable one. */
export const foreignHolder = (db: Db, lockFile: string, here: Machine): Refusal | undefined => {
	const read = readLockFile(lockFile);
	if (read.kind === 'none' || ownerOf(db, lockFile) !== undefined) return undefined;
	if (read.kind === 'unreadable')
		return {
			kind: 'invalid',
			code: 'unreadable-lock',
			message: `${read.reason} It was left as it is: whether an agent works here cannot be known from it.`,
		};
	const {liveness, reason} = judgeLock(read, here, observeProcess, bootedAt());
	if (liveness === 'dead') return undefined;
	const {pid} = read.lock;
	const sessionId = typeof read.lock.session_id === 'string' ? plainLine(read.lock.session_id) : 'of another program';
	return {
		kind: 'refused',
		code: 'held',
		message: `session ${sessionId} (PID ${plainLine(String(pid))}) holds this checkout by ${path.basename(lockFile)}: ${reason}. End it, or remove ${lockFile} if it is surely gone.`,
		sessionId,
		...(typeof pid === 'number' ? {pid} : {}),
	};
};

/** The session of this journal that the lock was written for, if so: its claim is then the better witness. */
const ownerOf = (db: Db, lockFile: string): string | undefined => {
	const read = readLockFile(lockFile);
	if (read.kind !== 'mosaic') return undefined;
	const claim = claimOfSession(db, read.lock.session_id);
	const same = claim?.generation === read.lock.generation && claim?.host.pid === read.lock.host_pid;
	return same ? read.lock.session_id : undefined;
};
