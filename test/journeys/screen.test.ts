// The whole path agent → session host → socket → TUI → terminal, judged by the bytes that reach the terminal.
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {openPty} from '../../src/sessions/pty.ts';
import {createScreen} from '../../src/sessions/screen.ts';
import {privateMb} from '../bench/measure.ts';
import {mosaic, mosaicBin} from '../support/mosaic.ts';
import {type ScratchProject, scratchDirectory, scratchProject} from '../support/scratch.ts';
import {until} from '../support/until.ts';

const TASKS = '| id | status | description |\n|---|---|---|\n| T1 | not-started | Dig the well |\n';

/** A session of this script, on the screen of a TUI that is attached to it. */
const attached = async (script: string) => {
	const project = scratchProject({'TASKS.md': TASKS});
	await mosaic(project, ['init', '--name', 'Well']);
	const {exitCode, stderr} = await mosaic(project, ['run', 'T1', '--detach', '--', 'sh', '-c', script]);
	expect({exitCode, stderr}).toMatchObject({exitCode: 0});
	onTestFinished(async () => void (await mosaic(project, ['stop', 'sess-001'])));
	const terminal = openTui(project);
	await terminal.sees('sess-001');
	terminal.type('a');
	await terminal.sees('Ctrl+Q leaves');
	return terminal;
};

const openTui = (project: ScratchProject) => {
	const size = {cols: 100, rows: 30};
	const env = {...project.env, TERM: 'xterm-256color'};
	const pty = openPty({argv: [process.execPath, mosaicBin()], cwd: project.root, env, size});
	const screen = createScreen({size});
	let bytes = '';
	pty.onData((data) => {
		bytes += data.toString('utf8');
		screen.write(data);
	});
	const ended = new Promise<void>((resolve) => pty.onExit(() => resolve()));
	onTestFinished(async () => {
		pty.close();
		await ended;
	});
	return {
		pid: pty.pid,
		type: pty.write,
		pause: pty.pause,
		resume: pty.resume,
		ended,
		screen,
		bytes: () => bytes,
		sees: (text: string) =>
			until(`${text}\n${screen.text().join('\n')}`, () => screen.text().join('\n').includes(text)),
	};
};

test('modes of the focused program reach the terminal, and are taken back when it is left', async () => {
	const terminal = await attached(
		`printf '\\033[?1003h\\033[?1006h\\033[?1004h\\033[?2004h\\033[?1h\\033=modes set\\n'; read -r x`,
	);
	await terminal.sees('modes set');
	await until('the modes', () => terminal.screen.modes().mouse === 'any');
	expect(terminal.screen.modes()).toMatchObject({
		mouseEncoding: 'sgr',
		focusEvents: true,
		bracketedPaste: true,
		applicationCursor: true,
		applicationKeypad: true,
	});
	terminal.type('\u0011');
	await until('the modes taken back', () => terminal.screen.modes().mouse === 'drag');
	expect(terminal.screen.modes()).toMatchObject({
		mouseEncoding: 'sgr',
		focusEvents: false,
		applicationCursor: false,
	});
	terminal.type('q');
	await terminal.ended;
	expect(terminal.screen.modes()).toMatchObject({mouse: 'none', mouseEncoding: 'default', bracketedPaste: false});
});

test('stopped, mosaic gives the terminal back; going on, it draws all again', async () => {
	const terminal = await attached(`echo here I am; read -r x`);
	await terminal.sees('here I am');
	process.kill(terminal.pid, 'SIGTSTP');
	await until('the main screen', () => !terminal.screen.modes().alternateScreen);
	// The terminal is given back first: a SIGCONT before the stop would be followed by no other one.
	const state = () => execFileSync('ps', ['-o', 'state=', '-p', String(terminal.pid)], {encoding: 'utf8'});
	await until('the stop', () => state().startsWith('T'));
	terminal.screen.write(Buffer.from('somebody else was here\r\n'));
	process.kill(terminal.pid, 'SIGCONT');
	await until('the screen again', () => terminal.screen.modes().alternateScreen);
	await terminal.sees('here I am');
	await terminal.sees('Ctrl+Q leaves');
});

test('a terminal that stops reading costs no memory, and gets the newest screen when it reads again', async () => {
	const done = path.join(scratchDirectory(), 'done');
	const terminal = await attached(`echo ready; read -r x; seq 1 400000; echo the very end; : >${done}; read -r x`);
	await terminal.sees('ready');
	terminal.pause();
	const before = terminal.bytes().length;
	terminal.type('go\r');
	await until('the end of the flood', () => existsSync(done));
	expect(privateMb(terminal.pid)).toBeLessThan(250);
	terminal.resume();
	await terminal.sees('the very end');
	expect(terminal.bytes().length - before).toBeLessThan(100_000);
	terminal.type('\u0011q');
	await terminal.ended;
});
