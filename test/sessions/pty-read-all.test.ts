import {existsSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {openPty} from '../../src/sessions/pty.ts';
import {scratchDirectory} from '../support/scratch.ts';
import {until} from '../support/until.ts';

test('what waits in a paused terminal is read when it is asked for, once and in order', async () => {
	const folder = scratchDirectory();
	const script = 'echo one; read x; echo two; touch written; read x; echo three';
	const pty = openPty({
		argv: ['/bin/sh', '-c', `stty -echo; ${script}`],
		cwd: folder,
		env: {PATH: process.env.PATH},
		size: {cols: 80, rows: 24},
	});
	let heard = '';
	const over = new Promise<void>((resolve) => pty.onExit(() => resolve()));
	pty.onData((bytes) => {
		heard += bytes.toString();
	});
	await until('the first line', () => heard.includes('one'));
	pty.pause();
	pty.write('\n');
	await until('the second line', () => existsSync(path.join(folder, 'written')));
	expect(heard).not.toContain('two');
	expect(pty.readAll()).toBe(true);
	expect(heard).toContain('two');
	pty.resume();
	pty.write('\n');
	await over;
	expect(heard.split(/\s+/).filter(Boolean)).toEqual(['one', 'two', 'three']);
	expect(pty.readAll()).toBe(true);
});

test('a terminal that is written to without end is not read without end', async () => {
	const pty = openPty({
		argv: ['/bin/sh', '-c', 'exec cat /dev/zero'],
		cwd: scratchDirectory(),
		env: {PATH: process.env.PATH},
		size: {cols: 80, rows: 24},
	});
	const over = new Promise<void>((resolve) => pty.onExit(() => resolve()));
	let read = 0;
	pty.onData((bytes) => {
		read += bytes.length;
	});
	await until('output', () => read > 100_000);
	pty.readAll();
	process.kill(pty.pid, 'SIGKILL');
	await over;
});
