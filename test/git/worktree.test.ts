import {chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {runBranch} from '../../src/git/names.ts';
import {ensureWorktree} from '../../src/git/worktree.ts';
import {listWorktrees} from '../../src/git/worktree-list.ts';
import {type RemovalRequest, removeWorktree, sweepWorktrees} from '../../src/git/worktree-remove.ts';
import {
	commit,
	gitIn,
	killingGit,
	orphaningGit,
	perform,
	type Repo,
	read,
	refusalOf,
	repo,
	requestFor,
	runWith,
	tipOf,
	valueIn,
	withRemote,
	write,
} from './repo.ts';

const removal = (at: Repo, more: Partial<RemovalRequest> = {}): RemovalRequest => ({
	workspaceRoot: at.workspace,
	name: requestFor(at).name,
	branch: requestFor(at).branch,
	discard: false,
	branchGoes: 'keep',
	...more,
});

describe('the worktree of a run', () => {
	test('starts from the base on a branch of its own, and is found again', async () => {
		const at = repo();
		const first = valueIn(await ensureWorktree(at.place, requestFor(at)));
		expect(first).toMatchObject({branch: 'mosaic/T1-run-001', from: 'base', already: false, tip: tipOf(at)});
		expect(read(first.path, 'a.txt')).toBe('one\n');
		write(first.path, 'a.txt', 'edited\n');
		expect(valueIn(await ensureWorktree(at.place, requestFor(at)))).toMatchObject({path: first.path, already: true});
		expect(read(first.path, 'a.txt')).toBe('edited\n');
	});

	test('runs no hook of the repository', async () => {
		const at = repo();
		write(at.root, '.git/hooks/post-checkout', `#!/bin/sh\ntouch ${at.home}/sprung\n`);
		chmodSync(path.join(at.root, '.git/hooks/post-checkout'), 0o755);
		valueIn(await ensureWorktree(at.place, requestFor(at)));
		expect(existsSync(path.join(at.home, 'sprung'))).toBe(false);
	});

	test('goes on with the work of an interrupted run, from the local branch', async () => {
		const at = repo();
		const run = await runWith(at, {'b.txt': 'work\n'});
		rmSync(run.path, {recursive: true});
		const again = valueIn(await ensureWorktree(at.place, requestFor(at, 'T1', 'run-001', {resume: true})));
		expect(again).toMatchObject({from: 'local-branch', tip: run.head});
		expect(read(again.path, 'b.txt')).toBe('work\n');
	});

	test('goes on from the remote branch where there is no local one', async () => {
		const at = repo();
		withRemote(at);
		gitIn(at, at.root, 'switch', '-q', '-c', runBranch('T1', 'run-001'));
		const tip = commit(at, at.root, {'b.txt': 'pushed\n'});
		gitIn(at, at.root, 'push', '-q', 'origin', 'HEAD');
		gitIn(at, at.root, 'switch', '-q', 'main');
		gitIn(at, at.root, 'branch', '-q', '-D', runBranch('T1', 'run-001'));
		const request = requestFor(at, 'T1', 'run-001', {remote: 'origin'});
		expect(refusalOf(await ensureWorktree(at.place, request)).code).toBe('branch-taken');
		expect(valueIn(await ensureWorktree(at.place, {...request, resume: true}))).toMatchObject({
			from: 'remote-branch',
			tip,
		});
	});

	test('is refused over a branch with foreign commits, a folder that is in the way, and a branch in use', async () => {
		const at = repo();
		gitIn(at, at.root, 'switch', '-q', '-c', 'mosaic/T1-run-001');
		commit(at, at.root, {'b.txt': 'foreign\n'});
		expect(
			refusalOf(
				await ensureWorktree(at.place, requestFor(at, 'T1', 'run-001', {base: {branch: 'main', commit: tipOf(at)}})),
			).code,
		).toBe('branch-taken');
		expect(refusalOf(await ensureWorktree(at.place, requestFor(at, 'T1', 'run-001', {resume: true}))).code).toBe(
			'branch-in-use',
		);
		write(at.workspace, 'T2-run-001/mine.txt', 'a person put this here');
		chmodSync(at.workspace, 0o700);
		expect(refusalOf(await ensureWorktree(at.place, requestFor(at, 'T2'))).message).toContain('did not make');
		expect(read(at.workspace, 'T2-run-001/mine.txt')).toBe('a person put this here');
	});

	test('works from a linked worktree, a detached HEAD and a shallow clone', async () => {
		const at = repo();
		commit(at, at.root, {'a.txt': 'two\n'});
		const base = {branch: 'main', commit: tipOf(at)};
		const linked = path.join(at.home, 'linked');
		gitIn(at, at.root, 'worktree', 'add', '-q', '--detach', linked);
		valueIn(await ensureWorktree({...at.place, directory: linked}, requestFor(at, 'T1', 'run-001', {base})));
		const clone = path.join(at.home, 'clone');
		gitIn(at, at.home, 'clone', '-q', '--depth', '1', `file://${at.root}`, clone);
		const request = {...requestFor(at, 'T2', 'run-002', {base}), workspaceRoot: path.join(at.home, 'work2')};
		valueIn(await ensureWorktree({...at.place, directory: clone}, request));
	});
});

describe('after a crash while it was made', () => {
	test.each(['branch-made', 'worktree-intended', 'worktree-added', 'worktree-ready'])(
		'at %s the same call makes it whole',
		async (point) => {
			const at = repo();
			const request = requestFor(at);
			const killed = await perform(at, 'worktree', 'ensureWorktree', request, {MOSAIC_TEST_GIT_CRASH_AT: point});
			expect(killed.signal).toBe('SIGKILL');
			const made = valueIn(await ensureWorktree(at.place, request));
			expect(gitIn(at, made.path, 'status', '--porcelain', '--branch')).toBe('## mosaic/T1-run-001');
			expect(readdirSync(at.workspace)).toEqual(['T1-run-001']);
			expect(valueIn(await listWorktrees(at.place, at.workspace))).toMatchObject([
				{state: 'ready', name: 'T1-run-001'},
			]);
		},
	);

	test.each([
		['ended', killingGit],
		['goes on', orphaningGit],
	])(
		'behind any of its git commands, which %s, the same call makes it whole',
		async (_, fate) => {
			for (let nth = 1; ; nth++) {
				const at = repo({'a.slow': 'a\n', '.gitattributes': '*.slow filter=slow\n'});
				gitIn(at, at.root, 'config', 'filter.slow.smudge', 'sleep 0.2; cat');
				const request = requestFor(at);
				const {signal} = await perform(at, 'worktree', 'ensureWorktree', request, fate(at, nth));
				const made = valueIn(await ensureWorktree(at.place, request));
				expect(gitIn(at, made.path, 'status', '--porcelain', '--branch')).toBe('## mosaic/T1-run-001');
				expect(readdirSync(at.workspace)).toEqual(['T1-run-001']);
				if (signal === null) return expect(nth).toBeGreaterThan(5);
			}
		},
		240_000,
	);
});

describe('removing it', () => {
	test('takes worktree and branch away once the work is merged, and is done when repeated', async () => {
		const at = repo();
		const run = await runWith(at, {'b.txt': 'b\n'});
		gitIn(at, at.root, 'merge', '-q', '--ff-only', run.head);
		const request = removal(at, {branchGoes: {mergedInto: 'main'}});
		expect(valueIn(await removeWorktree(at.place, request))).toEqual({worktree: 'removed', branch: 'deleted'});
		expect(valueIn(await removeWorktree(at.place, request))).toEqual({worktree: 'gone', branch: 'gone'});
		expect(gitIn(at, at.root, 'worktree', 'list').split('\n')).toHaveLength(1);
		expect(readdirSync(at.workspace)).toEqual([]);
	});

	test('is refused while work in it is nowhere else, and touches nothing then', async () => {
		const at = repo();
		const run = await runWith(at, {'b.txt': 'b\n'});
		expect(refusalOf(await removeWorktree(at.place, removal(at, {branchGoes: {mergedInto: 'main'}}))).code).toBe(
			'unmerged',
		);
		expect(refusalOf(await removeWorktree(at.place, removal(at, {branchGoes: {at: tipOf(at)}}))).code).toBe(
			'branch-moved',
		);
		write(run.path, 'new file.txt', 'x');
		expect(refusalOf(await removeWorktree(at.place, removal(at))).message).toContain('new file.txt');
		expect(read(run.path, 'b.txt')).toBe('b\n');
		const told = removal(at, {discard: true, branchGoes: {at: run.head}});
		expect(valueIn(await removeWorktree(at.place, told))).toEqual({worktree: 'removed', branch: 'deleted'});
	});

	test('respects a lock that a person put on it', async () => {
		const at = repo();
		const run = await runWith(at, {});
		gitIn(at, at.root, 'worktree', 'lock', '--reason', 'I look at it', run.path);
		expect(refusalOf(await removeWorktree(at.place, removal(at, {discard: true}))).message).toContain('I look at it');
		expect(existsSync(run.path)).toBe(true);
	});

	test('never touches a worktree that a person made under the workspace root', async () => {
		const at = repo();
		mkdirSync(at.workspace, {mode: 0o700});
		gitIn(at, at.root, 'worktree', 'add', '-q', '-b', 'mine', path.join(at.workspace, 'T1-run-001'));
		expect(refusalOf(await removeWorktree(at.place, removal(at, {discard: true}))).code).toBe('not-ours');
		expect(valueIn(await listWorktrees(at.place, at.workspace))).toEqual([]);
	});

	test.each(['worktree-set-aside', 'worktree-deleted'])('goes on after a crash at %s', async (point) => {
		const at = repo();
		const run = await runWith(at, {'b.txt': 'b\n'});
		const request = removal(at, {branchGoes: {at: run.head}});
		const killed = await perform(at, 'worktree-remove', 'removeWorktree', request, {MOSAIC_TEST_GIT_CRASH_AT: point});
		expect(killed.signal).toBe('SIGKILL');
		expect(valueIn(await removeWorktree(at.place, request))).toEqual({worktree: 'removed', branch: 'deleted'});
		expect(readdirSync(at.workspace)).toEqual([]);
		expect(gitIn(at, at.root, 'worktree', 'list').split('\n')).toHaveLength(1);
	});

	test('a sweep forgets worktrees whose folders vanished, and leaves the others', async () => {
		const at = repo();
		const gone = await runWith(at, {});
		const kept = await runWith(at, {}, 'T2', 'run-002');
		renameSync(gone.path, path.join(at.workspace, '.removing-old'));
		writeFileSync(path.join(at.workspace, 'note'), 'a person');
		expect(valueIn(await listWorktrees(at.place, at.workspace)).map(({state}) => state)).toEqual(['vanished', 'ready']);
		expect(valueIn(await sweepWorktrees(at.place, at.workspace))).toEqual({deleted: 1, forgotten: 1});
		expect(readdirSync(at.workspace).sort()).toEqual([path.basename(kept.path), 'note']);
	});
});
