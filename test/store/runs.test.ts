// The views of runs beside the journal: equal to the folded state, and to what a full replay makes of them.
import path from 'node:path';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {PRESETS} from '../../src/config/presets.ts';
import type {Event} from '../../src/domain/event.ts';
import type {Workflow} from '../../src/domain/workflow.ts';
import {loadRun, recordRun} from '../../src/engine/machine/record.ts';
import type {MachineEvent} from '../../src/engine/machine/state.ts';
import {viewOf} from '../../src/engine/machine/view.ts';
import {append, readEvents} from '../../src/store/journal.ts';
import {MIGRATIONS} from '../../src/store/migrations.ts';
import {type Db, openForReading, openForWriting, write} from '../../src/store/open.ts';
import {readInbox, readLastRunViews, readRunView, readUnclosedRuns, runOfAsked} from '../../src/store/run-views.ts';
import {lastRunOfTask, readActiveRuns} from '../../src/store/views.ts';
import {Driver, implemented, reviewed} from '../engine/machine/sample.ts';
import {perform, scripts} from '../engine/machine/world.ts';
import {scratchDirectory} from '../support/scratch.ts';

const TABLES = [
	'run',
	'step',
	'approval',
	'question',
	'artifact',
	'finding',
	'check_result',
	'usage',
	'follow_up',
	'effect',
];

const fresh = (): Db => {
	const db = openForWriting(path.join(scratchDirectory(), '.mosaic', 'mosaic.db'));
	db.pragma('synchronous = OFF'); // nothing is pulled from the wall here
	return db;
};

/** Writes a driver's journal as the engine would: in transactions of any size, from a state read back each time. */
const record = (db: Db, driver: Driver, cut: (index: number) => number): void => {
	for (let at = 0; at < driver.journal.length; ) {
		const chunk = driver.journal.slice(at, at + cut(at));
		for (const entry of chunk)
			write(db, () =>
				recordRun(db, {id: driver.runId, run: loadRun(db, driver.runId), events: [entry.event], at: entry.at}),
			);
		at += chunk.length;
	}
};

const contents = (db: Db): Record<string, unknown[]> =>
	Object.fromEntries(TABLES.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]));

const reviewedToApproval = (runId = 'run-001'): Driver => {
	const driver = new Driver(PRESETS.reviewed, 'reviewed', runId).setUp();
	driver.end('agent.run', implemented());
	driver.end('checks.run', {kind: 'checked', results: [], work: null});
	driver.end('agent.run', reviewed({verdict: 'pass', findings: [{severity: 'note', message: 'nice'}]}));
	return driver;
};

describe('the views of runs', () => {
	test('equal the folded state, whatever happened', () => {
		fc.assert(
			fc.property(scripts, fc.constantFrom('reviewed', 'checked'), (script, name) => {
				const driver = new Driver(PRESETS[name] as Workflow, name);
				for (const action of script.slice(0, 40)) perform(driver, action);
				const db = fresh();
				record(db, driver, () => 1);
				expect(readRunView(db, 'run-001')).toEqual(viewOf(driver.run));
				expect(loadRun(db, 'run-001')).toEqual(driver.run);
				expect(readEvents(db).map(({runSeq}) => runSeq)).toEqual(driver.journal.map((_, index) => index + 1));
				db.close();
			}),
			{numRuns: 15},
		);
	});

	test('equal a full replay of the journal into an empty database', () => {
		const db = fresh();
		record(db, reviewedToApproval(), () => 3);
		const aborted = reviewedToApproval('run-002');
		aborted.ask({type: 'abort', reason: 'no more'});
		record(db, aborted.close(), () => 1);
		const again = fresh();
		for (const {at, runId, sessionId, event} of readEvents(db))
			write(again, () =>
				runId === null
					? append(again, {at, runId, sessionId, event})
					: recordRun(again, {id: runId, run: loadRun(again, runId), events: [event as MachineEvent], at}),
			);
		expect(contents(again)).toEqual(contents(db));
		expect(contents(db).finding).toHaveLength(2);
		db.close();
		again.close();
	});

	test('tell what waits for a person, and which runs an engine has to look after', () => {
		const db = fresh();
		record(db, reviewedToApproval(), () => 100);
		const asking = new Driver(PRESETS.checked, 'checked', 'run-002').setUp();
		asking.ask({type: 'ask', sessionId: 'sess-001', question: 'Which?', options: ['a', 'b']});
		record(db, asking, () => 100);
		const over = new Driver(PRESETS.checked, 'checked', 'run-003').setUp();
		over.ask({type: 'abort', reason: 'no more'});
		record(db, over.close(), () => 100);
		expect(readInbox(db)).toMatchObject([
			{kind: 'question', taskId: 'T1', question: {id: 'run-002-q1', options: ['a', 'b'], state: 'open'}},
			{kind: 'approval', taskId: 'T1', approval: {id: 'run-001-a1', state: 'open', decision: null}},
		]);
		expect(readUnclosedRuns(db)).toEqual(['run-001', 'run-002']);
		expect(readActiveRuns(db)).toMatchObject([
			{id: 'run-001', state: 'waiting'},
			{id: 'run-002', state: 'waiting'},
		]);
		expect(readLastRunViews(db, 1)).toMatchObject([{id: 'run-003', state: 'cancelled', closed: true}]);
		expect(runOfAsked(db, 'run-002-q1')).toBe('run-002');
		expect(runOfAsked(db, 'run-009-q1')).toBeUndefined();
		db.close();
	});

	test('are read at a cost that does not grow with history', () => {
		const db = fresh();
		record(db, reviewedToApproval(), () => 100);
		const plans = [
			'SELECT id FROM run WHERE closed = 0 ORDER BY number',
			'SELECT at, type, data FROM event WHERE run_id = ? AND session_id IS NULL ORDER BY seq',
			`SELECT * FROM approval WHERE approval.state = 'open'`,
			`SELECT * FROM run WHERE state IN ('running', 'waiting', 'paused', 'stopping', 'interrupted') ORDER BY number`,
			'SELECT * FROM artifact WHERE run_id = ?',
			'SELECT 1 FROM event WHERE key = ?',
			'SELECT * FROM event WHERE seq > ? AND run_id = ? ORDER BY seq LIMIT 5',
		].map(
			(sql) =>
				(
					db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...[...sql.matchAll(/\?/g)].map(() => 'x')) as {detail: string}[]
				)[0]?.detail,
		);
		expect(plans).toEqual([
			'SCAN run USING INDEX run_unclosed',
			'SEARCH event USING INDEX event_of_machine (run_id=?)',
			'SCAN approval USING INDEX approval_open',
			'SCAN run USING INDEX run_active',
			'SEARCH artifact USING INDEX artifact_of_run (run_id=?)',
			'SEARCH event USING COVERING INDEX event_key (key=?)',
			'SEARCH event USING INDEX event_of_run (run_id=?)',
		]);
		db.close();
	});
});

