import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {LocalController} from '../../../src/daemon/local-controller.ts';
import {openForWriting, write} from '../../../src/store/open.ts';
import {kill, processesWith} from '../../support/marked-processes.ts';
import {mosaic, mosaicJson, startMosaic} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {
	allGone,
	commitsIn,
	enginesIn,
	eventsOf,
	expectTidy,
	GOOD_AGENT,
	reportOf,
	setAgent,
	startsIn,
	taskStatus,
	type Workshop,
	workshop,
} from '../../support/workshop.ts';

/** Works once there is a file \`go\`, which it waits for. */
const PATIENT = `echo 'reading the plan'; while [ ! -f "$SHOP/go" ]; do sleep 0.05; done\n${GOOD_AGENT}`;

const letGo = (place: Workshop) => writeFileSync(path.join(place.folder, 'go'), '');
const agentAtWork = (place: Workshop) => until('the agent', () => startsIn(place).length === 1);
const hostsIn = (place: Workshop) => processesWith(place.mark).filter(({command}) => command.includes('session-host'));
const start = async (place: Workshop, workflow = 'checked') => {
	expect(await mosaic(place, ['run', 'T1', '--workflow', workflow, '--detach'])).toMatchObject({exitCode: 0});
	await agentAtWork(place);
};
const closed = (place: Workshop) => until('the end', async () => (await reportOf(place, 'run-001')).closed);

describe('an engine that is killed', () => {
	test('touches no agent, and the next one goes on with it', async () => {
		const place = await workshop({agent: PATIENT});
		const run = startMosaic(place, ['run', 'T1', '--workflow', 'checked']);
		await agentAtWork(place);
		const [host] = hostsIn(place);
		for (const {pid} of enginesIn(place)) kill(pid);
		await until('another engine', () => enginesIn(place).length === 1);
		expect(hostsIn(place).map(({pid}) => pid)).toEqual([host?.pid]);
		letGo(place);
		expect(await run.finished).toMatchObject({exitCode: 0});
		expect(startsIn(place)).toHaveLength(1);
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	});
});

describe('a run whose engine was killed, with nobody there', () => {
	const orphaned = async () => {
		const place = await workshop({agent: PATIENT});
		await start(place);
		for (const {pid} of enginesIn(place)) kill(pid);
		await until('its end', () => enginesIn(place).length === 0);
		return place;
	};

	test('is named by status and runs, with what sets it going', async () => {
		const place = await orphaned();
		for (const command of ['status', 'runs']) {
			const {stderr, exitCode} = await mosaic(place, [command]);
			expect({stderr, exitCode}).toMatchObject({
				exitCode: 0,
				stderr: expect.stringContaining('mosaic continue run-001'),
			});
		}
		letGo(place);
		await mosaic(place, ['continue', 'run-001']);
		await closed(place);
		expect((await mosaic(place, ['status'])).stderr).toBe('');
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	});

	test('is taken up when the full screen opens', async () => {
		const place = await orphaned();
		letGo(place);
		const controller = new LocalController({env: place.env, project: place.root, size: () => ({cols: 80, rows: 24})});
		await closed(place);
		controller.close();
		expect(startsIn(place)).toHaveLength(1);
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	});
});

test('an engine whose lease was taken from it writes nothing more, goes, and the next one goes on', async () => {
	const place = await workshop({agent: PATIENT});
	await start(place);
	const db = openForWriting(path.join(place.root, '.mosaic', 'mosaic.db'));
	write(db, () => db.exec('UPDATE engine_lease SET active = 0 WHERE active = 1'));
	db.close();
	const [first] = enginesIn(place);
	letGo(place);
	await until('its end', () => enginesIn(place).every(({pid}) => pid !== first?.pid));
	expect((await mosaic(place, ['continue', 'run-001'])).exitCode).toBe(0);
	await closed(place);
	expect(await reportOf(place, 'run-001')).toMatchObject({state: 'completed'});
	expect(startsIn(place)).toHaveLength(1);
	expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
});

