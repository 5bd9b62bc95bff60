import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mosaic, mosaicJson, startMosaic} from '../support/mosaic.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';
import {until} from '../support/until.ts';
import {TASKS} from './tasks-sample.ts';

const house = async (tasks = TASKS): Promise<ScratchProject> => {
	const project = scratchProject({'TASKS.md': tasks});
	await mosaicJson(project, ['init', '--name', 'House']);
	return project;
};

describe('mosaic tasks', () => {
	test('gives every task with its line and readiness, and every line it did not understand', async () => {
		const project = await house(`${TASKS}| T5 | wibble | Odd | T9 |\n`);
		const document = await mosaicJson(project, ['tasks']);
		expect(document).toMatchObject({
			schema: 'mosaic/tasks@1',
			tasks: [
				{id: 'T1', status: 'done', milestone: 'M1: Foundation', line: 7, ready: false},
				{id: 'T2', status: 'not-started', dependsOn: ['T1'], line: 8, ready: true},
				{id: 'T3', dependsOn: ['T2'], waitingFor: ['T2'], ready: false},
				{id: 'T4', milestone: 'M2: Garden'},
				{id: 'T5', ready: false},
			],
			skipped: [],
		});
		const problems = document.problems as {line: number; message: string}[];
		expect(problems.map(({line}) => line)).toEqual([16, 16]);
	});

	test('aligns columns by what a terminal shows, without colour in a pipe', async () => {
		const {stdout} = await mosaic(await house(), ['tasks']);
		expect(stdout).toBe(`ID  STATUS         TITLE

M1: Foundation
T1  ● done         Lay the ground
T2  ○ not-started  日本語 🏗️ walls  ready
T3  ○ not-started  Roof             waits for T2

M2: Garden
T4  ○ not-started  Trees            waits for T3

4 tasks, 0 lines skipped, 0 to look at
`);
	});

	test('lets no title reach the terminal with escapes or reordering', async () => {
		const project = await house(TASKS.replace('Roof', 'Ro\u001b[31mof\u202e\u0007'));
		const {stdout} = await mosaic(project, ['tasks']);
		expect(stdout).not.toMatch(/[\u001b\u202e\u0007]/u);
	});
});

describe('mosaic next', () => {
	test('names the first ready task and why', async () => {
		const project = await house();
		expect(await mosaicJson(project, ['next'])).toMatchObject({
			schema: 'mosaic/next@1',
			task: {id: 'T2', ready: true},
			reason: 'all it depends on is done (T1)',
		});
	});

	test('says what stands in the way when none is ready', async () => {
		const project = await house(TASKS.replace('Lay the ground | |', 'Lay the ground | T3 |').replace('done', 'open'));
		const result = await mosaic(project, ['next']);
		expect(result).toMatchObject({exitCode: 4, stdout: ''});
		expect(result.stderr).toContain('T1 → T3 → T2 → T1');
	});
});

describe('mosaic status', () => {
	test('gives mission, progress, milestone and what lives', async () => {
		expect(await mosaicJson(await house(), ['status'])).toEqual({
			schema: 'mosaic/status@1',
			mission: {id: 'house', name: 'House', status: 'active'},
			progress: {done: 1, total: 4, pct: 25},
			milestone: {id: 'M1', name: 'Foundation'},
			branch: 'main',
			sessions: [],
			runs: [],
			approvals: [],
		});
	});

	test('names what failed and what was interrupted with the way on, until a person marked it done', async () => {
		const project = await house();
		await mosaic(project, ['run', 'T2', '--workflow', 'solo', '--', 'sh', '-c', 'exit 3', 'agent']);
		expect((await mosaic(project, ['status'])).stdout).toContain('T2 failed: `mosaic resume T2` tries again');
		await mosaic(project, ['resume', 'T2', '--', 'sh', '-c', 'kill -9 $$', 'agent']);
		expect((await mosaic(project, ['status'])).stdout).toMatch(/was interrupted: `mosaic resume T2` goes on/);
		await mosaic(project, ['done', 'T2']);
		expect((await mosaic(project, ['status'])).stdout).not.toMatch(/failed|interrupted/);
	});

	test('works from a folder within, and with --project from anywhere', async () => {
		const project = await house();
		const inside = await mosaic(project, ['status', '--json'], {cwd: path.join(project.root, '.git')});
		const elsewhere = await mosaic(project, ['--project', project.root, 'status', '--json'], {cwd: '/'});
		expect(inside.exitCode).toBe(0);
		expect(elsewhere.stdout).toBe(inside.stdout);
	});

	test('works outside git, where the branch is unknown', async () => {
		const project = scratchProject({'TASKS.md': TASKS}, {git: false});
		await mosaicJson(project, ['init']);
		expect(await mosaicJson(project, ['status'])).toMatchObject({branch: null});
		expect((await mosaic(project, ['status'])).stdout).toContain('branch —');
	});

	test('without a mission says how to make one', async () => {
		const result = await mosaic(scratchProject({}), ['status']);
		expect(result).toMatchObject({exitCode: 4, stdout: ''});
		expect(result.stderr).toMatch(/^mosaic: no mission in \/.*\/p: run `mosaic init` there\.\n$/);
	});
});

