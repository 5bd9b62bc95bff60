// A full or broken disk at each write of a state file: the old state stands, the reason is said in one line, and once
// the disk is well again the work goes on.
import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {
	type Arena,
	agentArgv,
	agentsIn,
	arena,
	expectWhole,
	fileIn,
	hostGone,
	overlapsIn,
	sessionsIn,
	startedIn,
	startTask,
	stateFile,
	statusOf,
} from '../support/arena.ts';
import {type Finished, mosaic, mosaicBin} from '../support/mosaic.ts';
import {until} from '../support/until.ts';
import {isFull} from './amount.ts';

const expectToldAndWhole = async (place: Arena, result: Finished, reason: RegExp): Promise<void> => {
	await hostGone(place);
	expect([3, 5, 70]).toContain(result.exitCode);
	const lines = result.stderr.split('\n').filter((line) => line.startsWith('mosaic: '));
	expect(lines.join('\n')).toMatch(reason);
	expect(lines).toHaveLength(1);
	expect(overlapsIn(place)).toEqual([]);
	await until('the end of all agents', () => agentsIn(place).length === 0);
};

const expectGoesOn = async (place: Arena): Promise<void> => {
	expect(await startTask(place)).toMatchObject({exitCode: 0, stderr: ''});
	const now = (await sessionsIn(place)).at(-1);
	await until('the agent', () => startedIn(place).at(-1)?.endsWith(` ${now?.id}`));
	expect(overlapsIn(place)).toEqual([]);
	expect(statusOf(place)).toBe('in-progress');
	expectWhole(place, now?.id);
	expect((await mosaic(place, ['stop', now?.id ?? ''])).exitCode).toBe(0);
	expectWhole(place);
};

describe('the atomic writer', () => {
	const files = ['.session.lock.', '.TASKS.md.', '.next-task.json.', '.mission.json.'];
	const calls = ['open', 'write', 'fsync', 'rename'];
	const cases = files.flatMap((file) =>
		calls.flatMap((call, index) =>
			(isFull ? ['ENOSPC', 'EIO'] : [index % 2 === 0 ? 'ENOSPC' : 'EIO']).flatMap((code) =>
				(isFull ? [1, 2, 3] : [1]).map((when) => [file, call, code, when] as const),
			),
		),
	);
	test.each(cases)('%s %s fails with %s at time %i', async (file, call, code, when) => {
		const place = await arena();
		const log = path.join(place.folder, 'faults');
		const env = {
			NODE_OPTIONS: `--import=${path.join(import.meta.dirname, 'patched-fs.mjs')}`,
			FAULT_FILE: file,
			FAULT_CALL: call,
			FAULT_CODE: code,
			FAULT_WHEN: String(when),
			FAULT_LOG: log,
		};
		const before = readFileSync(fileIn(place, 'TASKS.md'), 'utf8');
		const result = await mosaic(place, ['run', 'T1', ...agentArgv(place, 'quick')], {env});
		if (existsSync(log)) await expectToldAndWhole(place, result, new RegExp(code));
		else expect(result.exitCode).toBe(0);
		if (existsSync(log) && startedIn(place).length === 0)
			expect(readFileSync(fileIn(place, 'TASKS.md'), 'utf8')).toBe(before);
		await expectGoesOn(place);
	});

	test.each(files)('%s is whole although the disk took it in parts', async (file) => {
		const place = await arena();
		const env = {
			NODE_OPTIONS: `--import=${path.join(import.meta.dirname, 'patched-fs.mjs')}`,
			FAULT_FILE: file,
			FAULT_CALL: 'short-write',
			FAULT_WHEN: '1',
			FAULT_LOG: path.join(place.folder, 'faults'),
		};
		expect((await mosaic(place, ['run', 'T1', ...agentArgv(place, 'quick')], {env})).exitCode).toBe(0);
		expect(existsSync(env.FAULT_LOG)).toBe(true);
		expectWhole(place);
	});
});

const hasStrace = spawnSync('strace', ['-V']).status === 0;

test('strace is here to break the disk under SQLite', () => {
	if (!hasStrace) console.warn('strace is missing (apt-get install strace): the database faults were not tried');
	expect(hasStrace || process.env.CI === undefined).toBe(true);
});

describe.runIf(hasStrace)('the system, by strace', () => {
	const underStrace = (
		place: Arena,
		calls: string,
		files: readonly string[],
		error: string,
		when: number | string,
	): Finished => {
		const log = path.join(place.folder, 'strace');
		const run = spawnSync(
			'strace',
			[
				...['-f', '-qq', '-o', log, '-e', `trace=${calls}`, ...files.flatMap((file) => ['-P', file])],
				...['-e', `inject=${calls}:error=${error}:when=${when}`],
				...[process.execPath, mosaicBin(), 'run', 'T1', ...agentArgv(place, 'quick')],
			],
			{cwd: place.root, env: place.env, encoding: 'utf8'},
		);
		return {exitCode: run.status, signal: run.signal, stdout: run.stdout, stderr: run.stderr};
	};
	const wasHit = (place: Arena): boolean =>
		readFileSync(path.join(place.folder, 'strace'), 'utf8').includes('(INJECTED)');
	const database = (place: Arena) => ['mosaic.db', 'mosaic.db-wal'].map((name) => fileIn(place, '.mosaic', name));
	const whens = isFull ? Array.from({length: 24}, (_, index) => index + 1) : [1, 2, 5, 9];
	const databaseCases = (['ENOSPC', 'EIO'] as const).flatMap((error) =>
		['pwrite64', 'fsync'].flatMap((call) => whens.map((when) => [call, error, when] as const)),
	);

	test.each(databaseCases)('%s of the database fails with %s at time %i', async (call, error, when) => {
		const place = await arena();
		const result = underStrace(place, call, database(place), error, when);
		expect(wasHit(place) || when > 1).toBe(true);
		if (wasHit(place) && result.exitCode !== 0) await expectToldAndWhole(place, result, /SQLITE_\w+|database|disk/);
		await expectGoesOn(place);
	});

	// The disk stays full: neither the end nor the undoing of a start can be written either.
	const fromThen = isFull ? Array.from({length: 20}, (_, index) => 2 * index + 1) : [1, 9, 17];
	test.each(fromThen)('the disk is full for the database from write %i on', async (when) => {
		const place = await arena();
		const result = underStrace(place, 'pwrite64', database(place), 'ENOSPC', `${when}+`);
		if (wasHit(place) && result.exitCode !== 0) await expectToldAndWhole(place, result, /SQLITE_\w+|database|disk/);
		await expectGoesOn(place);
	});

	// In the order of a run: lock, TASKS.md, capsule, mission.json, lock and mission.json with the pid, and back again.
	test.each(isFull ? [1, 2, 3, 4, 5, 6, 7, 8] : [1, 2, 4])('rename number %i of a run fails', async (when) => {
		const place = await arena();
		await expectToldAndWhole(place, underStrace(place, 'rename', [], 'EIO', when), /EIO/);
		expect(wasHit(place)).toBe(true);
		await expectGoesOn(place);
	});

	test.each(isFull ? [1, 2, 3, 4, 5, 6] : [1, 3])(
		'fsync of the folder of the state files fails, time %i',
		async (when) => {
			const place = await arena();
			const result = underStrace(
				place,
				'fsync',
				[stateFile(place, '')].map((file) => file.replace(/\/$/, '')),
				'EIO',
				when,
			);
			if (wasHit(place)) await expectToldAndWhole(place, result, /EIO/);
			await expectGoesOn(place);
		},
	);
});