describe('a database of version 1', () => {
	/** As the first release wrote it, with a run that goes on and one that is over. */
	const old = (): string => {
		const file = path.join(scratchDirectory(), 'old.db');
		const db = openForWriting(file);
		for (const table of [...TABLES, 'batch_task', 'batch', 'engine_lease', 'event', 'session', 'claim'])
			db.exec(`PRAGMA foreign_keys = OFF; DROP TABLE IF EXISTS ${table}`);
		db.exec(MIGRATIONS[0] as string);
		db.exec(`
			INSERT INTO run (id, task_id, task_title, workflow, state, created_at, event_count) VALUES
				('run-001', 'T1', 'First', 'solo', 'completed', '2029-01-01T00:00:00.000Z', 2),
				('run-002', 'T2', 'Second', 'solo', 'interrupted', '2029-01-02T00:00:00.000Z', 1);
			INSERT INTO event (at, run_id, run_seq, type, data) VALUES
				('2029-01-01T00:00:00.000Z', 'run-001', 1, 'run.started', '{"taskId":"T1","taskTitle":"First","workflow":"solo","milestone":null,"checkout":"/p"}'),
				('2029-01-01T00:10:00.000Z', 'run-001', 2, 'run.ended', '{"state":"completed","cause":"completed"}'),
				('2029-01-02T00:00:00.000Z', 'run-002', 1, 'run.started', '{"taskId":"T2","taskTitle":"Second","workflow":"solo","milestone":null,"checkout":"/p"}');
		`);
		db.pragma('user_version = 1');
		db.close();
		return file;
	};

	test.each([
		['a writer', openForWriting],
		['a reader', openForReading],
	])('is brought up to date by %s with everything in it', (_, open) => {
		const file = old();
		const db = open(file) as Db;
		expect(db.pragma('user_version', {simple: true})).toBe(MIGRATIONS.length);
		expect(readActiveRuns(db)).toMatchObject([{id: 'run-002', state: 'interrupted'}]);
		expect(lastRunOfTask(db, 'T1')).toMatchObject({id: 'run-001', state: 'completed'});
		expect(readUnclosedRuns(db)).toEqual([]);
		expect(readLastRunViews(db, 5)).toEqual([]);
		expect(readRunView(db, 'run-001')).toBeUndefined();
		expect(loadRun(db, 'run-001')).toBeUndefined();
		expect(readEvents(db)).toHaveLength(3);
		db.close();
	});

	test('goes on with solo runs and runs of the engine side by side', () => {
		const db = openForWriting(old());
		const resumed: Event = {type: 'run.resumed'};
		write(db, () => append(db, {at: '2030-01-01T00:00:00.000Z', runId: 'run-002', sessionId: null, event: resumed}));
		record(db, reviewedToApproval('run-003'), () => 100);
		expect(readActiveRuns(db).map(({id, state}) => [id, state])).toEqual([
			['run-002', 'running'],
			['run-003', 'waiting'],
		]);
		expect(readUnclosedRuns(db)).toEqual(['run-003']);
		db.close();
	});
});