test('an engine that is told to end ends the checks it runs, and the next one runs them again', async () => {
	const place = await workshop({
		gates: [`sh -c 'test -f T1.txt || exit 0; echo check >>"$SHOP/checks"; test -f "$SHOP/go" || sleep 900'`],
	});
	await start(place);
	const checks = () => processesWith(place.mark).filter(({command}) => command.startsWith('sleep 900'));
	await until('the check', () => checks().length > 0);
	for (const {pid} of enginesIn(place)) process.kill(pid, 'SIGTERM');
	await until('its end', () => enginesIn(place).length === 0);
	expect(checks()).toEqual([]);
	letGo(place);
	await mosaic(place, ['continue', 'run-001']);
	await closed(place);
	expect(await reportOf(place, 'run-001')).toMatchObject({state: 'completed'});
	expect(readFileSync(path.join(place.folder, 'checks'), 'utf8')).toBe('check\ncheck\n');
});

test('an agent that hands in its result and stays is ended, and its step is done', async () => {
	const place = await workshop({agent: `${GOOD_AGENT}exec sleep 900`});
	const file = path.join(place.root, '.mosaic', 'config.json');
	const steps = [
		{key: 'build', kind: 'agent', inactivity: '4s'},
		{key: 'land', kind: 'integrate'},
	];
	writeFileSync(file, JSON.stringify({...JSON.parse(readFileSync(file, 'utf8')), workflows: {quick: {steps}}}));
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'quick'])).exitCode).toBe(0);
	const asked = (await eventsOf(place, 'run-001')).find(({type}) => type === 'session.stop-requested');
	expect(asked?.data).toEqual({by: 'handed-in'});
	expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
});

describe('an agent', () => {
	test('whose host is killed is started again for the same step', async () => {
		const place = await workshop({agent: PATIENT});
		await start(place);
		for (const {pid} of hostsIn(place)) kill(pid);
		letGo(place);
		await closed(place);
		expect(await reportOf(place, 'run-001')).toMatchObject({state: 'completed'});
		expect(startsIn(place)).toEqual(['run-001 implement T1', 'run-001 implement T1']);
		await allGone(place);
		expectTidy(place);
	});

	test('that goes silent is ended, and the message names the step and what it said last', async () => {
		const place = await workshop({agent: `echo 'reading the plan'; exec sleep 900`});
		const file = path.join(place.root, '.mosaic', 'config.json');
		const steps = [{key: 'build', kind: 'agent', attempts: 1, inactivity: '1s'}];
		const config = {...JSON.parse(readFileSync(file, 'utf8')), workflows: {quick: {steps}}};
		writeFileSync(file, JSON.stringify(config));
		const run = await mosaic(place, ['run', 'T1', '--workflow', 'quick', '--json']);
		expect(run.exitCode).toBe(1);
		const {failure} = JSON.parse(run.stdout);
		expect(failure).toMatchObject({cause: 'inactivity-timeout', step: 'build'});
		expect(failure.message).toContain('reading the plan');
		await allGone(place);
	});
});

