import {execFileSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mosaic, mosaicBin, startMosaic} from '../support/mosaic.ts';
import {isolatedEnv, type ScratchProject, scratchDirectory} from '../support/scratch.ts';
import {until} from '../support/until.ts';
import {runInTerminal} from '../tui/pty-app.ts';

/** A home whose temporary directory is its own, so that whatever a demo leaves behind is found. */
const scratchHome = (): ScratchProject & {readonly temporary: string} => {
	const home = scratchDirectory();
	const temporary = path.join(home, 't');
	mkdirSync(temporary);
	return {root: home, home, env: {...isolatedEnv(home), TMPDIR: temporary}, temporary};
};

/** Processes whose working directory is, or was, below `directory`. */
const processesIn = (directory: string): string[] =>
	(existsSync('/proc') ? readdirSync('/proc') : []).filter((name) => {
		try {
			return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/cwd`).startsWith(`${directory}/`);
		} catch {
			return false;
		}
	});

const expectNothingLeft = async ({temporary, home}: ReturnType<typeof scratchHome>) => {
	expect(readdirSync(temporary)).toEqual([]);
	await until('no process of the demo is left', () => processesIn(temporary).length === 0);
	expect(existsSync(path.join(home, 'state')), 'the list of known projects is not touched').toBe(false);
};

describe('without a terminal', () => {
	test('with --json, stdout is one document, and nothing is left behind', async () => {
		const home = scratchHome();
		const {exitCode, stdout} = await mosaic(home, ['demo', '--json']);
		expect(exitCode).toBe(0);
		expect(JSON.parse(stdout)).toMatchObject({schema: 'mosaic/demo@1', ok: true, failure: null});
		await expectNothingLeft(home);
	});

	test('a step that goes wrong ends it with 1 and is named', async () => {
		const home = scratchHome();
		const bin = path.join(home.home, 'bin');
		const real = execFileSync('/bin/sh', ['-c', 'command -v git'], {encoding: 'utf8'}).trim();
		mkdirSync(bin);
		writeFileSync(path.join(bin, 'git'), `#!/bin/sh\n[ -n "$MOSAIC_TASK" ] && exit 1\nexec ${real} "$@"\n`);
		chmodSync(path.join(bin, 'git'), 0o755);
		const {exitCode, stderr} = await mosaic(home, ['demo'], {env: {PATH: `${bin}:${home.env.PATH}`}});
		expect(stderr).toContain('the demo went wrong: expected: mosaic run T1 --workflow checked ends with 0, not 1.');
		expect(exitCode).toBe(1);
		await expectNothingLeft(home);
	});

	test.each([
		['SIGINT', 130, 'run-001 works on'],
		['SIGTERM', 143, 'step.started          implement'],
		['SIGTERM', 143, 'Attach with `mosaic attach sess-007`'],
	] as const)('%s at any moment leaves nothing behind', async (signal, code, moment) => {
		const home = scratchHome();
		const demo = startMosaic(home, ['demo']);
		await until(moment, () => demo.output().stdout.includes(moment));
		demo.child.kill(signal);
		expect(await demo.finished).toMatchObject({exitCode: code});
		await expectNothingLeft(home);
	});

	test('a machine without git is told so', async () => {
		const home = scratchHome();
		const {exitCode, stderr} = await mosaic(home, ['demo'], {env: {PATH: path.join(home.home, 'nothing')}});
		expect(stderr).toBe('mosaic: the demo needs git, which is not on the PATH. Install it.\n');
		expect(exitCode).toBe(4);
		expect(readdirSync(home.temporary)).toEqual([]);
	});
});

