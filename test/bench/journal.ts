// The journal's figures: durable appends beside raw SQLite in the same run, and what an engine reads when it starts.
import {mkdtempSync, realpathSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import type {FrozenRun} from '../../src/domain/workflow-plan.ts';
import {loadRun, recordRun} from '../../src/engine/machine/record.ts';
import type {MachineEvent} from '../../src/engine/machine/state.ts';
import {append} from '../../src/store/journal.ts';
import {type Db, openForReading, openForWriting, write} from '../../src/store/open.ts';
import {readActiveRunViews, readInbox, readUnclosedRuns} from '../../src/store/run-views.ts';
import {median, race, timed} from './measure.ts';
import type {BenchProject} from './projects.ts';

const AT = '2030-01-01T00:00:00.000Z';
const EVENT = {type: 'session.state-changed', state: 'working', evidence: 'bench', message: null} as const;

const begun = (id: string): MachineEvent => ({
	type: 'run.started',
	taskId: id,
	taskTitle: 'x',
	workflow: 'bench',
	milestone: null,
	checkout: '/p',
	frozen: {
		workflow: {name: 'bench', description: null, workspace: 'worktree', steps: []},
		inputs: {milestone: null, prompt: '', criteria: [], checks: []},
	} as unknown as FrozenRun,
});

/** Starts a run that has ended and is closed, or (open) one that an engine has to look after. */
const addRun = (db: Db, id: string, isOpen: boolean): void => {
	const over: MachineEvent[] = [{type: 'run.ended', state: 'completed', cause: 'bench'}, {type: 'run.closed'}];
	write(db, () => recordRun(db, {id, run: undefined, events: [begun(id), ...(isOpen ? [] : over)], at: AT}));
};

/** What a durable append takes, with its views, over a bare INSERT with the same settings; so many in a transaction. */
export const appendCost = async (rounds: number, perTransaction: number): Promise<number> => {
	const directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'mj-')));
	const db = openForWriting(path.join(directory, 'mosaic.db'));
	addRun(db, 'run-001', true);
	const raw = new Database(path.join(directory, 'raw.db'));
	for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'cache_size = -512']) raw.pragma(pragma);
	raw.exec(
		'CREATE TABLE event (seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT, run_id TEXT, session_id TEXT, type TEXT, data TEXT)',
	);
	const {type, ...data} = EVENT;
	const insert = raw.prepare('INSERT INTO event (at, run_id, session_id, type, data) VALUES (?, ?, ?, ?, ?)');
	const bare = raw.transaction(() => {
		for (let n = 0; n < perTransaction; n++) insert.run(AT, 'run-001', 'sess-001', type, JSON.stringify(data));
	});
	const entry = {at: AT, runId: 'run-001', sessionId: 'sess-001', event: EVENT};
	const times = await race(rounds, {
		raw: () => bare.immediate(),
		mosaic: () =>
			write(db, () => {
				for (let n = 0; n < perTransaction; n++) append(db, entry);
			}),
	});
	db.close();
	raw.close();
	rmSync(directory, {recursive: true, force: true});
	return times.mosaic / times.raw;
};

/** Adds so many runs that have ended and are closed. */
export const addFinishedRuns = (file: string, count: number): void => {
	const db = openForWriting(file);
	for (let n = 0; n < count; n++) addRun(db, `bench-done-${n}`, false);
	db.close();
};

/** Milliseconds to what an engine knows when it starts: its open runs, folded, and what waits for people. */
export const engineStart = async (
	{root}: Pick<BenchProject, 'root'>,
	open: number,
	finished: number,
	rounds: number,
): Promise<number> => {
	const file = path.join(root, '.mosaic', 'mosaic.db');
	const db = openForWriting(file);
	for (let n = 0; n < finished; n++) addRun(db, `bench-done-${n}`, false);
	for (let n = 0; n < open; n++) addRun(db, `bench-open-${n}`, true);
	const expected = readUnclosedRuns(db).length;
	db.close();
	const times: number[] = [];
	for (let round = 0; round < rounds; round++)
		times.push(
			await timed(() => {
				const reader = openForReading(file) as Db;
				const runs = readUnclosedRuns(reader).map((id) => loadRun(reader, id));
				if (runs.length !== expected || readActiveRunViews(reader).length !== expected)
					throw new Error(`${runs.length} of ${expected} open runs`);
				readInbox(reader);
				reader.close();
			}),
		);
	return median(times);
};
