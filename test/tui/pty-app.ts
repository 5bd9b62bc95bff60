// The sample TUI as a real process in a real terminal.
import path from 'node:path';
import {Terminal} from '@xterm/headless';
import {spawn} from 'node-pty';
import {rolldown} from 'rolldown';
import {onTestFinished} from 'vitest';
import {until} from '../support/until.ts';

/** Bundles the sample app into `directory` and gives the program's file. */
export const bundleSampleApp = async (directory: string): Promise<string> => {
	const bundle = await rolldown({
		input: {app: path.join(import.meta.dirname, 'sample-app.tsx')},
		platform: 'node',
		external: ['react-devtools-core'],
		transform: {define: {'process.env.NODE_ENV': '"production"'}},
	});
	await bundle.write({dir: directory, format: 'esm'});
	await bundle.close();
	return path.join(directory, 'app.js');
};

/** Runs a program in a PTY behind an emulated terminal, from a shell line so that the terminal outlives it. */
export const runInTerminal = (line: string, size = {cols: 100, rows: 30}, env: NodeJS.ProcessEnv = {}) => {
	const terminal = new Terminal({...size, allowProposedApi: true, logLevel: 'off'});
	const pty = spawn('/bin/sh', ['-c', line], {
		...size,
		name: 'xterm-256color',
		env: {PATH: process.env.PATH, HOME: '/nonexistent', LANG: 'C.UTF-8', ...env},
	});
	let bytes = '';
	pty.onData((data) => {
		bytes += data;
		terminal.write(data);
	});
	terminal.onData((answer) => pty.write(answer));
	onTestFinished(() => {
		pty.kill('SIGKILL');
		terminal.dispose();
	});
	const screen = (): string => {
		const buffer = terminal.buffer.active;
		const rows = Array.from({length: terminal.rows}, (_, y) =>
			buffer.getLine(buffer.viewportY + y)?.translateToString(true),
		);
		return rows.join('\n');
	};
	return {
		terminal,
		pty,
		screen,
		bytes: () => bytes,
		sees: (text: string | RegExp) =>
			until(`${text} on the screen:\n${screen()}`, () =>
				typeof text === 'string' ? screen().includes(text) : text.test(screen()),
			),
	};
};
