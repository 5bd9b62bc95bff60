// mosaic and tmux, each showing the same programs in a terminal of the same size: one alone, or several side by side. And
// what two Node processes that pass bytes on need for one of them, beside the others: mosaic's own floor.
import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {rmSync} from 'node:fs';
import path from 'node:path';
import {type BenchProject, benchProject, mosaicBin} from './projects.ts';
import {openOuterTerminal} from './terminal.ts';

export const SIZE = {cols: 200, rows: 62};

export type Contender = {
	/** The processes whose CPU time counts: server and client, or TUI and session hosts. */
	readonly pids: readonly number[];
	/** A folder that the programs can see. */
	readonly home: string;
	/** Bytes written to the terminal so far. */
	bytes(): number;
	/** Types into the first program's pane; resolves with the milliseconds until the terminal was sent all these texts. */
	until(typed: string, ...texts: string[]): Promise<number>;
	close(): Promise<void>;
};

/** Programs as shell lines; each one says READY first. `home` is a folder of theirs. */
export type Scripts = (home: string) => readonly string[];

/** Starts each script as the agent of a session of its own, and types into the first one in the TUI. */
export const openMosaic = async (scripts: Scripts): Promise<Contender> => {
	const first = benchProject(3);
	const {home, env, root} = first;
	const lines = scripts(home);
	const projects = lines.map((_, index) => (index === 0 ? first : benchProject(3, first, `p${index}`)));
	const sessions = projects.map((project, index) => startSession(project, lines[index] ?? ''));
	const terminal = openOuterTerminal([process.execPath, mosaicBin], root, env, SIZE);
	await terminal.shows('sess-001');
	if (lines.length > 1) {
		terminal.write('p');
		await terminal.shows(...lines.map(() => 'READY'));
	}
	terminal.write('a');
	await terminal.shows('READY');
	terminal.blind();
	return {
		...terminal,
		home,
		pids: [terminal.pid, ...sessions],
		close: async () => {
			terminal.hangUp();
			await terminal.ended;
			for (const project of projects) stopSession(project);
			rmSync(home, {recursive: true, force: true});
		},
	};
};

/** Gives the pid of the session's host. */
const startSession = ({root, env}: BenchProject, script: string): number => {
	const {stdout, stderr} = spawnSync(
		process.execPath,
		[mosaicBin, 'run', 'T1', '--detach', '--json', '--', 'sh', '-c', script],
		{cwd: root, env, encoding: 'utf8'},
	);
	if (!stdout) throw new Error(stderr);
	const agent = (JSON.parse(stdout) as {pid: number}).pid;
	return Number(spawnSync('ps', ['-o', 'ppid=', '-p', String(agent)], {encoding: 'utf8'}).stdout);
};

const stopSession = ({root, env}: BenchProject): void =>
	void spawnSync(process.execPath, [mosaicBin, 'stop', 'sess-001'], {cwd: root, env});

/** Starts the scripts in panes of tmux, without a person's settings; the first one is typed into. */
export const openTmux = async (scripts: Scripts): Promise<Contender> => {
	const {home, env, root} = benchProject(3);
	const [line = '', ...others] = scripts(home);
	const argv = ['tmux', '-S', path.join(home, 'tmux.sock'), '-f', '/dev/null'];
	const tmux = (...args: string[]) => spawnSync('tmux', [...argv.slice(1), ...args], {env, encoding: 'utf8'}).stdout;
	const terminal = openOuterTerminal([...argv, 'new-session', 'sh', '-c', line], root, env, SIZE);
	await terminal.shows('READY');
	for (const other of others) {
		tmux('split-window', 'sh', '-c', other);
		tmux('select-layout', 'tiled');
	}
	tmux('select-pane', '-t', '0');
	await terminal.shows(...[line, ...others].map(() => 'READY'));
	terminal.blind();
	return {
		...terminal,
		home,
		pids: [terminal.pid, Number(tmux('display-message', '-p', '#{pid}'))],
		close: async () => {
			tmux('kill-server');
			await terminal.ended;
			rmSync(home, {recursive: true, force: true});
		},
	};
};

const relayProgram = path.join(import.meta.dirname, 'relay-program.ts');

/** Starts each script behind a bare relay; the first one is shown and typed into, of the others nothing is. */
export const openRelay = async (scripts: Scripts): Promise<Contender> => {
	const {home, env, root} = benchProject(3);
	const hosts: ChildProcess[] = [];
	for (const [index, line] of scripts(home).entries()) {
		const file = path.join(home, `${index}.sock`);
		const host = spawn(process.execPath, [relayProgram, 'host', file, line], {
			cwd: root,
			env,
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		hosts.push(host);
		if (host.stdout) await once(host.stdout, 'data');
	}
	const terminal = openOuterTerminal(
		[process.execPath, relayProgram, 'front', path.join(home, '0.sock')],
		root,
		env,
		SIZE,
	);
	await terminal.shows('READY');
	terminal.blind();
	return {
		...terminal,
		home,
		pids: [terminal.pid, ...hosts.flatMap(({pid}) => pid ?? [])],
		close: async () => {
			terminal.hangUp();
			await terminal.ended;
			for (const host of hosts) host.kill('SIGKILL');
			rmSync(home, {recursive: true, force: true});
		},
	};
};
