// mosaic and tmux, each showing one program in a terminal of the same size.
import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {openPty} from '../../src/sessions/pty.ts';
import {type BenchProject, mosaicBin} from './projects.ts';

export const SIZE = {cols: 200, rows: 62};

export type Contender = {
	/** The processes whose CPU time counts. */
	readonly pids: readonly number[];
	/** Bytes written to the terminal so far. */
	bytes(): number;
	/** Types, and resolves with the milliseconds until the terminal was sent this text. */
	until(typed: string, text: string): Promise<number>;
	close(): Promise<void>;
};

/** A program's terminal that reads as fast as it can and draws nothing. */
const openTerminal = (argv: readonly string[], cwd: string, env: NodeJS.ProcessEnv) => {
	const pty = openPty({argv, cwd, env, size: SIZE});
	const ended = new Promise<void>((resolve) => pty.onExit(() => resolve()));
	let count = 0;
	let tail = '';
	let look = (): void => {};
	pty.onData((bytes) => {
		count += bytes.length;
		tail = (tail + bytes.toString('latin1')).slice(-100_000);
		look();
	});
	const until = (typed: string, text: string): Promise<number> =>
		new Promise((resolve) => {
			tail = '';
			const begun = performance.now();
			look = () => {
				if (!tail.includes(text)) return;
				look = () => {};
				resolve(performance.now() - begun);
			};
			pty.write(typed);
		});
	return {pid: pty.pid, write: pty.write, bytes: () => count, until, ended};
};

/** Starts the script as a session's agent and attaches to it in the TUI. */
export const openMosaic = async ({root, env}: BenchProject, script: string): Promise<Contender> => {
	const started = spawnSync(
		process.execPath,
		[mosaicBin, 'run', 'T1', '--detach', '--json', '--', 'sh', '-c', script],
		{
			cwd: root,
			env,
			encoding: 'utf8',
		},
	);
	if (started.status !== 0) throw new Error(started.stderr);
	const {pid, sessionId} = JSON.parse(started.stdout) as {pid: number; sessionId: string};
	const host = Number(spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], {encoding: 'utf8'}).stdout);
	const terminal = openTerminal([process.execPath, mosaicBin], root, env);
	await terminal.until('', sessionId);
	await terminal.until('a', 'READY');
	return {
		...terminal,
		pids: [terminal.pid, host],
		close: async () => {
			terminal.write('\u0011');
			await terminal.until('', 'quit');
			terminal.write('q');
			await terminal.ended;
			spawnSync(process.execPath, [mosaicBin, 'stop', sessionId], {cwd: root, env});
		},
	};
};

/** Starts the script in tmux, without a person's settings. */
export const openTmux = async ({root, home, env}: BenchProject, script: string): Promise<Contender> => {
	const socket = path.join(home, 'tmux.sock');
	const tmux = (...args: string[]) => ['tmux', '-S', socket, '-f', '/dev/null', ...args];
	const terminal = openTerminal(tmux('new-session', 'sh', '-c', script), root, env);
	await terminal.until('', 'READY');
	const [file = '', ...args] = tmux('display-message', '-p', '#{pid}');
	const server = Number(spawnSync(file, args, {env, encoding: 'utf8'}).stdout);
	return {
		...terminal,
		pids: [terminal.pid, server],
		close: async () => {
			const [program = '', ...rest] = tmux('kill-server');
			spawnSync(program, rest, {env});
			await terminal.ended;
		},
	};
};
