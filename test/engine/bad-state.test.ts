// State that cannot be read is refused with its file and reason, and never overwritten.
import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import Database from 'better-sqlite3';
import {describe, expect, test} from 'vitest';
import {
	type Arena,
	agentArgv,
	agentsIn,
	arena,
	expectWhole,
	fileIn,
	hostGone,
	sessionsIn,
	startedIn,
	startTask,
	stateFile,
} from '../support/arena.ts';
import {mosaic} from '../support/mosaic.ts';
import {until} from '../support/until.ts';

const COMMANDS = [['run', 'T1', '--detach'], ['status'], ['sessions', '--all'], ['done', 'T1']];

const expectRefusedByAll = async (place: Arena, file: string, words: RegExp): Promise<void> => {
	const bytes = readFileSync(file);
	const tasks = readFileSync(fileIn(place, 'TASKS.md'));
	for (const args of COMMANDS) {
		const result = await mosaic(place, args[0] === 'run' ? [...args, ...agentArgv(place, 'lasting')] : args);
		expect([args, result]).toMatchObject([args, {exitCode: 5, stdout: ''}]);
		expect(result.stderr).toMatch(/^mosaic: [^\n]*\n$/);
		expect(result.stderr).toMatch(words);
		expect(readFileSync(file).equals(bytes)).toBe(true);
	}
	expect(readFileSync(fileIn(place, 'TASKS.md')).equals(tasks)).toBe(true);
	expect(agentsIn(place)).toEqual([]);
};

const used = async (): Promise<Arena> => {
	const place = await arena();
	expect((await mosaic(place, ['run', 'T2', ...agentArgv(place, 'quick')])).exitCode).toBe(0);
	await hostGone(place);
	return place;
};

describe('a mission.json', () => {
	test.each([
		['truncated', (text: string) => text.slice(0, 100), /mission\.json: not valid JSON/],
		['empty', () => '', /mission\.json: not valid JSON/],
		['with a wrong field', (text: string) => text.replace('"active"', '"asleep"'), /mission\.json: status:/],
		[
			'without its milestones',
			(text: string) => text.replace('"milestones"', '"stones"'),
			/mission\.json: milestones:/,
		],
		['that is a list', () => '[]', /mission\.json: the whole document/],
	] as const)('%s is refused by every command', async (_, change, words) => {
		const place = await arena();
		const file = stateFile(place, 'mission.json');
		writeFileSync(file, change(readFileSync(file, 'utf8')));
		for (const args of COMMANDS.filter(([name]) => name !== 'sessions')) {
			const bytes = readFileSync(file, 'utf8');
			const result = await mosaic(place, args);
			expect([args, result]).toMatchObject([args, {exitCode: 5, stdout: ''}]);
			expect(result.stderr).toMatch(/^mosaic: [^\n]*\n$/);
			expect(result.stderr).toMatch(words);
			expect(readFileSync(file, 'utf8')).toBe(bytes);
		}
		expect(existsSync(stateFile(place, 'session.lock'))).toBe(false);
	});

	test('keeps what a newer mosaic or a person has added', async () => {
		const place = await arena();
		const file = stateFile(place, 'mission.json');
		writeFileSync(file, JSON.stringify({...JSON.parse(readFileSync(file, 'utf8')), schema: 9, owner: {name: 'Ada'}}));
		await mosaic(place, ['run', 'T1', ...agentArgv(place, 'quick')]);
		expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({schema: 9, owner: {name: 'Ada'}, sessions: [{}]});
	});

	test('that is broken while an agent works costs nothing: mended, the end is carried into it', async () => {
		const place = await arena();
		const file = stateFile(place, 'mission.json');
		await startTask(place);
		await until('the agent', () => startedIn(place).length === 1);
		const text = readFileSync(file, 'utf8');
		writeFileSync(file, '{');
		expect((await mosaic(place, ['stop', 'sess-001'])).stderr).toMatch(
			/^mosaic: the session is over, but: .*mission\.json/,
		);
		await hostGone(place);
		expect(readFileSync(file, 'utf8')).toBe('{');
		writeFileSync(file, text);
		expect(await startTask(place, 'lasting', {command: 'resume'})).toMatchObject({exitCode: 0, stderr: ''});
		expect(await sessionsIn(place)).toMatchObject([{endedReason: 'stopped'}, {state: 'working'}]);
		expect(JSON.parse(readFileSync(file, 'utf8')).sessions).toMatchObject([
			{ended_reason: 'stopped'},
			{ended_at: null},
		]);
		expectWhole(place, 'sess-002');
	});
});

describe('a journal', () => {
	test.each([
		['of garbage', () => Buffer.alloc(8192, 'x'), /mosaic\.db: not a readable database/],
		['cut after 100 bytes', (bytes: Buffer) => bytes.subarray(0, 100), /mosaic\.db: not a readable database/],
		['cut in the middle', (bytes: Buffer) => bytes.subarray(0, 4096 * 2), /mosaic\.db: not a readable database/],
	] as const)('%s is refused by every command and left as it is', async (_, change, words) => {
		const place = await used();
		const file = fileIn(place, '.mosaic', 'mosaic.db');
		// A host that has not closed it yet would leave nearly all of it beside the file.
		const db = new Database(file);
		db.pragma('wal_checkpoint(TRUNCATE)');
		db.close();
		for (const extra of ['-wal', '-shm']) rmSync(`${file}${extra}`, {force: true});
		writeFileSync(file, change(readFileSync(file)));
		await expectRefusedByAll(place, file, words);
	});

	test('of a newer mosaic is refused by every command', async () => {
		const place = await used();
		const file = fileIn(place, '.mosaic', 'mosaic.db');
		const db = new Database(file);
		db.pragma('user_version = 999');
		db.close();
		await expectRefusedByAll(place, file, /written by a newer mosaic \(schema 999/);
	});

	test('of no bytes is one whose making was cut short: it is made, and ids go on', async () => {
		const place = await used();
		const file = fileIn(place, '.mosaic', 'mosaic.db');
		for (const extra of ['-wal', '-shm']) rmSync(`${file}${extra}`, {force: true});
		writeFileSync(file, '');
		expect(await startTask(place)).toMatchObject({exitCode: 0, stderr: ''});
		expect(await sessionsIn(place)).toMatchObject([{id: 'sess-002'}]);
	});

	test('that went away while an agent works does not let a second one start', async () => {
		const place = await arena();
		await startTask(place);
		await until('the agent', () => startedIn(place).length === 1);
		const [agent] = agentsIn(place);
		for (const extra of ['', '-wal', '-shm']) rmSync(fileIn(place, '.mosaic', `mosaic.db${extra}`), {force: true});
		const result = await startTask(place);
		expect(result.exitCode).toBe(3);
		expect(result.stderr).toContain(`session sess-001 (PID ${agent?.pid})`);
		expect(startedIn(place)).toHaveLength(1);
	});
});
