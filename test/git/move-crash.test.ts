import {appendFileSync, cpSync, existsSync, readdirSync, rmSync, truncateSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {finishMoves, moveBranch} from '../../src/git/move-branch.ts';
import {prepareIntegration} from '../../src/git/prepare-integration.ts';
import {commit, gitIn, killingGit, perform, type Repo, read, repo, runWith, tipOf, valueIn, write} from './repo.ts';

const readyRun = async () => {
	const at = repo({'a.txt': 'one\n', 'dir/b.txt': 'b\n', 'mine.txt': 'm\n', 'TASKS.md': '- [ ] T1\n'});
	const run = await runWith(at, {'a.txt': 'two\n', 'new/c.txt': 'c\n'});
	gitIn(at, run.path, 'rm', '-q', 'dir/b.txt');
	const head = commit(at, run.path, {});
	write(at.root, 'mine.txt', 'a person’s\n');
	write(at.root, 'TASKS.md', '- [x] T1\n');
	const base = {branch: 'main', commit: tipOf(at)};
	const files = [{path: 'TASKS.md', content: '- [x] T1\n'}];
	const request = {base, head, method: 'squash', message: 'T1', at: new Date('2026-01-02T03:04:05Z'), files} as const;
	const ready = valueIn(await prepareIntegration(at.place, request));
	if (ready.kind !== 'ready') throw new Error(ready.kind);
	return {at, move: {branch: 'main', from: base.commit, to: ready.commit, keep: ['TASKS.md'], why: 'T1'}};
};

const expectLanded = (at: Repo, to: string): void => {
	expect(tipOf(at)).toBe(to);
	expect(gitIn(at, at.root, 'status', '--porcelain')).toBe(' M mine.txt');
	expect([read(at.root, 'a.txt'), read(at.root, 'new/c.txt'), read(at.root, 'mine.txt')]).toEqual([
		'two\n',
		'c\n',
		'a person’s\n',
	]);
	expect(existsSync(path.join(at.root, 'dir'))).toBe(false);
	expect(readdirSync(path.join(at.root, '.git')).filter((name) => /mosaic|lock/.test(name))).toEqual([]);
};

describe('after a crash while a branch and its checkout moved', () => {
	test.each(['checkout-locked', 'move-recorded', 'ref-moved', 'files-moved', 'index-published', 'move-forgotten'])(
		'at %s the same call finishes it',
		async (point) => {
			const {at, move} = await readyRun();
			const killed = await perform(at, 'move-branch', 'moveBranch', move, {MOSAIC_TEST_GIT_CRASH_AT: point});
			expect(killed.signal).toBe('SIGKILL');
			expect(['moved', 'already']).toContain(valueIn(await moveBranch(at.place, move)).kind);
			expectLanded(at, move.to);
		},
	);

	test.each(['checkout-locked', 'move-recorded', 'files-moved', 'index-published', 'move-forgotten'])(
		'at %s the next start leaves no lock and no scratch file in the person’s checkout',
		async (point) => {
			const {at, move} = await readyRun();
			await perform(at, 'move-branch', 'moveBranch', move, {MOSAIC_TEST_GIT_CRASH_AT: point});
			valueIn(await finishMoves(at.place));
			expect(readdirSync(path.join(at.root, '.git')).filter((name) => /mosaic|lock/.test(name))).toEqual([]);
			gitIn(at, at.root, 'commit', '-q', '-m', 'mine', '--', 'mine.txt');
			expect(gitIn(at, at.root, 'diff', '--name-only', 'HEAD')).toBe(tipOf(at, 'main^') === move.to ? '' : 'TASKS.md');
		},
	);

	test('behind any of its git commands the same call finishes it', async () => {
		const {at: original, move} = await readyRun();
		for (let nth = 1; ; nth++) {
			const root = path.join(original.home, `copy-${nth}`);
			cpSync(original.root, root, {recursive: true, preserveTimestamps: true});
			const at = {...original, root, place: {...original.place, directory: root}};
			const {signal} = await perform(at, 'move-branch', 'moveBranch', move, killingGit(at, nth));
			expect(['moved', 'already']).toContain(valueIn(await moveBranch(at.place, move)).kind);
			expectLanded(at, move.to);
			if (signal === null) return expect(nth).toBeGreaterThan(10);
		}
	});

	test('a person cannot commit the opposite in between, and the next start frees the checkout', async () => {
		const {at, move} = await readyRun();
		await perform(at, 'move-branch', 'moveBranch', move, {MOSAIC_TEST_GIT_CRASH_AT: 'ref-moved'});
		expect(() => gitIn(at, at.root, 'commit', '-q', '-a', '-m', 'mine')).toThrow(/index\.lock/);
		expect(valueIn(await finishMoves(at.place))).toEqual({finished: [at.root]});
		expectLanded(at, move.to);
		expect(valueIn(await finishMoves(at.place))).toEqual({finished: []});
	});

	test('files that git had half written are made whole', async () => {
		const {at, move} = await readyRun();
		await perform(at, 'move-branch', 'moveBranch', move, {MOSAIC_TEST_GIT_CRASH_AT: 'files-moved'});
		truncateSync(path.join(at.root, 'new/c.txt'), 0);
		rmSync(path.join(at.root, 'a.txt'));
		valueIn(await moveBranch(at.place, move));
		expectLanded(at, move.to);
	});

	test('what a person wrote into a file since is left as it is', async () => {
		const {at, move} = await readyRun();
		await perform(at, 'move-branch', 'moveBranch', move, {MOSAIC_TEST_GIT_CRASH_AT: 'ref-moved'});
		appendFileSync(path.join(at.root, 'a.txt'), 'a person went on here\n');
		valueIn(await moveBranch(at.place, move));
		expect(read(at.root, 'a.txt')).toBe('one\na person went on here\n');
		expect(gitIn(at, at.root, 'status', '--porcelain')).toBe(' M a.txt\n M mine.txt');
	});

	test('a person who took the lock away and went elsewhere is left alone', async () => {
		const {at, move} = await readyRun();
		await perform(at, 'move-branch', 'moveBranch', move, {MOSAIC_TEST_GIT_CRASH_AT: 'move-recorded'});
		rmSync(path.join(at.root, '.git/index.lock'));
		gitIn(at, at.root, 'switch', '-q', '-c', 'elsewhere');
		const before = gitIn(at, at.root, 'status', '--porcelain');
		expect(valueIn(await finishMoves(at.place))).toEqual({finished: []});
		expect(gitIn(at, at.root, 'status', '--porcelain')).toBe(before);
	});
});
