// TERM=dumb: a terminal that prints lines and can do nothing else, such as the shell within an editor.
import {expect, onTestFinished, test} from 'vitest';
import {openPty} from '../../src/sessions/pty.ts';
import {mosaic, mosaicBin} from '../support/mosaic.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';

const TASKS = '| id | status | title |\n|---|---|---|\n| T1 | todo | Talk |\n';

/** Runs mosaic to its end in a terminal that is dumb; gives all it wrote. */
const inDumbTerminal = async (project: ScratchProject, ...args: string[]) => {
	const pty = openPty({
		argv: [process.execPath, mosaicBin(), ...args],
		cwd: project.root,
		env: {...project.env, TERM: 'dumb'},
		size: {cols: 200, rows: 24},
	});
	let written = '';
	pty.onData((bytes) => {
		written += bytes.toString();
	});
	const {exitCode} = await new Promise<{exitCode: number | null}>((resolve) => pty.onExit(resolve));
	return {written, exitCode};
};

const NO_SEQUENCES = /^[^\u001b\u009b]*$/u;

test('a dumb terminal is told what there is instead of the full screen, and gets lines without sequences', async () => {
	const project = scratchProject({'TASKS.md': TASKS});
	await mosaic(project, ['init']);
	const whole = await inDumbTerminal(project);
	expect(whole.exitCode).toBe(2);
	expect(whole.written).toMatch(NO_SEQUENCES);
	expect(whole.written).toContain('TERM is dumb. `mosaic status` tells the same in lines');
	const status = await inDumbTerminal(project, 'status');
	expect(status.exitCode).toBe(0);
	expect(status.written).toMatch(NO_SEQUENCES);
	expect(status.written).toContain('T1');
});

test('attach in a dumb terminal names the command that prints the screen, and harms no agent', async () => {
	const project = scratchProject({'TASKS.md': TASKS});
	await mosaic(project, ['init']);
	await mosaic(project, ['run', 'T1', '--detach', '--', 'sh', '-c', 'echo ready; read -r x']);
	onTestFinished(async () => void (await mosaic(project, ['stop', 'sess-001'])));
	const attached = await inDumbTerminal(project, 'attach', 'sess-001');
	expect(attached.exitCode).toBe(2);
	expect(attached.written).toMatch(NO_SEQUENCES);
	expect(attached.written).toContain('`mosaic screen sess-001` prints the screen instead');
	const run = await inDumbTerminal(project, 'sessions');
	expect(run.written).toMatch(NO_SEQUENCES);
	expect(run.written).toContain('sess-001');
});
