import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {journey} from '../support/journey.ts';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';
import {until} from '../support/until.ts';

const TASKS = `# Plan

## M1: Ground

| id | status | description | depends |
|---|---|---|---|
| T1 | done | Dig the well | |
| T2 | not-started | Line it with stone 石を積む | T1 |
| T3 | not-started | Fetch a bucket 🪣 | T2 |
`;

// Talks until it is told to stop, and says what was typed at it.
const AGENT = `echo "agent of $MOSAIC_TASK is here"; while read -r line; do echo "heard: $line"; [ "$line" = bye ] && exit 0; done`;

const mission = async (tasks = TASKS): Promise<ScratchProject> => {
	const project = scratchProject({'TASKS.md': tasks});
	// Not in the repository: what comes along with one has to be trusted first.
	mkdirSync(path.join(project.root, '.mosaic'));
	const config = {workflow: 'solo', runtime: 'script', runtimes: {script: {argv: ['sh', '-c', AGENT]}}};
	writeFileSync(path.join(project.root, '.mosaic/config.json'), JSON.stringify(config));
	const {exitCode, stderr} = await mosaic(project, ['init', '--name', 'Well']);
	if (exitCode !== 0) throw new Error(stderr);
	onTestFinished(() => stopAll(project));
	return project;
};

type SessionsDocument = {sessions: {id: string; pid: number; state: string; taskId: string}[]};

const sessionsOf = (project: ScratchProject, ...args: string[]) =>
	mosaicJson<SessionsDocument>(project, ['sessions', ...args]);

const stopAll = async (project: ScratchProject): Promise<void> => {
	for (const {id} of (await sessionsOf(project)).sessions) await mosaic(project, ['stop', id]);
};

const CTRL_Q = '\u0011';

describe('a day with one agent', () => {
	test('a task is started, watched, typed to, left, and goes to review when its agent is done', async () => {
		const project = await mission();
		const tui = journey(project);
		await tui.sees('Dig the well');
		await tui.sees('waits for T2');
		tui.press('s');
		await tui.sees('agent of T2 is here');
		await tui.sees('working');
		tui.press('a');
		await tui.sees('Ctrl+Q');
		tui.press('hello there\r');
		await tui.sees('heard: hello there');
		tui.press(CTRL_Q);
		await tui.sees('? more');
		tui.press('a');
		await tui.sees('Ctrl+Q');
		tui.press('bye\r');
		await tui.sees('review');
		tui.press(`${CTRL_Q}q`);
		expect(await tui.ended).toEqual({exitCode: 0, signal: null});
		expect(tui.isRestored()).toBe(true);
		expect(readFileSync(path.join(project.root, 'TASKS.md'), 'utf8')).toBe(
			TASKS.replace('| T2 | not-started', '| T2 | review'),
		);
	});

	test('a key that cannot do anything now says why', async () => {
		const project = await mission();
		const tui = journey(project);
		await tui.sees('Dig the well');
		tui.press('gjs');
		await tui.sees('already done');
		tui.press('jjs');
		await tui.sees('it waits for T2');
	});

	test('stopping asks first, and ends the agent and its children', async () => {
		const project = await mission();
		const {stdout} = await mosaic(project, [
			'run',
			'T2',
			'--detach',
			'--json',
			'--',
			'sh',
			'-c',
			'sleep 300 & sleep 300',
		]);
		const {pid} = JSON.parse(stdout) as {pid: number};
		const tui = journey(project);
		await tui.sees('sess-001');
		tui.press('\tx');
		await tui.sees('Stop sess-001?');
		tui.press('n');
		expect((await sessionsOf(project)).sessions).toHaveLength(1);
		tui.press('x');
		await tui.sees('y Stop sess-001');
		tui.press('y');
		await tui.sees('stopped');
		expect(() => readFileSync(`/proc/${pid}/stat`)).toThrow();
		expect((await sessionsOf(project, '--all')).sessions[0]).toMatchObject({state: 'stopped'});
	});
});

