// Runs real agents against the stub: each in a scratch home, a scratch repository and a network of its own.
import {execFileSync, spawn} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Launch, ProcessEnd} from '../../../src/runtimes/adapter.ts';
import type {LedgerLine, Turn} from '../model-stub/script.ts';
import type {EnclosedOrder} from './enclosed.ts';
import {type AgentName, agentsDirectory, findAgent} from './find.ts';
import {agentHome} from './homes.ts';
import {endMarked, type MarkedProcess, markedProcesses} from './marked.ts';

export type AgentBench = {
	readonly home: string;
	readonly cwd: string;
	readonly program: string;
	readonly model: string | null;
	/** The command that runs this argv beside a stub with these turns, for a PTY or `run`. */
	order(turns: readonly Turn[], argv: readonly string[], options?: OrderOptions): Ordered;
	run(turns: readonly Turn[], argv: readonly string[], options?: RunOptions): Promise<AgentRun>;
	/** The processes of its runs that are still there. */
	left(): readonly MarkedProcess[];
	remove(): void;
};

type OrderOptions = {
	readonly env?: Readonly<Record<string, string>>;
	readonly terminal?: boolean;
	readonly spoken?: boolean;
};
export type Ordered = {
	readonly command: readonly string[];
	readonly ledger: () => LedgerLine[];
	readonly end: () => ProcessEnd | null;
};
export type RunOptions = OrderOptions & {
	/** Called with all of its output so far; gives a signal to send, once. */
	readonly signalWhen?: (output: string) => NodeJS.Signals | null;
	/** With `spoken`: what is said first, and what each piece of its output is answered; null ends its input. */
	readonly speak?: {readonly first: string; readonly answer: (bytes: Buffer) => readonly (string | null)[]};
};
export type AgentRun = ProcessEnd & {
	readonly output: Buffer;
	readonly errors: string;
	readonly ledger: readonly LedgerLine[];
};

const LIMIT_MS = 90_000;
const GRACE_MS = 1500;

/** The argv of a launch that has its prompt on its input, which stands in a file of the bench's home. */
export const withInput = ({home}: Pick<AgentBench, 'home'>, {argv, input}: Launch): readonly string[] => {
	if (input === undefined) return argv;
	const file = path.join(home, 'input.txt');
	writeFileSync(file, input);
	return ['sh', '-c', 'exec "$@" <"$0"', file, ...argv];
};

/** Not in the folder for temporary files: codex refuses its sandbox there. `fresh`: the program was never started before. */
export const createAgentBench = (name: AgentName, {trusted = true, fresh = false} = {}): AgentBench => {
	const folder = path.join(agentsDirectory(), '..', 'agent-runs');
	mkdirSync(folder, {recursive: true});
	const root = mkdtempSync(path.join(folder, `${name}-`));
	const [home, cwd] = [path.join(root, 'home'), path.join(root, 'work')];
	for (const directory of [home, cwd]) mkdirSync(directory);
	const settings = agentHome(name, home, cwd, trusted);
	// Every process of a run has it in its environment, however far it strays.
	const mark = {name: 'AGENT_BENCH', value: path.basename(root)};
	const env = {...baseEnvironment(home, settings.env), [mark.name]: mark.value};
	const git = (...args: string[]) => execFileSync('git', args, {cwd, env, stdio: 'ignore'});
	git('init', '-q', '-b', 'main');
	git('-c', 'user.name=Test', '-c', 'user.email=test@example.invalid', 'commit', '-q', '--allow-empty', '-m', 'start');
	if (fresh) for (const file of settings.files) mkdirSync(path.dirname(file.path), {recursive: true});
	let number = 0;
	const order: AgentBench['order'] = (turns, argv, options = {}) => {
		const at = path.join(root, `order-${++number}`);
		const [ledger, result] = [`${at}.ledger`, `${at}.result`];
		const text: EnclosedOrder = {
			turns,
			cwd,
			argv,
			env: {...env, ...options.env},
			files: fresh ? [] : settings.files,
			ledger,
			result,
			terminal: options.terminal ?? false,
			spoken: options.spoken ?? false,
		};
		writeFileSync(`${at}.json`, JSON.stringify(text));
		const enclosed = [process.execPath, path.join(import.meta.dirname, 'enclosed.ts'), `${at}.json`];
		return {
			command: ['unshare', '-n', 'sh', '-c', 'ip link set lo up; exec "$@"', 'sh', ...enclosed],
			ledger: () => linesOf(ledger),
			end: () => (existsSync(result) ? JSON.parse(readFileSync(result, 'utf8')) : null),
		};
	};
	return {
		home,
		cwd,
		program: findAgent(name) ?? name,
		model: settings.model,
		order,
		run: (turns, argv, options = {}) => runOrdered(order(turns, argv, options), options, cwd, () => endMarked(mark)),
		left: () => markedProcesses(mark),
		remove: () => {
			endMarked(mark);
			rmSync(root, {recursive: true, force: true, maxRetries: 5});
		},
	};
};

const baseEnvironment = (home: string, more: Readonly<Record<string, string>>): Record<string, string> => ({
	PATH: `${path.dirname(process.execPath)}:${process.env.PATH ?? ''}`,
	HOME: home,
	LANG: 'C.UTF-8',
	TERM: 'xterm-256color',
	COLORTERM: 'truecolor',
	GIT_CONFIG_GLOBAL: '/dev/null',
	GIT_CONFIG_SYSTEM: '/dev/null',
	...more,
});

const linesOf = (file: string): LedgerLine[] =>
	existsSync(file)
		? readFileSync(file, 'utf8')
				.split('\n')
				.filter((line) => line !== '')
				.map((line) => JSON.parse(line))
		: [];

const runOrdered = (
	ordered: Ordered,
	{signalWhen, speak}: RunOptions,
	cwd: string,
	endAll: () => void,
): Promise<AgentRun> =>
	new Promise((resolve, reject) => {
		const [program, ...args] = ordered.command as [string, ...string[]];
		const child = spawn(program, args, {cwd, stdio: [speak ? 'pipe' : 'ignore', 'pipe', 'pipe']});
		const chunks: Buffer[] = [];
		let errors = '';
		let signalled = false;
		const limit = setTimeout(endAll, LIMIT_MS);
		child.stdin?.on('error', () => {});
		child.stdin?.write(speak?.first ?? '');
		child.stdout?.on('data', (chunk: Buffer) => {
			chunks.push(chunk);
			for (const word of speak?.answer(chunk) ?? []) word === null ? child.stdin?.end() : child.stdin?.write(word);
			const signal = signalled ? null : (signalWhen?.(Buffer.concat(chunks).toString()) ?? null);
			if (signal === null) return;
			signalled = true;
			child.kill(signal);
			// Output stays open as long as a tool that nobody ended holds it.
			child.once('exit', () => setTimeout(endAll, GRACE_MS).unref());
			setTimeout(endAll, 10 * GRACE_MS).unref();
		});
		child.stderr?.on('data', (chunk: Buffer) => {
			errors += chunk.toString();
		});
		child.on('error', reject);
		child.on('close', () => {
			clearTimeout(limit);
			const end = ordered.end();
			if (end === null) return reject(new Error(`the run gave no end: ${errors.slice(-500)}`));
			const {exitCode, signal} = end;
			resolve({exitCode, signal, output: Buffer.concat(chunks), errors, ledger: ordered.ledger()});
		});
	});
