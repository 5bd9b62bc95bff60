// A run whose work is ready to land on a base that a person has checked out, with edits of theirs beside it.
import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {expect} from 'vitest';
import {prepareIntegration} from '../../src/git/prepare-integration.ts';
import {commit, gitIn, type Repo, read, repo, runWith, tipOf, valueIn, write} from './repo.ts';

/** The repository and the move that brings the run's commit to main. */
export const readyRun = async () => {
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

/** The branch, its files and the person's edits are as they should be, and nothing of the move is left. */
export const expectLanded = (at: Repo, to: string): void => {
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
