// The plain runner through the command line: start, refuse, finish, stop, resume (SPEC MR-1 to MR-14).
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {
	ARENA_TASKS,
	agentArgv,
	agentsIn,
	arena,
	expectWhole,
	fileIn,
	hostGone,
	hostsIn,
	overlapsIn,
	sessionsIn,
	startedIn,
	startTask,
	stateFile,
	statusOf,
} from '../support/arena.ts';
import {kill} from '../support/marked-processes.ts';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {until} from '../support/until.ts';

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

describe('a session', () => {
	test('is locked, marked, handed over and recorded while it runs', async () => {
		const place = await arena();
		expect(await startTask(place)).toMatchObject({exitCode: 0, stderr: ''});
		await until('the agent', () => startedIn(place).length === 1);
		const [agent] = agentsIn(place);
		const [host] = hostsIn(place);
		const lock = readJson(stateFile(place, 'session.lock'));
		expect(lock).toMatchObject({
			session_id: 'sess-001',
			runtime: '/bin/sh',
			pid: agent?.pid,
			project_path: place.root,
			milestone_id: 'M1',
			task_id: 'T1',
			host_pid: host?.pid,
			boot_id: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
			generation: 1,
		});
		expect(lock.pid_started).toMatch(/^\d+$/);
		expect(readJson(stateFile(place, 'next-task.json'))).toMatchObject({
			runtime: '/bin/sh',
			mission_id: 'house',
			mission_name: 'House',
			project_path: place.root,
			quality_gates: null,
			current_milestone: {id: 'M1', name: 'Ground'},
			next_task: 'T1',
			progress: {tasks_done: 0, tasks_total: 2, pct: 0},
			current_branch: 'main',
		});
		expect(statusOf(place)).toBe('in-progress');
		const mission = readJson(stateFile(place, 'mission.json'));
		expect(mission.milestones).toMatchObject([{id: 'M1', status: 'in-progress'}]);
		expect(mission.sessions).toMatchObject([
			{session_id: 'sess-001', pid: agent?.pid, ended_at: null, last_task_id: 'T1'},
		]);
		const status = await mosaicJson(place, ['status']);
		expect(status).toMatchObject({
			sessions: [{id: 'sess-001', state: 'working', pid: agent?.pid}],
			runs: [{taskId: 'T1'}],
		});
		expect(agent?.environ).toContain(`MOSAIC_PROJECT=${place.root}`);
		expect(agent?.environ.filter((entry) => entry.startsWith('MOSAIC_TEST'))).toEqual([]);
		expectWhole(place, 'sess-001');
	});

	test.each([
		['quick', 0, 'review', 'completed', 'done', 0],
		['failing', 1, 'failed', 'failed', 'failed', 7],
	] as const)(
		'that ends by itself (%s) exits %i and leaves the task %s',
		async (kind, exit, status, reason, state, code) => {
			const place = await arena();
			expect((await mosaic(place, ['run', 'T1', ...agentArgv(place, kind)])).exitCode).toBe(exit);
			expect(statusOf(place)).toBe(status);
			expect(await sessionsIn(place)).toMatchObject([
				{id: 'sess-001', state, endedReason: reason, exitCode: code, signal: null},
			]);
			expect(readJson(stateFile(place, 'mission.json')).sessions).toMatchObject([
				{ended_reason: reason, exit_code: code},
			]);
			await hostGone(place);
			expectWhole(place);
		},
	);

	test('keeps the agent’s own mark "done"', async () => {
		const place = await arena();
		const script = `sed -i "s/| T1 | in-progress |/| T1 | done |/" TASKS.md`;
		expect((await mosaic(place, ['run', 'T1', '--', '/bin/sh', '-c', script])).exitCode).toBe(0);
		expect(statusOf(place)).toBe('done');
	});

	test('that is stopped stays in progress and is resumed by the same run', async () => {
		const place = await arena();
		await startTask(place);
		expect((await mosaic(place, ['stop', 'sess-001'])).exitCode).toBe(0);
		expect(agentsIn(place)).toEqual([]);
		expect(statusOf(place)).toBe('in-progress');
		expectWhole(place);
		expect((await startTask(place, 'quick', {command: 'resume'})).exitCode).toBe(0);
		await hostGone(place);
		expect(await sessionsIn(place)).toMatchObject([
			{id: 'sess-001', runId: 'run-001', endedReason: 'stopped'},
			{id: 'sess-002', runId: 'run-001', endedReason: 'completed'},
		]);
		expect(statusOf(place)).toBe('review');
	});

	test('whose agent is killed from outside reads crashed', async () => {
		const place = await arena();
		await startTask(place);
		await until('the agent', () => startedIn(place).length === 1);
		for (const {pid} of agentsIn(place)) kill(pid);
		await hostGone(place);
		expect(await sessionsIn(place)).toMatchObject([{state: 'crashed', signal: 'SIGKILL', exitCode: null}]);
		expect(statusOf(place)).toBe('in-progress');
		expectWhole(place);
	});

	test('whose host is killed is judged crashed at once, and a resume ends its agent before starting another', async () => {
		const place = await arena();
		await startTask(place);
		await until('the agent', () => startedIn(place).length === 1);
		for (const {pid} of hostsIn(place)) kill(pid);
		await hostGone(place);
		expect(agentsIn(place)).toHaveLength(1);
		expect(await mosaicJson(place, ['status'])).toMatchObject({sessions: [], runs: [{state: 'interrupted'}]});
		expect(await startTask(place, 'lasting', {command: 'resume'})).toMatchObject({exitCode: 0, stderr: ''});
		await until('the new agent', () => startedIn(place).length === 2);
		expect(overlapsIn(place)).toEqual([]);
		expect(await sessionsIn(place)).toMatchObject([{endedReason: 'crashed'}, {id: 'sess-002', state: 'working'}]);
		expectWhole(place, 'sess-002');
	});
});

