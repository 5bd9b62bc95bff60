import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mosaic} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {
	allGone,
	commitsIn,
	eventsOf,
	expectTidy,
	GOOD_AGENT,
	gitIn,
	startsIn,
	taskStatus,
	workshop,
} from '../../support/workshop.ts';

const TASKS = `| id | status | description | depends | verify | pr | notes |
|---|---|---|---|---|---|---|
| T1 | not-started | Ground | | | | |
| T2 | not-started | Walls | T1 | | | |
| T3 | not-started | Garden | | | | |
| T4 | not-started | Roof | T2, T3 | | | |
`;

describe('a batch', () => {
	test('works through all tasks, several at once, each after those it depends on', async () => {
		const agent = `${GOOD_AGENT}ls "$MOSAIC_PROJECT/.mosaic/worktrees" | wc -l >>"$SHOP/at-once"\n`;
		const place = await workshop({tasks: TASKS, agent});
		const run = await mosaic(place, ['run', '--all', '--workflow', 'checked', '--parallel', '2']);
		expect(run).toMatchObject({exitCode: 0});
		expect(run.stderr).toContain('all tasks are done');
		// Each line names its task, since several are told of at once.
		for (const id of ['T1', 'T2', 'T3', 'T4']) expect(run.stdout).toMatch(new RegExp(`^${id} +step\\.started`, 'm'));
		const order = startsIn(place).map((line) => line.split(' ')[2]);
		expect([...order].sort()).toEqual(['T1', 'T2', 'T3', 'T4']);
		expect(order.indexOf('T2')).toBeGreaterThan(order.indexOf('T1'));
		expect(order.indexOf('T4')).toBe(3);
		expect(commitsIn(place).sort()).toEqual(['Garden', 'Ground', 'Roof', 'Walls', 'start']);
		for (const id of ['T1', 'T2', 'T3', 'T4']) expect(taskStatus(place, id)).toBe('done');
		await allGone(place);
		expectTidy(place);
		const atOnce = readFileSync(path.join(place.folder, 'at-once'), 'utf8');
		expect(atOnce).not.toMatch(/[3-9]/);
	});

	test('goes on with the rest where one task fails, comes back to it once, and says what is left', async () => {
		const agent = `[ "$MOSAIC_TASK" = T1 ] && exit 3\n${GOOD_AGENT}`;
		const place = await workshop({tasks: TASKS, agent});
		const run = await mosaic(place, ['run', '--all', '--workflow', 'checked', '--parallel', '1']);
		expect(run).toMatchObject({exitCode: 1});
		expect(run.stderr).toContain('not done: T1, T2, T4');
		expect(taskStatus(place, 'T3')).toBe('done');
		expect(taskStatus(place, 'T2')).toBe('not-started');
		expect(commitsIn(place)).toEqual(['Garden', 'start']);
	});

	test('tells scripts of its tasks as typed events with the progress, one JSON document a line, and hides secrets', async () => {
		const agent = `[ "$MOSAIC_TASK" = T1 ] && exit 3\n${GOOD_AGENT}`;
		const place = await workshop({tasks: TASKS, agent});
		const args = [
			'run',
			'--all',
			'--workflow',
			'checked',
			'--parallel',
			'1',
			'--json',
			'--env',
			'API_TOKEN=s3cr3t-value-of-mine',
		];
		const run = await mosaic(place, args);
		expect(run.exitCode).toBe(1);
		expect(run.stdout).not.toContain('s3cr3t-value-of-mine');
		type Line = {
			schema: string;
			type: string;
			taskId: string;
			runId: string | null;
			reason: string | null;
			progress: object;
		};
		const lines = run.stdout
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as Line);
		const told = lines.filter(({schema}) => schema === 'mosaic/task-event@1');
		expect(told.map(({type, taskId}) => `${type} ${taskId}`)).toEqual([
			'run.started null',
			'task.started T1',
			'task.failed T1',
			'task.suspended T1',
			'task.started T3',
			'task.done T3',
			'task.resumed T1',
			'task.failed T1',
			'task.suspended T1',
			'run.done null',
		]);
		expect(told.at(-1)).toMatchObject({
			reason: 'not done: T1, T2, T4',
			progress: {completed: 1, blocked: 2, suspended: 1, total: 4},
		});
		expect(told[2]?.reason).toContain('implement');
		expect(lines.find(({schema}) => schema === 'mosaic/event@1')).toMatchObject({type: 'batch.started'});
		expect(lines.at(-1)).toMatchObject({schema: 'mosaic/run-all@1', ended: 'not done: T1, T2, T4'});
	});

	test('stops at what needs a person and names it', async () => {
		const place = await workshop({tasks: TASKS});
		const run = await mosaic(place, ['run', '--all', '--workflow', 'reviewed', '--until', 'T1']);
		expect(run).toMatchObject({exitCode: 1});
		expect(run.stderr).toContain('run-001-a1');
		expect(startsIn(place).filter((line) => line.includes('implement'))).toHaveLength(1);
	});

	test('shares one limit with the runs beside it: its own number where it has one, else that of the settings', async () => {
		const agent = `while [ ! -f "$SHOP/go" ]; do sleep 0.05; done\n${GOOD_AGENT}`;
		const place = await workshop({agent, tasks: TASKS.replace(/\| T[12](?:, T3)? \| \|/g, '| | |')});
		const file = path.join(place.root, '.mosaic', 'config.json');
		writeFileSync(file, JSON.stringify({...JSON.parse(readFileSync(file, 'utf8')), parallel: 1}));
		await mosaic(place, ['run', 'T3', '--workflow', 'checked', '--detach']);
		await until('the first', () => startsIn(place).length === 1);
		await mosaic(place, ['run', '--all', '--workflow', 'checked', '--parallel', '2', '--detach']);
		await until('one beside it', () => startsIn(place).length === 2);
		const third = await mosaic(place, ['run', 'T4', '--workflow', 'checked']);
		expect(third.exitCode).toBe(3);
		expect(third.stderr).toContain(
			'2 of at most 2 runs are under way: run-001 of T3 (running), run-002 of T1 (running)',
		);
		writeFileSync(path.join(place.folder, 'go'), '');
		await until('all of them', () => commitsIn(place).length === 5);
		await allGone(place);
		let most = 0;
		let open = 0;
		for (const {type} of await eventsOf(place)) {
			if (type === 'run.started') most = Math.max(most, ++open);
			if (type === 'run.ended') open--;
		}
		expect(most).toBe(2);
	});

	test('is refused where tasks wait for each other, with the circle spelled out', async () => {
		const place = await workshop({tasks: TASKS.replace('| Ground | |', '| Ground | T4 |')});
		const run = await mosaic(place, ['run', '--all', '--workflow', 'checked']);
		expect(run).toMatchObject({exitCode: 3, stdout: ''});
		expect(run.stderr).toMatch(/T1 → T4 → T2 → T1|T4 → T2 → T1 → T4|T2 → T1 → T4 → T2/);
	});
});

