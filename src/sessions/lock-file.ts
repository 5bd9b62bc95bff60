// session.lock: the claim as scripts see it. The database decides who may work; a lock that mosaic did not write is
// all there is to know about a stranger, and is honoured.
import * as z from 'zod/mini';
import {Refused} from '../domain/errors.ts';
import {isPid, isRunning, judgeProcess, type Liveness, type Machine, type ObservedProcess} from '../domain/process.ts';
import {quoted} from '../domain/text.ts';
import {removeFile} from '../files/atomic-write.ts';
import {readJsonFile, writeJsonFile} from '../files/json-file.ts';

/** A lock that mosaic wrote. `pid` is null until the agent was started. */
export const MosaicLock = z.looseObject({
	session_id: z.string(),
	runtime: z.string(),
	pid: z.nullable(z.int()),
	pid_started: z.nullable(z.string()),
	started_at: z.string(),
	project_path: z.string(),
	milestone_id: z.nullable(z.string()),
	task_id: z.nullable(z.string()),
	host_pid: z.int(),
	host_started: z.string(),
	hostname: z.string(),
	boot_id: z.string(),
	pid_namespace: z.nullable(z.string()),
	generation: z.int(),
});
export type MosaicLock = z.infer<typeof MosaicLock>;

/** Anybody's lock: an object with a pid, whatever that is. */
export const ForeignLock = z.looseObject({
	pid: z.unknown(),
	session_id: z.optional(z.unknown()),
	started_at: z.optional(z.unknown()),
	hostname: z.optional(z.unknown()),
	boot_id: z.optional(z.unknown()),
});
export type ForeignLock = z.infer<typeof ForeignLock>;

export type LockReading =
	| {readonly kind: 'none'}
	| {readonly kind: 'mosaic'; readonly lock: MosaicLock}
	| {readonly kind: 'foreign'; readonly lock: ForeignLock}
	| {readonly kind: 'unreadable'; readonly reason: string};

/** Reads the lock. Unreadable is not "none": who holds it cannot be known. */
export const readLockFile = (file: string): LockReading => {
	try {
		const value = readJsonFile(file, z.record(z.string(), z.unknown()));
		if (value === undefined) return {kind: 'none'};
		const own = MosaicLock.safeParse(value);
		if (own.success) return {kind: 'mosaic', lock: own.data};
		if (!('pid' in value)) return {kind: 'unreadable', reason: `${file}: no pid. Mend or remove the file.`};
		return {kind: 'foreign', lock: ForeignLock.parse(value)};
	} catch (error) {
		if (error instanceof Refused) return {kind: 'unreadable', reason: error.refusal.message};
		throw error;
	}
};

export type LockVerdict = {readonly liveness: Liveness; readonly reason: string};

/** Clocks are set, and boot times are read to the second: only what is older by more than this is from another boot. */
const BOOT_MARGIN_MS = 60_000;

/**
 * Whether the holder of a lock lives, and why it is thought so. Mosaic's own: its host or its agent is the very process
 * recorded. A stranger's has only a pid, so whichever process has that pid now counts as the holder: stealing from a
 * live one is worse than asking a person to remove a stale file. `bootedAt`: milliseconds since 1970, where known.
 */
export const judgeLock = (
	reading: Extract<LockReading, {kind: 'mosaic' | 'foreign'}>,
	here: Machine,
	observe: (pid: number) => ObservedProcess | null,
	bootedAt?: number,
): LockVerdict =>
	reading.kind === 'mosaic'
		? judgeOwn(reading.lock, here, observe)
		: judgeForeign(reading.lock, here, observe, bootedAt);

const judgeOwn = (lock: MosaicLock, here: Machine, observe: (pid: number) => ObservedProcess | null): LockVerdict => {
	const machine = {hostname: lock.hostname, bootId: lock.boot_id, pidNamespace: lock.pid_namespace};
	const host = judgeProcess({machine, process: {pid: lock.host_pid, started: lock.host_started}}, here, observe);
	const agent =
		lock.pid === null || lock.pid_started === null
			? 'dead'
			: judgeProcess({machine, process: {pid: lock.pid, started: lock.pid_started}}, here, observe);
	if (agent === 'alive') return {liveness: 'alive', reason: `its agent runs with pid ${lock.pid}`};
	if (host === 'alive') return {liveness: 'alive', reason: `its session host runs with pid ${lock.host_pid}`};
	if (host === 'unknown' || agent === 'unknown')
		return {liveness: 'unknown', reason: `it was taken on ${quoted(lock.hostname)}, out of sight from here`};
	return {
		liveness: 'dead',
		reason: `neither host (pid ${lock.host_pid}) nor agent (pid ${lock.pid ?? '—'}) runs any more`,
	};
};

const judgeForeign = (
	lock: ForeignLock,
	here: Machine,
	observe: (pid: number) => ObservedProcess | null,
	bootedAt: number | undefined,
): LockVerdict => {
	if (typeof lock.hostname === 'string' && lock.hostname !== here.hostname)
		return {liveness: 'unknown', reason: `it was taken on ${quoted(lock.hostname)}, out of sight from here`};
	const pid = pidIn(lock.pid);
	if (!isPid(pid)) return {liveness: 'dead', reason: `its pid ${shown(lock.pid)} is no process id`};
	if (typeof lock.boot_id === 'string' && lock.boot_id !== here.bootId)
		return {liveness: 'dead', reason: 'it was taken before this machine was started'};
	const started = typeof lock.started_at === 'string' ? Date.parse(lock.started_at) : Number.NaN;
	if (bootedAt !== undefined && started < bootedAt - BOOT_MARGIN_MS)
		return {
			liveness: 'dead',
			reason: `it was taken at ${quoted(String(lock.started_at))}, before this machine was started`,
		};
	const now = observe(pid);
	if (now === null) return {liveness: 'dead', reason: `no process has pid ${pid}`};
	if (!isRunning(now)) return {liveness: 'dead', reason: `pid ${pid} has ended already (a zombie)`};
	return {liveness: 'alive', reason: `pid ${pid} runs (${quoted(now.command)})`};
};

/** A shell script writes `"pid": "4711"` as easily as the number. */
const pidIn = (value: unknown): unknown =>
	typeof value === 'string' && /^[1-9]\d{0,9}$/.test(value) ? Number(value) : value;

const shown = (value: unknown): string => quoted(JSON.stringify(value) ?? String(value));

/** Publishes the claim; after its commit. */
export const writeLockFile = (file: string, lock: MosaicLock): void => writeJsonFile(file, lock);

/**
 * Removes the lock of this session, and nobody else's. The answer says what was found; a lock of others or an
 * unreadable one stays.
 */
export const removeLockFile = (file: string, expectedSession: string): 'removed' | 'missing' | 'not-ours' => {
	const reading = readLockFile(file);
	if (reading.kind === 'none') return 'missing';
	if (reading.kind === 'unreadable' || reading.lock.session_id !== expectedSession) return 'not-ours';
	removeFile(file);
	return 'removed';
};
