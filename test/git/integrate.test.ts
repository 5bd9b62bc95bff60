import {existsSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {type MoveRequest, moveBranch} from '../../src/git/move-branch.ts';
import {type IntegrationRequest, prepareIntegration} from '../../src/git/prepare-integration.ts';
import {commit, gitIn, perform, type Repo, read, refusalOf, repo, runWith, tipOf, valueIn, write} from './repo.ts';

const AT = new Date('2026-01-02T03:04:05Z');

const prepared = async (at: Repo, head: string, more: Partial<IntegrationRequest> = {}): Promise<MoveRequest> => {
	const base = {branch: 'main', commit: tipOf(at)};
	const request = {base, head, method: 'squash', message: 'T1: done', at: AT, files: [], ...more} as const;
	const ready = valueIn(await prepareIntegration(at.place, request));
	if (ready.kind !== 'ready') throw new Error(ready.kind);
	const keep = request.files.map((file) => file.path);
	return {branch: 'main', from: ready.base.commit, to: ready.commit, keep, why: 'T1'};
};

const clean = (at: Repo) => gitIn(at, at.root, 'status', '--porcelain');

describe('one task, one commit', () => {
	test('lands on the base that is checked out, with its files', async () => {
		const at = repo({'a.txt': 'one\n', 'gone.txt': 'x\n'});
		const run = await runWith(at, {'b.txt': 'b\n'});
		gitIn(at, run.path, 'rm', '-q', 'gone.txt');
		const head = commit(at, run.path, {'a.txt': 'two\n'});
		const move = await prepared(at, head);
		expect(tipOf(at)).toBe(move.from);
		expect(valueIn(await moveBranch(at.place, move))).toEqual({kind: 'moved', at: move.to, checkout: at.root});
		expect(gitIn(at, at.root, 'log', '--format=%s', 'main')).toBe('T1: done\nstart');
		expect([read(at.root, 'a.txt'), read(at.root, 'b.txt'), existsSync(path.join(at.root, 'gone.txt'))]).toEqual([
			'two\n',
			'b\n',
			false,
		]);
		expect(clean(at)).toBe('');
		expect(valueIn(await moveBranch(at.place, move)).kind).toBe('already');
	});

	test('lands on a base that is checked out nowhere, by its ref alone', async () => {
		const at = repo();
		const run = await runWith(at, {'b.txt': 'b\n'});
		const move = await prepared(at, run.head);
		gitIn(at, at.root, 'switch', '-q', '-c', 'elsewhere');
		expect(valueIn(await moveBranch(at.place, move))).toEqual({kind: 'moved', at: move.to, checkout: null});
		expect(existsSync(path.join(at.root, 'b.txt'))).toBe(false);
		expect(clean(at)).toBe('');
	});

	test('is the same commit when it is prepared again', async () => {
		const at = repo();
		const run = await runWith(at, {'b.txt': 'b\n'});
		expect(await prepared(at, run.head)).toEqual(await prepared(at, run.head));
	});

	test('carries the mark of the tasks file, whatever the agent did to that file', async () => {
		const at = repo({'TASKS.md': '- [ ] T1\n- [ ] T2\n', 'a.txt': 'one\n'});
		const run = await runWith(at, {'TASKS.md': '- [x] T1 I am done\n', 'b.txt': 'b\n'});
		// What the engine has in the checkout meanwhile: other marks that no commit has.
		write(at.root, 'TASKS.md', '- [x] T1\n- [~] T2\n');
		const move = await prepared(at, run.head, {files: [{path: 'TASKS.md', content: '- [x] T1\n- [ ] T2\n'}]});
		expect(valueIn(await moveBranch(at.place, move)).kind).toBe('moved');
		expect(gitIn(at, at.root, 'show', 'HEAD:TASKS.md')).toBe('- [x] T1\n- [ ] T2');
		expect(read(at.root, 'TASKS.md')).toBe('- [x] T1\n- [~] T2\n');
		expect(gitIn(at, at.root, 'status', '--porcelain')).toBe(' M TASKS.md');
		expect(gitIn(at, at.root, 'show', '--name-only', '--format=', 'HEAD').split('\n')).toEqual(['TASKS.md', 'b.txt']);
	});

	test('an agent and a person who both changed the tasks file are no conflict', async () => {
		const at = repo({'TASKS.md': '- [ ] T1\n'});
		const run = await runWith(at, {'TASKS.md': '- [x] T1 agent\n', 'b.txt': 'b\n'});
		commit(at, at.root, {'TASKS.md': '- [ ] T1 reworded\n'});
		const move = await prepared(at, run.head, {files: [{path: 'TASKS.md', content: '- [x] T1 reworded\n'}]});
		write(at.root, 'TASKS.md', '- [x] T1 reworded\n');
		expect(valueIn(await moveBranch(at.place, move)).kind).toBe('moved');
		expect(clean(at)).toBe('');
	});

	test('as a merge it keeps the run’s commits; as a fast-forward it is refused once the base moved', async () => {
		const at = repo();
		const run = await runWith(at, {'b.txt': 'b\n'});
		const ahead = await prepared(at, run.head, {method: 'fast-forward'});
		expect(ahead.to).toBe(run.head);
		const mark = [{path: 'TASKS.md', content: 'x\n'}];
		const marked = await prepared(at, run.head, {method: 'fast-forward', files: mark});
		expect(gitIn(at, at.root, 'rev-parse', `${marked.to}^`)).toBe(run.head);
		commit(at, at.root, {'c.txt': 'c\n'});
		const base = {branch: 'main', commit: tipOf(at)};
		const request = {base, head: run.head, message: 'T1', at: AT, files: []};
		expect(refusalOf(await prepareIntegration(at.place, {...request, method: 'fast-forward'})).code).toBe(
			'not-fast-forward',
		);
		const merge = await prepared(at, run.head, {method: 'merge'});
		expect(gitIn(at, at.root, 'log', '-1', '--format=%P', merge.to)).toBe(`${base.commit} ${run.head}`);
	});

	test('is nothing when the base has it already', async () => {
		const at = repo();
		const run = await runWith(at, {'b.txt': 'b\n'});
		commit(at, at.root, {'b.txt': 'b\n'});
		const base = {branch: 'main', commit: tipOf(at)};
		const request = {base, head: run.head, method: 'squash', message: 'T1', at: AT, files: []} as const;
		expect(valueIn(await prepareIntegration(at.place, request))).toEqual({kind: 'nothing'});
	});

	test('names the files in conflict and touches nothing', async () => {
		const at = repo({'a b\n.txt': 'one\n'});
		const run = await runWith(at, {'a b\n.txt': 'run\n'});
		const tip = commit(at, at.root, {'a b\n.txt': 'base\n'});
		const request = {
			base: {branch: 'main', commit: tip},
			head: run.head,
			method: 'squash',
			message: 'T1',
			at: AT,
			files: [],
		} as const;
		expect(valueIn(await prepareIntegration(at.place, request))).toEqual({kind: 'conflicts', files: ['a b\n.txt']});
		expect([clean(at), tipOf(at)]).toEqual(['', tip]);
	});
});

describe('a person’s work in the checkout', () => {
	test('stays when other files change, staged or not, tracked or not', async () => {
		const at = repo({'a.txt': 'one\n', 'mine.txt': 'm\n', 'staged.txt': 's\n'});
		const run = await runWith(at, {'a.txt': 'two\n'});
		write(at.root, 'mine.txt', 'mine, edited\n');
		write(at.root, 'staged.txt', 'staged\n');
		gitIn(at, at.root, 'add', 'staged.txt');
		write(at.root, 'new.txt', 'new\n');
		const before = clean(at);
		expect(valueIn(await moveBranch(at.place, await prepared(at, run.head))).kind).toBe('moved');
		expect(clean(at)).toBe(before);
		expect([read(at.root, 'mine.txt'), read(at.root, 'a.txt')]).toEqual(['mine, edited\n', 'two\n']);
	});

	test.each([
		['edited', {'a.txt': 'mine\n'}, 'a.txt'],
		['untracked', {'b.txt': 'mine\n'}, 'b.txt'],
		['a folder', {'b.txt/x': 'mine\n'}, 'b.txt'],
		['ignored', {'.git/info/exclude': 'b.txt\n', 'b.txt': 'mine\n'}, 'b.txt'],
		['a file for a folder', {'.git/info/exclude': 'deep\n', deep: 'mine\n'}, 'deep/c.txt'],
	])('in the way (%s) is named, and nothing moves', async (_, files, file) => {
		const at = repo({'a.txt': 'one\n'});
		const run = await runWith(at, {'a.txt': 'two\n', 'b.txt': 'b\n', 'deep/c.txt': 'c\n'});
		const move = await prepared(at, run.head);
		for (const [name, text] of Object.entries(files)) write(at.root, name, text);
		const before = [clean(at), tipOf(at), readdirSync(path.join(at.root, '.git')).sort()];
		const refusal = refusalOf(await moveBranch(at.place, move));
		expect(refusal.code).toBe('uncommitted');
		expect(refusal.message).toContain(file);
		expect([clean(at), tipOf(at), readdirSync(path.join(at.root, '.git')).sort()]).toEqual(before);
	});

	test('that is staged and in the way is named too', async () => {
		const at = repo();
		const run = await runWith(at, {'a.txt': 'two\n'});
		const move = await prepared(at, run.head);
		write(at.root, 'a.txt', 'mine\n');
		gitIn(at, at.root, 'add', 'a.txt');
		expect(refusalOf(await moveBranch(at.place, move)).message).toContain('uncommitted work in a.txt.');
	});

	test('an unfinished merge, or an index that a person’s git has locked, is refused in words', async () => {
		const at = repo();
		const run = await runWith(at, {'b.txt': 'b\n'});
		const move = await prepared(at, run.head);
		write(at.root, '.git/MERGE_HEAD', `${run.head}\n`);
		expect(refusalOf(await moveBranch(at.place, move)).message).toContain('a merge is not finished');
		rmSync(path.join(at.root, '.git/MERGE_HEAD'));
		write(at.root, '.git/index.lock', '');
		expect(refusalOf(await moveBranch(at.place, move))).toMatchObject({code: 'locked'});
		expect(existsSync(path.join(at.root, '.git/index.lock'))).toBe(true);
		rmSync(path.join(at.root, '.git/index.lock'));
		expect(valueIn(await moveBranch(at.place, move)).kind).toBe('moved');
	});
});

describe('two runs', () => {
	test('that come in at once both land, one after the other', async () => {
		const at = repo();
		const runs = [
			await runWith(at, {'b.txt': 'b\n'}, 'T1', 'run-001'),
			await runWith(at, {'c.txt': 'c\n'}, 'T2', 'run-002'),
		];
		const moves = [await prepared(at, runs[0]?.head ?? ''), await prepared(at, runs[1]?.head ?? '')];
		const results = (await Promise.all(moves.map((move) => moveBranch(at.place, move)))).map(valueIn);
		expect(results.map(({kind}) => kind).sort()).toEqual(['base-moved', 'moved']);
		const late = runs[results.findIndex(({kind}) => kind === 'base-moved')];
		expect(valueIn(await moveBranch(at.place, await prepared(at, late?.head ?? ''))).kind).toBe('moved');
		expect([read(at.root, 'b.txt'), read(at.root, 'c.txt'), clean(at)]).toEqual(['b\n', 'c\n', '']);
		expect(gitIn(at, at.root, 'rev-list', '--count', 'main')).toBe('3');
	});
});

test('processes that bring in a run each at once move the base once for each commit', async () => {
	const at = repo();
	const moves: MoveRequest[] = [];
	for (const number of [1, 2, 3]) {
		const run = await runWith(at, {[`${number}.txt`]: 'x\n'}, `T${number}`, `run-00${number}`);
		moves.push(await prepared(at, run.head));
	}
	const done = await Promise.all(moves.map((move) => perform(at, 'move-branch', 'moveBranch', move)));
	const kinds = done.map(({answer}) => (answer?.ok ? (answer.value as {kind: string}).kind : answer?.refusal.code));
	expect(kinds.sort()).toEqual(['base-moved', 'base-moved', 'moved']);
	expect([clean(at), gitIn(at, at.root, 'rev-list', '--count', 'main')]).toEqual(['', '2']);
});

describe('odd repositories', () => {
	test('names with newlines and bytes that are no UTF-8, links, modes and line ends arrive as they are', async () => {
		const at = repo({'.gitattributes': '*.crlf text eol=crlf\n'});
		const run = await runWith(at, {'a\n"b".txt': 'x\n', 'w.crlf': 'one\r\ntwo\r\n', 'run.sh': '#!/bin/sh\n'});
		writeFileSync(Buffer.concat([Buffer.from(`${run.path}/`), Buffer.from([0x6c, 0xe9])]), 'latin\n');
		symlinkSync('run.sh', path.join(run.path, 'link'));
		gitIn(at, run.path, 'update-index', '--chmod=+x', 'run.sh');
		gitIn(at, run.path, 'add', '-A', '--', '.', ':!run.sh');
		gitIn(at, run.path, 'commit', '-q', '-m', 'odd');
		const head = gitIn(at, run.path, 'rev-parse', 'HEAD');
		expect(valueIn(await moveBranch(at.place, await prepared(at, head))).kind).toBe('moved');
		expect(clean(at)).toBe('');
		expect(readdirSync(at.root, {encoding: 'buffer'}).some((name) => name.equals(Buffer.from([0x6c, 0xe9])))).toBe(
			true,
		);
		expect(read(at.root, 'w.crlf')).toBe('one\r\ntwo\r\n');
	});

	test('a sparse checkout stays sparse', async () => {
		const at = repo({'in/a.txt': 'a\n', 'out/b.txt': 'b\n'});
		const run = await runWith(at, {'in/a.txt': 'a2\n', 'out/b.txt': 'b2\n'});
		gitIn(at, at.root, 'sparse-checkout', 'set', 'in');
		expect(valueIn(await moveBranch(at.place, await prepared(at, run.head))).kind).toBe('moved');
		expect([read(at.root, 'in/a.txt'), existsSync(path.join(at.root, 'out')), clean(at)]).toEqual(['a2\n', false, '']);
	});

	test('who has no identity is told so, and a commit that cannot be signed is not made unsigned', async () => {
		const at = repo();
		const run = await runWith(at, {'b.txt': 'b\n'});
		const request = {
			base: {branch: 'main', commit: tipOf(at)},
			head: run.head,
			method: 'squash',
			message: 'T1',
			at: AT,
			files: [],
		} as const;
		const nobody = Object.fromEntries(Object.entries(at.env).filter(([name]) => !/^GIT_(AUTHOR|COMMITTER)/.test(name)));
		expect(refusalOf(await prepareIntegration({...at.place, env: nobody}, request)).code).toBe('no-identity');
		gitIn(at, at.root, 'config', 'commit.gpgSign', 'true');
		gitIn(at, at.root, 'config', 'gpg.program', '/bin/false');
		expect(refusalOf(await prepareIntegration(at.place, request)).code).toBe('signing-failed');
	});
});
