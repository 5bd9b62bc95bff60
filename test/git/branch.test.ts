import {execFileSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {currentBranch, currentBranchSync, isGitRepository} from '../../src/git/branch.ts';
import {git} from '../../src/git/exec.ts';
import {type ScratchProject, scratchProject} from '../support/scratch.ts';

const run = (project: ScratchProject, ...args: string[]) =>
	execFileSync('git', args, {cwd: project.root, env: project.env, stdio: 'pipe', encoding: 'utf8'});

const both = async (directory: string) => [currentBranchSync(directory), await currentBranch(directory)];

describe('the current branch', () => {
	test('is the one checked out, slashes included, seen from any folder within', async () => {
		const project = scratchProject({'a/b.txt': 'x'});
		run(project, 'switch', '-q', '-c', 'feature/日本');
		expect(await both(path.join(project.root, 'a'))).toEqual(['feature/日本', 'feature/日本']);
	});

	test('is known before the first commit', async () => {
		const project = scratchProject({}, {git: false});
		run(project, 'init', '-q', '-b', 'trunk');
		expect(await both(project.root)).toEqual(['trunk', 'trunk']);
	});

	test('of a worktree is its own', async () => {
		const project = scratchProject({});
		const worktree = path.join(project.home, 'w');
		run(project, 'worktree', 'add', '-q', '-b', 'side', worktree);
		expect(await both(worktree)).toEqual(['side', 'side']);
	});

	test('of a detached HEAD is none', async () => {
		const project = scratchProject({});
		run(project, 'switch', '-q', '--detach');
		expect(await both(project.root)).toEqual([null, null]);
	});

	test('outside git is none', async () => {
		const project = scratchProject({}, {git: false});
		expect(await both(project.root)).toEqual([null, null]);
		expect(isGitRepository(project.root)).toBe(false);
	});

	test('with an unreadable .git file is none', () => {
		const project = scratchProject({'.git': 'nonsense'}, {git: false});
		expect(currentBranchSync(project.root)).toBeNull();
	});
});

describe('running git', () => {
	test('neither follows GIT_DIR nor starts what the repository configures', async () => {
		const project = scratchProject({'a.txt': 'x'});
		const other = scratchProject({});
		run(other, 'switch', '-q', '-c', 'other');
		const trap = path.join(project.home, 'trap');
		writeFileSync(trap, `#!/bin/sh\ntouch ${path.join(project.home, 'sprung')}\n`);
		chmodSync(trap, 0o755);
		mkdirSync(path.join(project.home, 'hooks'));
		run(project, 'config', 'core.fsmonitor', trap);
		const env = {...project.env, GIT_DIR: path.join(other.root, '.git')};
		const status = await git(project.root, ['status', '--porcelain', '--branch'], env);
		expect(status).toEqual({exitCode: 0, stdout: '## main\n', stderr: ''});
		expect(existsSync(path.join(project.home, 'sprung'))).toBe(false);
		// The control: git as it is does start it.
		run(project, 'status');
		expect(existsSync(path.join(project.home, 'sprung'))).toBe(true);
	});

	test('gives a failing exit code as a value', async () => {
		const project = scratchProject({});
		expect((await git(project.root, ['rev-parse', '--verify', 'nope'], project.env)).exitCode).toBe(128);
	});
});