describe('--directory', () => {
	test('the demo tells the whole story; with --keep the mission stays there and can be gone on with', async () => {
		const home = scratchHome();
		const {exitCode, stdout, stderr} = await mosaic(home, ['demo', '--directory', 'tour', '--keep']);
		expect(stderr).toBe('');
		expect(exitCode).toBe(0);
		expect(stdout).toMatch(/✓ run-001 completed as [0-9a-f]{10}/);
		expect(stdout).toMatch(/`verify` done: 1 of 1 passed/);
		expect(stdout).toContain('run-002-a1 is approved');
		expect(stdout).toMatch(/! sess-005 crashed .*\(SIGKILL\)\. T3 is in-progress/);
		expect(stdout).toContain('half-written by the session before');
		expect(stdout).toMatch(/run-003 {3}run\.resumed/);
		expect(stdout).toMatch(/session sess-007 \(PID \d+\) is working on "T4"/);
		expect(stdout).toMatch(/waiting {2}T4 .*Under which licence/);
		expect(stdout).toContain('> MIT');
		expect(stdout).toContain('run-005-q1 is answered');
		expect(stdout).toContain('All of it did what it should');
		expect(stdout).toContain(`The project stays in ${path.join(home.root, 'tour')}.`);
		const tasks = readFileSync(path.join(home.root, 'tour', 'TASKS.md'), 'utf8');
		expect(tasks).toContain('| T1 | done |');
		expect(tasks).toContain('| T5 | done |');
		const status = await mosaic(home, ['status', '--project', 'tour', '--json']);
		expect(JSON.parse(status.stdout)).toMatchObject({progress: {done: 5, total: 6}});
	});

	test('a folder in use is refused and left as it is', async () => {
		const home = scratchHome();
		writeFileSync(path.join(home.temporary, 'mine'), '');
		const {exitCode, stderr} = await mosaic(home, ['demo', '--directory', home.temporary]);
		expect(exitCode).toBe(3);
		expect(stderr).toContain('is not an empty folder');
		expect(readdirSync(home.temporary)).toEqual(['mine']);
	});
});

describe('in a terminal', () => {
	/** The demo in a shell; its process id is written down, so that it can be sent signals. */
	const start = (home: ReturnType<typeof scratchHome>) =>
		runInTerminal(
			`sh -c 'echo $$ > "$0"; exec "$1" "$2" demo' "${home.home}/pid" "${process.execPath}" "${mosaicBin()}"; echo "exit $?"; cat`,
			{cols: 120, rows: 36},
			home.env,
		);

	test('the full screen opens with an agent at work; leaving it tells what was seen and removes all', async () => {
		const home = scratchHome();
		const run = start(home);
		await run.sees('Demo agent on T1');
		await run.sees('▶ working');
		run.pty.write('q');
		await run.sees('exit 0');
		expect(run.screen()).toContain('What the agents did:');
		expect(run.screen()).toContain('A plan and nothing else');
		await expectNothingLeft(home);
	});

	/** Agents that are started from now on do not take their time. */
	const hurry = ({temporary}: ReturnType<typeof scratchHome>): void => {
		const config = path.join(temporary, readdirSync(temporary)[0] as string, '.mosaic', 'config.json');
		writeFileSync(config, readFileSync(config, 'utf8').replace('steady', 'quick'));
	};

	test('approve a task, see an agent crash and be replaced, another one ask, leave', async () => {
		const home = scratchHome();
		const run = start(home);
		await run.sees('Demo agent on T1');
		hurry(home);
		await run.sees('1 to decide');
		run.pty.write('w');
		await run.sees('Approve: Count the words of a text');
		run.pty.write('a');
		await run.sees('Approve run-001-a1?');
		run.pty.write('y');
		await run.sees('Nothing waits for you.');
		run.pty.write('\u001b');
		await run.sees('1/6 16%');
		run.pty.write('jj');
		await run.sees(/› .*T3/);
		run.pty.write('s');
		await run.sees(/crashed +T3 sess-003/);
		await run.sees('1 to decide');
		run.pty.write('jj');
		await run.sees(/› .*T4/);
		run.pty.write('s');
		await run.sees('2 to decide');
		run.pty.write('q');
		await run.sees('exit 0');
		expect(run.screen()).toContain('Count the words of a text');
		await expectNothingLeft(home);
	});

	test('a signal ends the agents and removes all', async () => {
		const home = scratchHome();
		const run = start(home);
		await run.sees('Demo agent on T1');
		expect(run.terminal.buffer.active.type).toBe('alternate');
		process.kill(Number(readFileSync(path.join(home.home, 'pid'), 'utf8')), 'SIGTERM');
		await run.sees('exit 143');
		await expectNothingLeft(home);
	});
});
