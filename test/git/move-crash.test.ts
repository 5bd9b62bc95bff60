import {appendFileSync, cpSync, readdirSync, rmSync, truncateSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {finishMoves, moveBranch} from '../../src/git/move-branch.ts';
import {expectLanded, readyRun} from './ready-run.ts';
import {gitIn, killingGit, orphaningGit, perform, read, tipOf, valueIn} from './repo.ts';

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

	test.each([
		['ended', killingGit],
		['goes on', orphaningGit],
	])(
		'behind any of its git commands, which %s, the same call finishes it',
		async (_, fate) => {
			const {at: original, move} = await readyRun();
			for (let nth = 1; ; nth++) {
				const root = path.join(original.home, `copy-${nth}`);
				cpSync(original.root, root, {recursive: true, preserveTimestamps: true});
				const at = {...original, root, place: {...original.place, directory: root}};
				const {signal} = await perform(at, 'move-branch', 'moveBranch', move, fate(at, nth));
				expect(['moved', 'already']).toContain(valueIn(await moveBranch(at.place, move)).kind);
				expectLanded(at, move.to);
				if (signal === null) return expect(nth).toBeGreaterThan(10);
			}
		},
		240_000,
	);

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
