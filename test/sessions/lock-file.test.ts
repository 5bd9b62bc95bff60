import {mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {bootedAt, identityOf, observeProcess, thisMachine} from '../../src/sessions/identity.ts';
import {
	judgeLock,
	type LockReading,
	type MosaicLock,
	readLockFile,
	removeLockFile,
	writeLockFile,
} from '../../src/sessions/lock-file.ts';
import {scratchDirectory} from '../support/scratch.ts';

const here = thisMachine();
const self = identityOf(process.pid) as {pid: number; started: string};

const ownLock = (more: Partial<MosaicLock> = {}): MosaicLock => ({
	session_id: 'sess-001',
	runtime: 'claude',
	pid: self.pid,
	pid_started: self.started,
	started_at: new Date().toISOString(),
	project_path: '/p',
	milestone_id: null,
	task_id: 'T1',
	host_pid: self.pid,
	host_started: self.started,
	hostname: here.hostname,
	boot_id: here.bootId,
	pid_namespace: here.pidNamespace,
	generation: 1,
	...more,
});

const lockFile = (): string => path.join(scratchDirectory(), 'session.lock');

const written = (text: string): string => {
	const file = lockFile();
	writeFileSync(file, text);
	return file;
};

const verdict = (reading: LockReading) => {
	if (reading.kind !== 'mosaic' && reading.kind !== 'foreign') throw new Error(`not a lock: ${reading.kind}`);
	return judgeLock(reading, here, observeProcess, bootedAt());
};

const livenessOf = (lock: object) => verdict(readLockFile(written(JSON.stringify(lock)))).liveness;

describe('a lock that mosaic wrote', () => {
	test('is read as it was written, with what others added', () => {
		const file = lockFile();
		writeLockFile(file, ownLock({note: 'kept'}));
		expect(readLockFile(file)).toEqual({kind: 'mosaic', lock: ownLock({started_at: expect.any(String), note: 'kept'})});
		expect(statSync(file).mode & 0o777).toBe(0o600);
	});

	test('is alive as long as its agent or its host is', () => {
		expect(livenessOf(ownLock())).toBe('alive');
		expect(livenessOf(ownLock({pid: null, pid_started: null}))).toBe('alive');
		expect(livenessOf(ownLock({host_started: '1'}))).toBe('alive');
		expect(livenessOf(ownLock({host_started: '1', pid_started: '1'}))).toBe('dead');
		expect(livenessOf(ownLock({host_started: '1', pid: null, pid_started: null}))).toBe('dead');
	});

	test('is dead after a restart of the machine, and unknown elsewhere', () => {
		expect(livenessOf(ownLock({boot_id: 'another'}))).toBe('dead');
		expect(livenessOf(ownLock({boot_id: 'another', hostname: 'another'}))).toBe('unknown');
		expect(livenessOf(ownLock({hostname: 'renamed since'}))).toBe('alive');
		expect(livenessOf(ownLock({pid_namespace: 'pid:[1]'}))).toBe('unknown');
	});
});

describe('a lock that mosaic did not write', () => {
	test('is alive while any process runs with its pid', () => {
		expect(livenessOf({session_id: 'x', pid: process.pid})).toBe('alive');
		expect(livenessOf({pid: process.pid, started_at: new Date().toISOString()})).toBe('alive');
		expect(livenessOf({pid: 2 ** 22 + 17})).toBe('dead');
	});

	test('is dead, and says why, when its pid is none', () => {
		for (const pid of [0, -1, 1, '', '12x', 1e12, 1.5, null, true, [process.pid], {}]) {
			const judged = verdict(readLockFile(written(JSON.stringify({pid}))));
			expect(judged.liveness).toBe('dead');
			expect(judged.reason).toContain('is no process id');
		}
		expect(livenessOf({pid: 1e9})).toBe('dead');
	});

	test('is dead when it is older than this start of the machine, and unknown from another host', () => {
		expect(livenessOf({pid: process.pid, started_at: '2001-01-01T00:00:00Z'})).toBe('dead');
		expect(livenessOf({pid: process.pid, boot_id: 'another'})).toBe('dead');
		expect(livenessOf({pid: process.pid, started_at: 'yesterday'})).toBe('alive');
		expect(livenessOf({pid: 0, hostname: 'another'})).toBe('unknown');
	});
});

describe('a lock file', () => {
	test('that is missing, broken or no lock is told apart', () => {
		expect(readLockFile(lockFile())).toEqual({kind: 'none'});
		for (const text of ['', '{"pid": 1', '{"pid": NaN}', '[]', '"x"', '12', 'null', '{}', '\0\0\0\0'])
			expect(readLockFile(written(text))).toEqual({
				kind: 'unreadable',
				reason: expect.stringContaining('session.lock'),
			});
		const directory = lockFile();
		mkdirSync(directory);
		expect(readLockFile(directory).kind).toBe('unreadable');
	});

	test('is removed for its own session only', () => {
		const file = lockFile();
		expect(removeLockFile(file, 'sess-001')).toBe('missing');
		writeLockFile(file, ownLock());
		expect(removeLockFile(file, 'sess-002')).toBe('not-ours');
		expect(readFileSync(file, 'utf8')).toContain('sess-001');
		expect(removeLockFile(file, 'sess-001')).toBe('removed');
		expect(removeLockFile(written('half a lo'), 'sess-001')).toBe('not-ours');
	});
});