describe('a person', () => {
	test('aborts a run: nothing of it is left, and the task reads as before', async () => {
		const place = await workshop({agent: PATIENT});
		await start(place);
		expect(await mosaic(place, ['abort', 'run-001', '--reason', 'wrong task'])).toMatchObject({exitCode: 0});
		await closed(place);
		expect(await reportOf(place, 'run-001')).toMatchObject({state: 'cancelled'});
		expect(taskStatus(place, 'T1')).toBe('not-started');
		await allGone(place);
		expectTidy(place);
	});

	test('stops a run and goes on with it by resume, in a new session', async () => {
		const place = await workshop({agent: PATIENT});
		await start(place);
		expect(await mosaic(place, ['stop', 'run-001'])).toMatchObject({exitCode: 0});
		await closed(place);
		expect(await reportOf(place, 'run-001')).toMatchObject({state: 'interrupted'});
		await allGone(place);
		letGo(place);
		expect(await mosaic(place, ['resume', 'T1'])).toMatchObject({exitCode: 0});
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	});

	test('cancels the task in its file while it is worked on: nothing is integrated and the word stays', async () => {
		const place = await workshop({agent: PATIENT});
		await start(place);
		const file = path.join(place.root, 'TASKS.md');
		writeFileSync(file, readFileSync(file, 'utf8').replace('| T1 | in-progress |', '| T1 | cancelled |'));
		letGo(place);
		await closed(place);
		expect(await reportOf(place, 'run-001')).toMatchObject({state: 'failed', failure: {code: 'task-withdrawn'}});
		expect(taskStatus(place, 'T1')).toBe('cancelled');
		expect(commitsIn(place)).toEqual(['start']);
	});

	test('cancels the task while it is implemented: no reviewer is started for it', async () => {
		const place = await workshop({agent: PATIENT});
		await start(place, 'reviewed');
		const file = path.join(place.root, 'TASKS.md');
		writeFileSync(file, readFileSync(file, 'utf8').replace('| T1 | in-progress |', '| T1 | cancelled |'));
		letGo(place);
		await closed(place);
		expect(await reportOf(place, 'run-001')).toMatchObject({state: 'failed', failure: {code: 'task-withdrawn'}});
		expect(startsIn(place)).toEqual(['run-001 implement T1']);
		expect(taskStatus(place, 'T1')).toBe('cancelled');
	});

	test('pauses a run: what is under way ends, nothing else begins until it is continued', async () => {
		const place = await workshop({agent: PATIENT});
		await start(place);
		expect(await mosaic(place, ['pause', 'run-001'])).toMatchObject({exitCode: 0});
		letGo(place);
		await allGone(place);
		expect(await reportOf(place, 'run-001')).toMatchObject({state: 'paused'});
		expect(await mosaic(place, ['continue', 'run-001'])).toMatchObject({exitCode: 0});
		await closed(place);
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	});

	test('restarts a failed run from a step, and is refused for one that it does not have', async () => {
		const place = await workshop({agent: 'exit 3\n'});
		expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(1);
		setAgent(place, GOOD_AGENT);
		expect(await mosaic(place, ['restart', 'run-001', '--from', 'nowhere'])).toMatchObject({exitCode: 4, stdout: ''});
		expect(await mosaic(place, ['restart', 'run-001', '--from', 'implement'])).toMatchObject({exitCode: 0});
		await until('the commit', () => commitsIn(place).length === 2);
	});

	test('is refused more runs at once than the settings allow, and told which there are', async () => {
		const place = await workshop({agent: PATIENT});
		const file = path.join(place.root, '.mosaic', 'config.json');
		writeFileSync(file, JSON.stringify({...JSON.parse(readFileSync(file, 'utf8')), parallel: 1}));
		await start(place);
		const second = await mosaic(place, ['run', 'T3', '--workflow', 'checked']);
		expect(second).toMatchObject({exitCode: 3, stdout: ''});
		expect(second.stderr).toContain('1 of at most 1 runs are under way: run-001 of T1 (running)');
		expect(taskStatus(place, 'T3')).toBe('not-started');
	});

	test('is refused a second run of a task, and told of the first', async () => {
		const place = await workshop({agent: PATIENT});
		await start(place);
		const second = await mosaic(place, ['run', 'T1', '--workflow', 'checked']);
		expect(second).toMatchObject({exitCode: 3, stdout: ''});
		expect(second.stderr).toContain('run-001');
	});
});

test('an inline run needs no engine process', async () => {
	const place = await workshop();
	const run = await mosaicJson(place, ['run', 'T1', '--workflow', 'checked', '--inline']);
	expect(run).toMatchObject({state: 'completed'});
	expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	expect(processesWith(place.mark)).toEqual([]);
});

test('an engine that dies of a fault while it starts leaves no socket, and the next one goes on', async () => {
	const place = await workshop({agent: PATIENT});
	await start(place);
	for (const {pid} of enginesIn(place)) kill(pid);
	await until('its end', () => enginesIn(place).length === 0);
	const inJournal = (sql: string): void => {
		const db = openForWriting(path.join(place.root, '.mosaic', 'mosaic.db'));
		db.exec(sql);
		db.close();
	};
	inJournal(
		"CREATE TRIGGER fault BEFORE INSERT ON event WHEN NEW.type = 'effect.recovered' BEGIN SELECT RAISE(ABORT, 'fault'); END",
	);
	expect((await mosaic(place, ['continue', 'run-001'])).stderr).toContain('fault');
	await until('its end', () => enginesIn(place).length === 0);
	const names = readdirSync(path.join(place.root, '.mosaic'), {recursive: true, encoding: 'utf8'});
	expect(names.filter((name) => /engine-.*\.sock$/.test(name))).toEqual([]);
	inJournal('DROP TRIGGER fault');
	letGo(place);
	await mosaic(place, ['continue', 'run-001']);
	await closed(place);
	expect(startsIn(place)).toHaveLength(1);
	await allGone(place);
	expectTidy(place);
});
