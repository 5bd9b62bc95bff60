// The one way to git: argv only, nobody's hooks, and no repository that the environment points at.
import {execFile} from 'node:child_process';
import path from 'node:path';

export type GitResult = {readonly exitCode: number; readonly stdout: string; readonly stderr: string};

/** Runs git in `cwd` for mosaic's own reads. Resolves whatever git's exit code is; rejects when git cannot be run. */
export const git = (cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<GitResult> =>
	execute('git', [...SAFE_OPTIONS, ...args], {cwd, env: gitEnvironment(env), encoding: 'utf8'});

export type ExecuteOptions = {
	readonly cwd: string;
	readonly env: NodeJS.ProcessEnv;
	/** `latin1` keeps every byte, for names that need not be UTF-8. */
	readonly encoding: 'utf8' | 'latin1';
	readonly input?: string | Uint8Array;
	/** After so long the program is ended with SIGTERM; git then takes its lock files away. */
	readonly timeoutMs?: number;
	/** Ends it the same way. */
	readonly signal?: AbortSignal;
};

/** Runs a program to its end. A program that was ended by a signal has the exit code -1. */
export const execute = (program: string, args: readonly string[], options: ExecuteOptions): Promise<GitResult> =>
	new Promise((resolve, reject) => {
		const {input, timeoutMs, ...rest} = options;
		const settings = {...rest, maxBuffer: 256 * 1024 * 1024, timeout: timeoutMs ?? 0};
		const child = execFile(program, args, settings, (error, stdout, stderr) => {
			if (error && typeof error.code === 'string' && !options.signal?.aborted) reject(error);
			else resolve({exitCode: error ? exitCodeOf(error.code) : 0, stdout, stderr});
		});
		// A program that ends before it read its input is judged by its exit code, not by the broken pipe.
		child.stdin?.on('error', () => {});
		child.stdin?.end(input);
	});

const exitCodeOf = (code: string | number | null | undefined): number => (typeof code === 'number' ? code : -1);

/** A repository's own configuration could name programs that git starts: the file system monitor and hooks. */
export const SAFE_OPTIONS: readonly string[] = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

const KEPT = /^GIT_(?:CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM|AUTHOR_\w+|COMMITTER_\w+|SSH\w*|ASKPASS|EXEC_PATH)$/;

/**
 * The environment without the variables that point git at another repository, index or configuration, and without
 * relative PATH entries: a checkout could bring its own git along.
 */
export const gitEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
	...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_') || KEPT.test(name))),
	...(env.PATH === undefined ? {} : {PATH: absoluteEntries(env.PATH)}),
	GIT_OPTIONAL_LOCKS: '0',
	GIT_TERMINAL_PROMPT: '0',
	LC_ALL: 'C',
});

const absoluteEntries = (list: string): string =>
	list
		.split(path.delimiter)
		.filter((entry) => path.isAbsolute(entry))
		.join(path.delimiter);