describe('refused, with nothing changed', () => {
	test.each([
		['a task that is done', ['run', 'T1'], 'done', 3, /TASKS\.md:7: task T1 is already done/],
		['a cancelled one', ['run', 'T1'], 'cancelled', 3, /already cancelled/],
		['an unknown id', ['run', 'T9'], 'not-started', 4, /no task "T9"/],
		['a resume of what never began', ['resume', 'T1'], 'not-started', 3, /never started.*mosaic run/],
		['an unknown workflow', ['run', 'T1', '--workflow', 'x'], 'not-started', 2, /unknown workflow "x"/],
	] as const)('%s', async (_, args, status, exitCode, words) => {
		const place = await arena(ARENA_TASKS.replace('| T1 | not-started', `| T1 | ${status}`));
		const before = readFileSync(fileIn(place, 'TASKS.md'), 'utf8');
		const mission = readFileSync(stateFile(place, 'mission.json'), 'utf8');
		const result = await mosaic(place, [...args, '--detach', ...agentArgv(place, 'lasting')]);
		expect(result).toMatchObject({exitCode, stdout: ''});
		expect(result.stderr).toMatch(/^mosaic: [^\n]*\n$/);
		expect(result.stderr).toMatch(words);
		expect(readFileSync(fileIn(place, 'TASKS.md'), 'utf8')).toBe(before);
		expect(readFileSync(stateFile(place, 'mission.json'), 'utf8')).toBe(mission);
		expect(existsSync(stateFile(place, 'session.lock'))).toBe(false);
		expect(existsSync(stateFile(place, 'next-task.json'))).toBe(false);
		expect(startedIn(place)).toEqual([]);
	});

	test('an id that stands twice, with both lines', async () => {
		const place = await arena(ARENA_TASKS.replace('| T2 |', '| T1 |'));
		const result = await startTask(place);
		expect(result).toMatchObject({exitCode: 3, stdout: ''});
		expect(result.stderr).toContain('TASKS.md:8: 2 tasks share "T1", at lines 7 (not-started), 8 (not-started)');
	});

	test.each(['run', 'resume'] as const)('%s while a session lives, naming session and PID', async (command) => {
		const place = await arena();
		await startTask(place);
		await until('the agent', () => startedIn(place).length === 1);
		const [agent] = agentsIn(place);
		const lock = readFileSync(stateFile(place, 'session.lock'), 'utf8');
		const result = await startTask(place, 'lasting', {command});
		expect(result).toMatchObject({exitCode: 3, stdout: ''});
		expect(result.stderr).toMatch(/^mosaic: [^\n]*\n$/);
		expect(result.stderr).toContain(`session sess-001 (PID ${agent?.pid})`);
		expect(readFileSync(stateFile(place, 'session.lock'), 'utf8')).toBe(lock);
		expect(startedIn(place)).toHaveLength(1);
	});
});

describe('session ids', () => {
	test('are never given twice, also when journal or mission.json has forgotten them', async () => {
		const place = await arena();
		const file = stateFile(place, 'mission.json');
		const mission = readJson(file);
		mission.sessions = [{session_id: 'sess-041', runtime: 'x', pid: null, started_at: '2020-01-01T00:00:00Z'}];
		writeFileSync(file, JSON.stringify(mission));
		await mosaic(place, ['run', 'T1', ...agentArgv(place, 'quick')]);
		await hostGone(place);
		writeFileSync(file, JSON.stringify({...readJson(file), sessions: []}));
		await mosaic(place, ['run', 'T1', ...agentArgv(place, 'quick')]);
		expect((await sessionsIn(place)).map(({id}) => id)).toEqual(['sess-042', 'sess-043']);
	});
});

test('print-only writes the capsule and nothing else', async () => {
	const place = await arena();
	const printed = await mosaicJson(place, ['--print-only', 'T2', '--runtime', 'codex']);
	expect(printed).toMatchObject({
		sessionId: 'sess-001',
		taskId: 'T2',
		runtime: 'codex',
		lockFile: stateFile(place, 'session.lock'),
	});
	expect(readJson(stateFile(place, 'next-task.json'))).toMatchObject({next_task: 'T2'});
	expect(readFileSync(fileIn(place, 'TASKS.md'), 'utf8')).toBe(ARENA_TASKS);
	expect(existsSync(stateFile(place, 'session.lock'))).toBe(false);
	expect(existsSync(fileIn(place, '.mosaic', 'mosaic.db'))).toBe(false);
});

test('a project without git works, its branch unknown', async () => {
	const place = await arena(ARENA_TASKS, {git: false});
	expect((await mosaic(place, ['run', 'T1', ...agentArgv(place, 'quick')])).exitCode).toBe(0);
	expect(readJson(stateFile(place, 'next-task.json'))).toMatchObject({current_branch: null});
});
