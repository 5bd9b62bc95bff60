// The one way to git: argv only, nobody's hooks, and no repository that the environment points at.
import {execFile} from 'node:child_process';

export type GitResult = {readonly exitCode: number; readonly stdout: string; readonly stderr: string};

/** Runs git in `cwd` for mosaic's own reads. Resolves whatever git's exit code is; rejects when git cannot be run. */
export const git = (cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<GitResult> =>
	new Promise((resolve, reject) => {
		const options = {cwd, env: gitEnvironment(env), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024} as const;
		const child = execFile('git', [...SAFE_OPTIONS, ...args], options, (error, stdout, stderr) => {
			if (error && typeof error.code !== 'number') reject(error);
			else resolve({exitCode: error ? Number(error.code) : 0, stdout, stderr});
		});
		child.stdin?.end();
	});

/** A repository's own configuration could name programs that git starts: the file system monitor and hooks. */
export const SAFE_OPTIONS: readonly string[] = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

const KEPT = /^GIT_(?:CONFIG_GLOBAL|CONFIG_SYSTEM|CONFIG_NOSYSTEM|AUTHOR_\w+|COMMITTER_\w+|SSH\w*|ASKPASS|EXEC_PATH)$/;

/** The environment without the variables that point git at another repository, index or configuration. */
export const gitEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
	...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_') || KEPT.test(name))),
	GIT_OPTIONAL_LOCKS: '0',
	GIT_TERMINAL_PROMPT: '0',
	LC_ALL: 'C',
});
