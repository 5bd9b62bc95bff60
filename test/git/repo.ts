// Real repositories for the tests of git: what a person does in one, and a process that does one of mosaic's functions.
import {execFileSync, spawn} from 'node:child_process';
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import type {Answer} from '../../src/git/answer.ts';
import type {Place} from '../../src/git/call.ts';
import {runBranch, runName} from '../../src/git/names.ts';
import type {WorktreeRequest} from '../../src/git/worktree.ts';
import {ensureWorktree} from '../../src/git/worktree.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';

export type Repo = ScratchProject & {readonly place: Place; readonly workspace: string};

/** A repository with one commit of these files, on `main`. */
export const repo = (files: Readonly<Record<string, string>> = {'a.txt': 'one\n'}): Repo =>
	withPlace(scratchProject(files));

export const withPlace = (project: ScratchProject): Repo => ({
	...project,
	place: {directory: project.root, env: project.env},
	workspace: path.join(project.home, 'work'),
});

/** Runs git as a person would; gives its output without the last line end. */
export const gitIn = (at: {readonly env: NodeJS.ProcessEnv}, directory: string, ...args: string[]): string =>
	execFileSync('git', args, {cwd: directory, env: at.env, stdio: 'pipe', encoding: 'utf8'}).replace(/\n$/, '');

export const write = (directory: string, name: string, text: string): void => {
	mkdirSync(path.dirname(path.join(directory, name)), {recursive: true});
	writeFileSync(path.join(directory, name), text);
};

export const read = (directory: string, name: string): string => readFileSync(path.join(directory, name), 'utf8');

/** Writes, adds and commits files; gives the commit. */
export const commit = (
	at: Repo,
	directory: string,
	files: Readonly<Record<string, string>>,
	message = 'work',
): string => {
	for (const [name, text] of Object.entries(files)) write(directory, name, text);
	gitIn(at, directory, 'add', '-A');
	gitIn(at, directory, 'commit', '-q', '--allow-empty', '-m', message);
	return gitIn(at, directory, 'rev-parse', 'HEAD');
};

export const tipOf = (at: Repo, ref = 'main'): string => gitIn(at, at.root, 'rev-parse', ref);

export const valueIn = <T>(answer: Answer<T>): T => {
	if (!answer.ok) throw new Error(`refused: ${answer.refusal.code}: ${answer.refusal.message}`);
	return answer.value;
};

export const refusalOf = (answer: Answer<unknown>): {code: string; message: string} => {
	if (answer.ok) throw new Error(`expected a refusal, got ${JSON.stringify(answer.value)}`);
	return answer.refusal;
};

export const requestFor = (
	at: Repo,
	task = 'T1',
	run = 'run-001',
	more: Partial<WorktreeRequest> = {},
): WorktreeRequest => ({
	workspaceRoot: at.workspace,
	name: runName(task, run),
	branch: runBranch(task, run),
	base: {branch: 'main', commit: tipOf(at)},
	resume: false,
	remote: null,
	...more,
});

/** A run's worktree, with these files committed in it. */
export const runWith = async (at: Repo, files: Readonly<Record<string, string>>, task = 'T1', run = 'run-001') => {
	const worktree = valueIn(await ensureWorktree(at.place, requestFor(at, task, run)));
	const head = commit(at, worktree.path, files, `work on ${task}`);
	return {...worktree, head, place: {...at.place, directory: worktree.path}};
};

/** A repository that serves as `origin`, to which main was pushed. */
export const withRemote = (at: Repo): string => {
	const bare = path.join(at.home, 'origin.git');
	gitIn(at, at.root, 'init', '-q', '--bare', '-b', 'main', bare);
	gitIn(at, at.root, 'remote', 'add', 'origin', bare);
	gitIn(at, at.root, 'push', '-q', '-u', 'origin', 'main');
	return bare;
};

/** Puts a program on the PATH before all others. */
export const program = (at: Repo, name: string, script: string): NodeJS.ProcessEnv => {
	const bin = path.join(at.home, 'bin');
	mkdirSync(bin, {recursive: true});
	writeFileSync(path.join(bin, name), script);
	chmodSync(path.join(bin, name), 0o755);
	return {...at.env, PATH: `${bin}:${at.env.PATH}`};
};

export type Performed = {readonly signal: string | null; readonly answer: Answer<unknown> | null};

/** Performs `module`'s function in a process of its own, which may be killed on its way. */
export const perform = (
	at: Repo,
	module: string,
	name: string,
	request: unknown,
	env: NodeJS.ProcessEnv = {},
): Promise<Performed> =>
	new Promise((resolve, reject) => {
		const script = path.join(import.meta.dirname, 'perform.ts');
		const child = spawn(process.execPath, [script, module, name, at.root, JSON.stringify(request)], {
			env: {...at.env, ...env},
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		let output = '';
		child.stdout.on('data', (bytes) => {
			output += bytes;
		});
		child.on('error', reject);
		child.on('close', (_, signal) => resolve({signal, answer: output === '' ? null : JSON.parse(output)}));
	});

/** The git of this machine. */
export const REAL_GIT = execFileSync('sh', ['-c', 'command -v git'], {encoding: 'utf8'}).trim();

/** An environment whose git kills the process that calls it for the n-th time, after git did its work. */
export const killingGit = (at: Repo, nth: number): NodeJS.ProcessEnv =>
	gitWithFate(at, nth, `${REAL_GIT} "$@" > /dev/null 2>&1\nkill -9 $PPID`);

/** The same, but git does its work when the process that called it is dead already. */
export const orphaningGit = (at: Repo, nth: number): NodeJS.ProcessEnv =>
	gitWithFate(at, nth, `kill -9 $PPID\nexec ${REAL_GIT} "$@" > /dev/null 2>&1`);

const gitWithFate = (at: Repo, nth: number, fate: string): NodeJS.ProcessEnv => {
	const count = path.join(at.home, 'calls');
	writeFileSync(count, '');
	const script = `printf x >> ${count}\n[ "$(wc -c < ${count})" -eq ${nth} ] || exec ${REAL_GIT} "$@"\n${fate}\n`;
	return program(at, 'git', `#!/bin/sh\n${script}`);
};
