// A project that was moved or copied: the journal's claims name the path that it had before.
import {cpSync, mkdirSync, renameSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {
	type Arena,
	agentsIn,
	arena,
	hostGone,
	hostsIn,
	overlapsIn,
	sessionsIn,
	startedIn,
	startTask,
} from '../support/arena.ts';
import {mosaic} from '../support/mosaic.ts';
import {until} from '../support/until.ts';

const running = async (): Promise<Arena> => {
	const place = await arena();
	expect((await startTask(place)).exitCode).toBe(0);
	await until('the agent', () => startedIn(place).length === 1);
	return place;
};

const movedTo = (place: Arena, name: string): Arena => {
	const root = path.join(place.home, name);
	renameSync(place.root, root);
	return {...place, root};
};

const killHost = async (place: Arena): Promise<void> => {
	for (const {pid} of hostsIn(place)) process.kill(pid, 'SIGKILL');
	await hostGone(place);
};

test('a project that is moved while its agent works gets no second one, and its session can be stopped', async () => {
	const place = movedTo(await running(), 'q');
	for (const command of ['run', 'resume'] as const) {
		const refused = await startTask(place, 'lasting', {command});
		expect(refused).toMatchObject({exitCode: 3, stdout: ''});
		expect(refused.stderr).toMatch(/session sess-001 \(PID \d+\) is working on "T1"/);
	}
	expect((await startTask(place, 'lasting', {task: 'T2'})).exitCode).toBe(3);
	expect((await mosaic(place, ['stop', 'sess-001'])).exitCode).toBe(0);
	await hostGone(place);
	expect(agentsIn(place)).toEqual([]);
	expect((await startTask(place, 'quick', {command: 'resume'})).exitCode).toBe(0);
	await hostGone(place);
	expect(overlapsIn(place)).toEqual([]);
	expect((await sessionsIn(place)).at(-1)).toMatchObject({id: 'sess-002', runId: 'run-001', state: 'done'});
});

test('a place that was left does not become another project’s by what is made there again', async () => {
	const place = movedTo(await running(), 'q');
	mkdirSync(path.join(place.home, 'p', '.mosaic', 'sessions'), {recursive: true});
	expect((await startTask(place, 'lasting', {task: 'T2'})).exitCode).toBe(3);
});

test('a project that is moved after a crash is resumed, and what the crash left is ended', async () => {
	const before = await running();
	await killHost(before);
	const place = movedTo(before, 'q');
	expect((await sessionsIn(place)).at(-1)).toMatchObject({state: 'crashed'});
	expect((await startTask(place, 'quick', {command: 'resume'})).exitCode).toBe(0);
	await hostGone(place);
	expect(agentsIn(place)).toEqual([]);
	expect(overlapsIn(place)).toEqual([]);
	expect(await sessionsIn(place)).toMatchObject([
		{id: 'sess-001', state: 'crashed', runId: 'run-001'},
		{id: 'sess-002', state: 'done', runId: 'run-001'},
	]);
});

test('a copy of a project whose agent works is a project of its own and never touches that agent', async () => {
	const original = await running();
	const [agent] = agentsIn(original);
	const copy = {...original, root: path.join(original.home, 'copy')};
	cpSync(original.root, copy.root, {recursive: true, filter: (source) => !source.endsWith('.sock')});
	expect((await sessionsIn(copy)).at(-1)).toMatchObject({id: 'sess-001', state: 'crashed'});
	expect((await mosaic(copy, ['stop', 'sess-001'])).exitCode).toBe(0);
	expect((await mosaic(copy, ['resume', 'T1', '--', 'true'])).exitCode).toBe(0);
	expect((await sessionsIn(copy)).map(({id, state}) => [id, state])).toEqual([
		['sess-001', 'crashed'],
		['sess-002', 'done'],
	]);
	expect(agentsIn(original).map(({pid}) => pid)).toContain(agent?.pid);
	expect(await sessionsIn(original)).toMatchObject([{id: 'sess-001', state: 'working', pid: agent?.pid}]);
	expect((await mosaic(original, ['stop', 'sess-001'])).exitCode).toBe(0);
	await hostGone(original);
});