describe('agents outlive the screen', () => {
	test.for(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
		'%s of the TUI leaves the agent running, and a new one shows its full screen',
		async (signal) => {
			const project = await mission();
			const first = journey(project);
			await first.sees('Line it with stone');
			first.press('s');
			await first.sees('agent of T2 is here');
			const [before] = (await sessionsOf(project)).sessions;
			process.kill(first.pid, signal);
			await first.ended;
			const [after] = (await sessionsOf(project)).sessions;
			expect(after).toMatchObject({id: 'sess-001', pid: before?.pid, state: 'working'});
			const second = journey(project);
			await second.sees('agent of T2 is here');
			await second.sees('working');
		},
	);

	test('a session whose host is killed reads crashed at once, and r resumes it', async () => {
		const project = await mission();
		const tui = journey(project);
		await tui.sees('Line it with stone');
		tui.press('s');
		await tui.sees('agent of T2 is here');
		const lock = JSON.parse(readFileSync(path.join(project.root, '.mosaic/orchestrator/session.lock'), 'utf8'));
		process.kill(lock.host_pid, 'SIGKILL');
		await tui.sees('crashed');
		tui.press('r');
		await tui.sees('sess-002');
		await until('one agent lives', async () => (await sessionsOf(project)).sessions.length === 1);
	});
});

describe('the screen follows what others do', () => {
	test('a status, a new task and a broken row of TASKS.md are shown without a key', async () => {
		const project = await mission();
		const tui = journey(project);
		await tui.sees('Fetch a bucket');
		const file = path.join(project.root, 'TASKS.md');
		writeFileSync(
			file,
			`${TASKS.replace('| T2 | not-started', '| T2 | blocked')}| T4 | not-started | Rope, 20 ells | |\n`,
		);
		await tui.sees('blocked');
		await tui.sees('Rope, 20 ells');
	});

	test('a session that a script started appears, and its end is shown', async () => {
		const project = await mission();
		const tui = journey(project);
		await tui.sees('Fetch a bucket');
		await mosaic(project, ['run', 'T2', '--detach', '--', 'sh', '-c', 'read -r line']);
		await tui.sees('sess-001');
		await tui.sees('working');
		await mosaic(project, ['stop', 'sess-001']);
		await tui.sees('stopped');
	});

	test('a mission that cannot be read says so in a line, and comes back when it is mended', async () => {
		const project = await mission();
		const file = path.join(project.root, '.mosaic/orchestrator/mission.json');
		const whole = readFileSync(file, 'utf8');
		const tui = journey(project);
		await tui.sees('Fetch a bucket');
		writeFileSync(file, '{"id": ');
		await tui.sees('not valid JSON');
		writeFileSync(file, whole);
		await tui.sees('Fetch a bucket');
		expect(readFileSync(file, 'utf8')).toBe(whole);
	});
});

describe('every size', () => {
	test.for([
		[40, 12],
		[60, 20],
		[80, 24],
		[120, 40],
		[250, 80],
	] as const)('%i×%i shows the tasks, whole lines only', async ([cols, rows]) => {
		const project = await mission();
		const tui = journey(project, [], {cols, rows});
		await tui.sees('Well');
		await tui.sees('T2');
		await tui.sees('? more');
		expect(tui.screen().split('\n')).toHaveLength(rows);
	});

	test('a terminal that is made smaller and larger again shows everything', async () => {
		const project = await mission();
		const tui = journey(project);
		await tui.sees('Fetch a bucket');
		for (const [cols, rows] of [
			[80, 24],
			[40, 12],
			[200, 60],
			[120, 40],
		] as const)
			tui.resize(cols, rows);
		await tui.sees('Fetch a bucket');
		await tui.sees('? more');
	});

	test('without colours a state still has its glyph and word', async () => {
		const project = await mission();
		const tui = journey(project, [], {env: {NO_COLOR: '1'}});
		await tui.sees('● done');
		await tui.sees('○ not-started');
	});
});
