import {execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Event} from '../../src/domain/event.ts';
import {
	activeClaim,
	deposeIfDead,
	insertClaim,
	recordAgent,
	releaseClaim,
	unreapedClaims,
} from '../../src/store/claim.ts';
import {append, readEvents} from '../../src/store/journal.ts';
import {type Db, openForReading, openForWriting, write} from '../../src/store/open.ts';
import {lastRunOfTask, readActiveRuns} from '../../src/store/views.ts';
import {scratchDirectory} from '../support/scratch.ts';

const AT = '2030-01-01T00:00:00.000Z';
const started = (taskId: string): Event => ({
	type: 'run.started',
	taskId,
	taskTitle: 'x',
	workflow: 'solo',
	milestone: null,
	checkout: '/p',
});
const ended: Event = {type: 'run.ended', state: 'completed', cause: 'completed'};

const fresh = (): {file: string; db: Db} => {
	const file = path.join(scratchDirectory(), '.mosaic', 'mosaic.db');
	return {file, db: openForWriting(file)};
};

const startRun = (db: Db, runId: string): boolean =>
	write(db, () => append(db, {at: AT, runId, sessionId: null, event: started('T1')}));

/** Runs a module of this repository in a process of its own. */
const inProcess = async (code: string): Promise<number> => {
	const child = spawn(process.execPath, ['--input-type=module', '-e', code], {stdio: ['ignore', 'ignore', 'inherit']});
	const [exitCode] = await once(child, 'exit');
	return exitCode as number;
};
const openModule = JSON.stringify(path.resolve('src/store/open.ts'));
const journalModule = JSON.stringify(path.resolve('src/store/journal.ts'));

