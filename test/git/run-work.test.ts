import {chmodSync, existsSync, utimesSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {commitForgotten} from '../../src/git/forgotten.ts';
import {refreshFromBase} from '../../src/git/refresh.ts';
import {judgeChanges} from '../../src/git/run-changes.ts';
import {commit, gitIn, perform, read, refusalOf, repo, runWith, tipOf, valueIn, write} from './repo.ts';

const AT = new Date('2026-01-02T03:04:05Z');
const BRANCH = 'mosaic/T1-run-001';
const forgotten = {branch: BRANCH, message: 'T1: edits that were left', at: AT};

describe('edits that the agent forgot to commit', () => {
	test('are committed when git tracks the file; new files are listed and left alone', async () => {
		const at = repo({'a.txt': 'one\n', 'gone.txt': 'g\n'});
		const run = await runWith(at, {'b.txt': 'b\n'});
		write(run.path, 'a.txt', 'edited\n');
		gitIn(at, run.path, 'rm', '-q', 'gone.txt');
		write(run.path, 'new file.txt', 'n\n');
		const done = valueIn(await commitForgotten(run.place, forgotten));
		expect(done).toMatchObject({files: ['a.txt', 'gone.txt'], leftovers: {files: ['new file.txt'], total: 1}});
		expect(gitIn(at, run.path, 'status', '--porcelain')).toBe('?? "new file.txt"');
		expect(gitIn(at, run.path, 'show', '--format=%s', '--name-status', 'HEAD')).toBe(
			'T1: edits that were left\n\nM\ta.txt\nD\tgone.txt',
		);
		expect(valueIn(await commitForgotten(run.place, forgotten))).toMatchObject({tip: done.tip, files: []});
	});

	test('are committed without the hooks of the repository', async () => {
		const at = repo();
		const run = await runWith(at, {});
		write(at.root, '.git/hooks/pre-commit', '#!/bin/sh\nexit 1\n');
		chmodSync(path.join(at.root, '.git/hooks/pre-commit'), 0o755);
		write(run.path, 'a.txt', 'edited\n');
		expect(valueIn(await commitForgotten(run.place, forgotten)).files).toEqual(['a.txt']);
	});

	test.each(['forgotten-staged', 'forgotten-committed'])(
		'are committed once, although it crashed at %s',
		async (point) => {
			const at = repo();
			const run = await runWith(at, {});
			write(run.path, 'a.txt', 'edited\n');
			const killed = await perform({...at, root: run.path}, 'forgotten', 'commitForgotten', forgotten, {
				MOSAIC_TEST_GIT_CRASH_AT: point,
			});
			expect(killed.signal).toBe('SIGKILL');
			valueIn(await commitForgotten(run.place, forgotten));
			expect(gitIn(at, run.path, 'rev-list', '--count', `${run.head}..HEAD`)).toBe('1');
			expect(gitIn(at, run.path, 'status', '--porcelain')).toBe('');
		},
	);

	test('wait for no lock that a killed git left in the run’s worktree', async () => {
		const at = repo();
		const run = await runWith(at, {});
		write(run.path, 'a.txt', 'edited\n');
		const lock = path.join(gitIn(at, run.path, 'rev-parse', '--absolute-git-dir'), 'index.lock');
		write(path.dirname(lock), 'index.lock', '');
		utimesSync(lock, 0, 0);
		expect(valueIn(await commitForgotten(run.place, forgotten)).files).toEqual(['a.txt']);
		expect(existsSync(lock)).toBe(false);
	});

	test('are refused where the agent left another branch, or a merge in conflict', async () => {
		const at = repo();
		const run = await runWith(at, {'a.txt': 'run\n'});
		gitIn(at, run.path, 'switch', '-q', '-c', 'its-own-idea');
		expect(refusalOf(await commitForgotten(run.place, forgotten)).message).toContain('its-own-idea instead of');
		gitIn(at, run.path, 'switch', '-q', BRANCH);
		commit(at, at.root, {'a.txt': 'base\n'});
		expect(() => gitIn(at, run.path, 'merge', '-q', 'main')).toThrow();
		expect(refusalOf(await commitForgotten(run.place, forgotten)).message).toContain('conflicts in a.txt');
	});
});

describe('a run that changed nothing', () => {
	const range = (at: {root: string}, base: string) => ({branch: BRANCH, base, root: at.root});

	test('says why: nothing edited, nothing added, nothing committed, or on another branch', async () => {
		const at = repo();
		const base = tipOf(at);
		const run = await runWith(at, {});
		const reason = async () => {
			const judged = valueIn(await judgeChanges(run.place, range(at, base)));
			return judged.kind === 'no-changes' ? judged.reason : judged;
		};
		gitIn(at, run.path, 'reset', '-q', '--hard', base);
		expect(await reason()).toBe('it edited no file');
		write(run.path, 'new.txt', 'n\n');
		expect(await reason()).toBe('it made new files and never added them to git: new.txt');
		write(run.path, 'a.txt', 'edited\n');
		expect(await reason()).toBe('it committed nothing; changed files: a.txt');
		commit(at, run.path, {});
		expect(await reason()).toMatchObject({kind: 'changed', commits: 1, files: 2});
		gitIn(at, run.path, 'revert', '--no-edit', 'HEAD');
		expect(await reason()).toContain('cancel each other out');
		gitIn(at, run.path, 'switch', '-q', '-c', 'its-own-idea');
		expect(await reason()).toBe('it worked on the branch its-own-idea instead');
	});
});

describe('the latest base', () => {
	test('is taken in by a merge, files included, and once', async () => {
		const at = repo();
		const run = await runWith(at, {'b.txt': 'b\n'});
		const base = {branch: 'main', commit: commit(at, at.root, {'c.txt': 'c\n'})};
		const fresh = valueIn(await refreshFromBase(run.place, {branch: BRANCH, base, at: AT}));
		expect(fresh.kind).toBe('refreshed');
		expect([read(run.path, 'c.txt'), gitIn(at, run.path, 'status', '--porcelain', '--branch')]).toEqual([
			'c\n',
			`## ${BRANCH}`,
		]);
		expect(valueIn(await refreshFromBase(run.place, {branch: BRANCH, base, at: AT}))).toEqual({
			kind: 'up-to-date',
			tip: fresh.tip,
		});
	});

	test('that conflicts is noted, and one over uncommitted work is held back', async () => {
		const at = repo();
		const run = await runWith(at, {'a.txt': 'run\n'});
		const conflicting = {branch: 'main', commit: commit(at, at.root, {'a.txt': 'base\n'})};
		expect(valueIn(await refreshFromBase(run.place, {branch: BRANCH, base: conflicting, at: AT}))).toEqual({
			kind: 'conflicts',
			tip: run.head,
			files: ['a.txt'],
		});
		const base = {branch: 'main', commit: commit(at, at.root, {'a.txt': 'one\n', 'c.txt': 'c\n'})};
		write(run.path, 'c.txt', 'uncommitted\n');
		const held = valueIn(await refreshFromBase(run.place, {branch: BRANCH, base, at: AT}));
		expect(held).toMatchObject({kind: 'held-back', tip: run.head});
		expect([read(run.path, 'c.txt'), read(run.path, 'a.txt')]).toEqual(['uncommitted\n', 'run\n']);
	});
});