describe('agents that misbehave', () => {
	test('dirty the main checkout, edit TASKS.md, leave processes behind: what a person had stays, the work arrives', async () => {
		const agent = `
sed -i 's/not-started/done/' TASKS.md; git add TASKS.md
echo mess >"$MOSAIC_PROJECT/mess.txt"
setsid sleep 600 </dev/null >/dev/null 2>&1 &
${GOOD_AGENT}`;
		const place = await workshop({tasks: TASKS, agent});
		expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
		expect(taskStatus(place, 'T1')).toBe('done');
		expect(taskStatus(place, 'T3')).toBe('not-started');
		expect(existsSync(path.join(place.root, 'mess.txt'))).toBe(true);
		expect(gitIn(place, 'show', '--format=', '--name-only', 'main').split('\n').sort()).toEqual(['T1.txt', 'TASKS.md']);
		await allGone(place);
	});

	test('produce nothing: the step fails as no usable output after one repair turn', async () => {
		const place = await workshop({agent: 'echo x >x.txt; git add x.txt; git commit -qm x || true\n'});
		const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--json']);
		expect(run.exitCode).toBe(1);
		expect(JSON.parse(run.stdout)).toMatchObject({failure: {cause: 'no-usable-output'}});
		expect(startsIn(place)).toHaveLength(2);
	});
});
