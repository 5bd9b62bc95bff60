// A session.lock that mosaic did not write: honoured while its process lives or cannot be judged, replaced when it is dead.
import {spawn} from 'node:child_process';
import {chmodSync, readFileSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {describe, expect, test} from 'vitest';
import {
	ARENA_TASKS,
	type Arena,
	arena,
	fileIn,
	hostGone,
	startedIn,
	startTask,
	stateFile,
	statusOf,
} from '../support/arena.ts';
import type {Finished} from '../support/mosaic.ts';
import {until} from '../support/until.ts';

const NOW = '2999-01-01T00:00:00Z';

const withLock = async (text: string): Promise<Arena> => {
	const place = await arena();
	writeFileSync(stateFile(place, 'session.lock'), text);
	return place;
};

const expectRefused = (place: Arena, result: Finished, exitCode: number, words: RegExp, lock: string): void => {
	expect(result).toMatchObject({exitCode, stdout: ''});
	expect(result.stderr).toMatch(/^mosaic: [^\n]*\n$/);
	expect(result.stderr).toMatch(words);
	expect(readFileSync(stateFile(place, 'session.lock'), 'utf8')).toBe(lock);
	expect(readFileSync(fileIn(place, 'TASKS.md'), 'utf8')).toBe(ARENA_TASKS);
	expect(startedIn(place)).toEqual([]);
};

describe('a lock of another program', () => {
	test.each(['session_id', 'no session id'] as const)(
		'with a living process and %s is refused with its PID',
		async (kind) => {
			const lock = JSON.stringify({
				pid: process.pid,
				started_at: NOW,
				...(kind === 'session_id' ? {session_id: 'abc'} : {}),
			});
			const place = await withLock(lock);
			const words = kind === 'session_id' ? `session abc \\(PID ${process.pid}\\)` : `PID ${process.pid}`;
			expectRefused(place, await startTask(place), 3, new RegExp(words), lock);
		},
	);

	test('with a living pid in quotes is refused likewise', async () => {
		const lock = JSON.stringify({pid: String(process.pid), started_at: NOW});
		const place = await withLock(lock);
		expectRefused(place, await startTask(place), 3, new RegExp(`PID ${process.pid}`), lock);
	});

	test('of another machine is refused, whatever its pid is here', async () => {
		const lock = JSON.stringify({pid: 999_999_999, hostname: `not-${hostname()}`, session_id: 'abc'});
		const place = await withLock(lock);
		expectRefused(place, await startTask(place), 3, /out of sight from here/, lock);
	});

	test.each([
		['truncated', '{"pid": 12', /not valid JSON/],
		['empty', '', /not valid JSON/],
		['a bare number', '4711\n', /whole document/],
		['without a pid', '{"session_id": "abc"}', /no pid/],
		['of control characters', '\u001b[2J\u0000\u0007', /not valid JSON/],
	])('that is %s is refused as it stands', async (_, lock, words) => {
		const place = await withLock(lock);
		expectRefused(place, await startTask(place), 5, words, lock);
	});

	test.runIf(process.getuid?.() !== 0)('that cannot be read is refused', async () => {
		const place = await withLock('{"pid": 0}');
		chmodSync(stateFile(place, 'session.lock'), 0);
		const result = await startTask(place);
		expect(result).toMatchObject({exitCode: 5, stdout: ''});
		expect(result.stderr).toContain('EACCES');
	});

	test.each([0, -1, '', 1_000_000_000, 1e9 + 0.5, null, true])('with the pid %j is dead and gives way', async (pid) => {
		const place = await withLock(JSON.stringify({pid, session_id: 'abc', started_at: NOW}));
		expect(await startTask(place, 'quick')).toMatchObject({exitCode: 0, stderr: ''});
		await hostGone(place);
		expect(statusOf(place)).toBe('review');
	});

	test('of an earlier boot is dead although its pid lives', async () => {
		const place = await withLock(JSON.stringify({pid: process.pid, session_id: 'abc', boot_id: 'another'}));
		expect(await startTask(place, 'quick')).toMatchObject({exitCode: 0, stderr: ''});
	});

	test('of a process that has ended is dead, and session ids go on from mission.json', async () => {
		const child = spawn('/bin/true');
		await until('its end', () => child.exitCode === 0);
		const place = await withLock(JSON.stringify({pid: child.pid, session_id: 'sess-009', started_at: NOW}));
		expect(await startTask(place, 'quick')).toMatchObject({exitCode: 0, stderr: ''});
	});
});
