// Runs one command of a check or command step: no shell, an end in any case, and nothing of it left running.
import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {errorCode} from '../../domain/errors.ts';
import type {ProcessIdentity} from '../../domain/process.ts';
import {identityOf} from '../../sessions/identity.ts';
import {reap} from '../../sessions/reap.ts';
import {createTail} from './tail.ts';

export type CommandRequest = {
	readonly argv: readonly string[];
	readonly cwd: string;
	readonly env: NodeJS.ProcessEnv;
	/** Marks its processes, so that they are found whoever looks for them; see `commandToken`. */
	readonly token: string;
	readonly timeoutMs: number;
	/** What it reads on its standard input; nothing where undefined. */
	readonly input?: string;
	/** Ends it early. */
	readonly signal?: AbortSignal;
};

export type CommandResult = {
	readonly exitCode: number | null;
	readonly signal: string | null;
	readonly durationMs: number;
	/** Set where it ran into its time limit, could not be started, or was ended on request. */
	readonly problem: string | null;
	readonly timedOut: boolean;
	/** The last lines of what it wrote to both streams, as plain text. */
	readonly tail: string;
	/** The processes that it left behind and that were ended. */
	readonly leftovers: number;
};

/** The mark of an effect's processes: the same for each try, so that a new engine finds what a killed one left. */
export const commandToken = (root: string, effectKey: string): string =>
	`c-${createHash('sha256').update(`${root}\0${effectKey}`).digest('base64url').slice(0, 32)}`;

/** Ends whatever runs under the token. Before an effect is done again. */
export const reapCommand = async (token: string): Promise<void> => {
	await reap({agent: null, token});
};

/** Runs the command to its end. Never rejects for what the command does. */
export const runCommand = async (request: CommandRequest): Promise<CommandResult> => {
	const began = performance.now();
	const tail = createTail();
	const ended = await startAndWait(request, tail.push);
	const {ended: left} = await reap({agent: ended.agent, token: request.token});
	await ended.drained();
	return {
		exitCode: ended.exitCode,
		signal: ended.signal,
		durationMs: Math.round(performance.now() - began),
		problem: ended.problem,
		timedOut: ended.timedOut,
		tail: tail.text(),
		leftovers: ended.problem === null ? left.length : 0,
	};
};

type Ended = Pick<CommandResult, 'exitCode' | 'signal' | 'problem' | 'timedOut'> & {
	readonly agent: ProcessIdentity | null;
	/** Resolves when all it wrote was read, or the pipes are held by something that nobody could end. */
	readonly drained: () => Promise<void>;
};

const PIPES_MS = 1000;

const startAndWait = (request: CommandRequest, take: (bytes: Buffer) => void): Promise<Ended> =>
	new Promise((resolve) => {
		const {argv, cwd, env, token, input, signal} = request;
		const [program = '', ...args] = argv;
		const child = spawn(program, args, {
			cwd,
			env: {...env, MOSAIC_TOKEN: token},
			detached: true,
			stdio: ['pipe', 'pipe', 'pipe'],
		});
		const agent = child.pid === undefined ? null : identityOf(child.pid);
		let problem: string | null = null;
		const end = (why: string): void => {
			problem ??= why;
			void reap({agent, token});
		};
		let timedOut = false;
		const timer = setTimeout(() => {
			timedOut = true;
			end(`it took longer than ${Math.round(request.timeoutMs / 1000)} s`);
		}, request.timeoutMs);
		const onAbort = (): void => end('it was ended on request');
		signal?.addEventListener('abort', onAbort);
		const closed = new Promise<void>((done) => child.once('close', () => done()));
		const drained = async (): Promise<void> => {
			const late = setTimeout(() => {
				for (const stream of child.stdio) stream?.destroy();
			}, PIPES_MS);
			await closed;
			clearTimeout(late);
		};
		const settle = (exitCode: number | null, signalName: string | null): void => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', onAbort);
			resolve({exitCode, signal: signalName, problem, timedOut, agent, drained});
		};
		child.stdin.on('error', () => {}); // a program need not read what it is told
		child.stdin.end(input);
		for (const stream of [child.stdout, child.stderr]) stream.on('data', take);
		child.on('error', (error) => {
			problem = `it could not be started (${errorCode(error) ?? error.message})`;
			settle(null, null);
		});
		// Not `close`: a process in the background may hold the pipes open for ever.
		child.on('exit', settle);
		if (signal?.aborted) onAbort();
	});