describe('mosaic done', () => {
	test('changes one cell, records it, and closes the milestone', async () => {
		const project = await house();
		for (const id of ['T2', 'T3']) await mosaicJson(project, ['done', id]);
		const text = readFileSync(path.join(project.root, 'TASKS.md'), 'utf8');
		expect(text).toBe(TASKS.replace('| T2 | not-started', '| T2 | done').replace('| T3 | not-started', '| T3 | done'));
		expect(await mosaicJson(project, ['status'])).toMatchObject({milestone: {id: 'M2'}, progress: {done: 3}});
	});

	test.each([
		['T1', 3, 'already done'],
		['nope', 4, 'no task "nope"'],
	])('%s is refused with %i: %s', async (id, exitCode, words) => {
		const project = await house();
		const result = await mosaic(project, ['done', id]);
		expect(result).toMatchObject({exitCode, stdout: ''});
		expect(result.stderr).toContain(words);
		expect(readFileSync(path.join(project.root, 'TASKS.md'), 'utf8')).toBe(TASKS);
	});

	test('takes an id that begins with a dash after --', async () => {
		const project = await house(TASKS.replace('| T4 |', '| -x |'));
		expect((await mosaic(project, ['done', '--', '-x'])).exitCode).toBe(0);
	});
});

describe('mosaic events', () => {
	test('are JSON lines in order, from any point on', async () => {
		const project = await house();
		await mosaicJson(project, ['done', 'T2']);
		const all = (await mosaic(project, ['events', '--json'])).stdout
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line));
		expect(all.map(({schema, seq, type}) => [schema, seq, type])).toEqual([
			['mosaic/event@1', 1, 'task.marking'],
			['mosaic/event@1', 2, 'task.marked'],
		]);
		const rest = (await mosaic(project, ['events', '--json', '--since', '1'])).stdout;
		expect(JSON.parse(rest)).toEqual(all[1]);
	});

	test.each([[[]], [['--follow']], [['--json']]])('of a run that is not there are not found, %j', async (more) => {
		const project = await house();
		const before = await mosaic(project, ['events', '--run', 'run-999', ...more]);
		expect(before).toMatchObject({exitCode: 4, stdout: ''});
		expect((await mosaic(project, ['run', 'T2', '--', '/bin/true'])).exitCode).toBe(0);
		expect(await mosaic(project, ['events', '--run', 'run-999', ...more])).toMatchObject({exitCode: 4, stdout: ''});
		const known = await mosaic(project, ['events', '--run', 'run-001']);
		expect(known).toMatchObject({exitCode: 0, stderr: ''});
		expect(known.stdout).toContain('run.started');
	});

	test('are followed as they happen until a signal ends it', async () => {
		const project = await house();
		await mosaicJson(project, ['done', 'T2']);
		const {child, finished, output} = startMosaic(project, ['events', '--follow']);
		await until('the past events', () => output().stdout.includes('T2 done by person'));
		await mosaicJson(project, ['done', 'T3']);
		await until('the new events', () => output().stdout.includes('T3 done by person'));
		child.kill('SIGINT');
		expect(await finished).toMatchObject({signal: 'SIGINT', stderr: ''});
		expect(
			output()
				.stdout.split('\n')
				.filter((line) => line.includes('task.marked')),
		).toHaveLength(2);
	});
});

test('a broken tasks file, mission or setting is refused with its place, and stays', async () => {
	const project = await house();
	const mission = path.join(project.root, '.mosaic/orchestrator/mission.json');
	writeFileSync(mission, '{"id": ');
	const result = await mosaic(project, ['status', '--json']);
	expect(result).toMatchObject({exitCode: 5, stdout: ''});
	expect(JSON.parse(result.stderr)).toMatchObject({schema: 'mosaic/error@1', kind: 'invalid', exitCode: 5});
	expect(readFileSync(mission, 'utf8')).toBe('{"id": ');
});