describe('the journal', () => {
	test('numbers all events, and those of each run, without gaps', () => {
		const {db} = fresh();
		for (const run of ['run-001', 'run-002', 'run-003']) startRun(db, run);
		for (const run of ['run-002', 'run-001', 'run-003', 'run-002'])
			write(db, () => append(db, {at: AT, runId: run, sessionId: null, event: {type: 'run.resumed'}}));
		const events = readEvents(db);
		expect(events.map(({seq}) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
		expect(readEvents(db, {runId: 'run-002'}).map(({runSeq}) => runSeq)).toEqual([1, 2, 3]);
		expect(readEvents(db, {since: 5, limit: 1}).map(({seq}) => seq)).toEqual([6]);
		db.close();
	});

	test('keeps no number of a transaction that failed, nor of an event that stood there already', () => {
		const {db} = fresh();
		startRun(db, 'run-001');
		expect(() =>
			write(db, () => {
				append(db, {at: AT, runId: 'run-001', sessionId: null, event: ended});
				throw new Error('no');
			}),
		).toThrow('no');
		const once = () => write(db, () => append(db, {at: AT, runId: 'run-001', sessionId: null, event: ended, key: 'k'}));
		expect([once(), once()]).toEqual([true, false]);
		write(db, () => append(db, {at: AT, runId: 'run-001', sessionId: null, event: {type: 'run.resumed'}}));
		expect(readEvents(db).map(({seq, runSeq}) => [seq, runSeq])).toEqual([
			[1, 1],
			[2, 2],
			[3, 3],
		]);
		db.close();
	});

	test('keeps its views in the same transaction', () => {
		const {db} = fresh();
		startRun(db, 'run-001');
		expect(readActiveRuns(db)).toMatchObject([{id: 'run-001', state: 'running'}]);
		write(db, () => append(db, {at: AT, runId: 'run-001', sessionId: null, event: ended}));
		expect(readActiveRuns(db)).toEqual([]);
		expect(lastRunOfTask(db, 'T1')).toMatchObject({id: 'run-001', state: 'completed', endedAt: AT});
		db.close();
	});

	test('is made from nothing by many processes at once, each of which then writes', async () => {
		const file = path.join(scratchDirectory(), '.mosaic', 'mosaic.db');
		const code = `import {openForWriting, write} from ${openModule};
			import {append} from ${journalModule};
			const db = openForWriting(${JSON.stringify(file)});
			for (let n = 0; n < 5; n++) write(db, () => append(db, {at: '${AT}', runId: null, sessionId: null, event: {type: 'run.resumed'}}));
			db.close();`;
		expect(await Promise.all(Array.from({length: 6}, () => inProcess(code)))).toEqual([0, 0, 0, 0, 0, 0]);
		const db = openForReading(file) as Db;
		expect(readEvents(db).map(({seq}) => seq)).toEqual(Array.from({length: 30}, (_, index) => index + 1));
		db.close();
	});

	test('can be read while another process writes, each reading a whole state', async () => {
		const {file, db: first} = fresh();
		startRun(first, 'run-001');
		first.close();
		const code = `import {openForWriting, write} from ${openModule};
			import {append} from ${journalModule};
			const db = openForWriting(${JSON.stringify(file)});
			for (let n = 0; n < 100; n++) write(db, () => {
				for (let m = 0; m < 3; m++) append(db, {at: '${AT}', runId: 'run-001', sessionId: null, event: {type: 'run.resumed'}});
			});
			db.close();`;
		const writer = inProcess(code);
		let over = false;
		writer.then(() => {
			over = true;
		});
		const db = openForReading(file) as Db;
		const counts: number[] = [];
		while (!over) {
			counts.push(readEvents(db).length);
			await new Promise((resolve) => setImmediate(resolve));
		}
		expect(await writer).toBe(0);
		expect(counts.filter((count) => count % 3 !== 1)).toEqual([]);
		expect(readEvents(db)).toHaveLength(301);
		expect(() => db.exec('DELETE FROM event')).toThrow('readonly');
		db.close();
	});

	test('is private, durable, and made for no reader', () => {
		const directory = scratchDirectory();
		expect(openForReading(path.join(directory, 'mosaic.db'))).toBeUndefined();
		expect(existsSync(path.join(directory, 'mosaic.db'))).toBe(false);
		const {file, db} = fresh();
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
		expect(db.pragma('journal_mode', {simple: true})).toBe('wal');
		expect(db.pragma('synchronous', {simple: true})).toBe(2);
		db.close();
	});

	test('that is no database is refused and left as it is', () => {
		const file = path.join(scratchDirectory(), 'mosaic.db');
		writeFileSync(file, 'not a database, but somebody may want it back');
		for (const open of [openForReading, openForWriting])
			expect(() => open(file)).toThrow(/mosaic\.db: not a readable database/);
		expect(statSync(file).size).toBe(45);
	});

	test('that is a pipe is refused at once, not waited for', () => {
		const file = path.join(scratchDirectory(), 'mosaic.db');
		execFileSync('mkfifo', [file]);
		for (const open of [openForReading, openForWriting]) expect(() => open(file)).toThrow(`${file}: not a file`);
	});
});

describe('a claim', () => {
	const machine = {hostname: 'h', bootId: 'b', pidNamespace: null};
	const request = (token: string) => ({
		checkout: '/p',
		sessionId: 'sess-001',
		token,
		host: {pid: 10, started: '1'},
		machine,
		socket: '/s',
		at: AT,
	});

	test('is held by one generation at a time', () => {
		const {db} = fresh();
		write(db, () => insertClaim(db, request('a')));
		expect(() => write(db, () => insertClaim(db, request('b')))).toThrow(/UNIQUE/);
		expect(write(db, () => deposeIfDead(db, '/p', () => 'alive', AT))).toMatchObject({kind: 'held', liveness: 'alive'});
		expect(write(db, () => deposeIfDead(db, '/p', () => 'unknown', AT))).toMatchObject({kind: 'held'});
		expect(write(db, () => deposeIfDead(db, '/p', () => 'dead', AT))).toMatchObject({
			kind: 'free',
			deposed: {token: 'a'},
		});
		expect(write(db, () => insertClaim(db, request('b')))).toBe(2);
		expect(unreapedClaims(db, '/p')).toMatchObject([{generation: 1, token: 'a'}]);
		db.close();
	});

	test('once deposed, records no agent and releases nothing', () => {
		const {db} = fresh();
		const generation = write(db, () => insertClaim(db, request('a')));
		const claim = {generation, token: 'a'};
		expect(write(db, () => recordAgent(db, {generation, token: 'wrong'}, {pid: 11, started: '2'}))).toBe(false);
		expect(write(db, () => recordAgent(db, claim, {pid: 11, started: '2'}))).toBe(true);
		write(db, () => deposeIfDead(db, '/p', () => 'dead', AT));
		expect(write(db, () => recordAgent(db, claim, {pid: 12, started: '3'}))).toBe(false);
		expect(write(db, () => releaseClaim(db, claim, AT, true))).toBe(false);
		expect(activeClaim(db, '/p')).toBeUndefined();
		expect(unreapedClaims(db, '/p')).toMatchObject([{agent: {pid: 11, started: '2'}}]);
		db.close();
	});
});
