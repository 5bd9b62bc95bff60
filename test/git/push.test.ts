import {chmodSync, existsSync, mkdirSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {deleteRemoteBranch, fetchBranch, pushBranch, whyNotCheckpoint} from '../../src/git/push.ts';
import {commit, gitIn, program, refusalOf, repo, runWith, tipOf, valueIn, withRemote, write} from './repo.ts';

const BRANCH = 'mosaic/T1-run-001';
const wish = (tip: string, pushedTip: string | null = null) => ({
	remote: 'origin',
	branch: BRANCH,
	tip,
	pushedTip,
	timeoutMs: 30_000,
});

describe('a checkpoint is pushed', () => {
	test.each([
		['only when none is in flight', {tip: 'b', pushedTip: null, inFlight: true}, 'in-flight'],
		['only after the branch moved past its first tip', {tip: 'a', pushedTip: null, inFlight: false}, 'no-commits'],
		['once for each tip', {tip: 'b', pushedTip: 'b', inFlight: false}, 'pushed'],
		['else', {tip: 'c', pushedTip: 'b', inFlight: false}, undefined],
	])('%s', (_, state, why) => expect(whyNotCheckpoint({firstTip: 'a', ...state})).toBe(why));
});

describe('a push', () => {
	test('brings the commit to the remote, and once', async () => {
		const at = repo();
		const bare = withRemote(at);
		const run = await runWith(at, {'b.txt': 'b\n'});
		expect(valueIn(await pushBranch(run.place, wish(run.head)))).toEqual({kind: 'pushed', tip: run.head});
		expect(gitIn(at, bare, 'rev-parse', BRANCH)).toBe(run.head);
		expect(valueIn(await pushBranch(run.place, wish(run.head)))).toEqual({kind: 'already', tip: run.head});
	});

	test('follows an agent that rewrote its own commits, and never replaces another’s', async () => {
		const at = repo();
		const bare = withRemote(at);
		const run = await runWith(at, {'b.txt': 'b\n'});
		valueIn(await pushBranch(run.place, wish(run.head)));
		gitIn(at, run.path, 'commit', '-q', '--amend', '-m', 'rewritten');
		const tip = gitIn(at, run.path, 'rev-parse', 'HEAD');
		expect(valueIn(await pushBranch(run.place, wish(tip, run.head))).kind).toBe('pushed');
		const other = path.join(at.home, 'other');
		gitIn(at, at.home, 'clone', '-q', '-b', BRANCH, bare, other);
		const theirs = commit(at, other, {'c.txt': 'c\n'});
		gitIn(at, other, 'push', '-q', 'origin', BRANCH);
		const mine = commit(at, run.path, {'d.txt': 'd\n'});
		expect(valueIn(await pushBranch(run.place, wish(mine, tip)))).toMatchObject({kind: 'failed', cause: 'rejected'});
		expect(gitIn(at, bare, 'rev-parse', BRANCH)).toBe(theirs);
	});

	test('runs no hook, and a remote that says no is heard', async () => {
		const at = repo();
		const bare = withRemote(at);
		const run = await runWith(at, {'b.txt': 'b\n'});
		for (const [file, script] of [
			[path.join(at.root, '.git/hooks/pre-push'), `touch ${at.home}/sprung; exit 1`],
			[path.join(bare, 'hooks/pre-receive'), 'echo not on a Friday >&2; exit 1'],
		] as const) {
			mkdirSync(path.dirname(file), {recursive: true});
			write(path.dirname(file), path.basename(file), `#!/bin/sh\n${script}\n`);
			chmodSync(file, 0o755);
		}
		const pushed = valueIn(await pushBranch(run.place, wish(run.head)));
		expect(pushed).toMatchObject({kind: 'failed', cause: 'rejected'});
		expect(existsSync(path.join(at.home, 'sprung'))).toBe(false);
	});

	test('without a remote, or with one that is gone, fails in words and not by an exception', async () => {
		const at = repo();
		const run = await runWith(at, {'b.txt': 'b\n'});
		expect(valueIn(await pushBranch(run.place, wish(run.head)))).toMatchObject({cause: 'no-remote'});
		gitIn(at, at.root, 'remote', 'add', 'origin', path.join(at.home, 'gone.git'));
		expect(valueIn(await pushBranch(run.place, wish(run.head)))).toMatchObject({cause: 'unreachable'});
		expect(valueIn(await pushBranch(run.place, {...wish(run.head), remote: '../elsewhere'}))).toMatchObject({
			cause: 'no-remote',
		});
	});

	test('that hangs is ended, and passwords in addresses are not repeated', async () => {
		const at = repo();
		const run = await runWith(at, {'b.txt': 'b\n'});
		gitIn(at, at.root, 'remote', 'add', 'origin', 'ssh://me:secret@nowhere.invalid/r');
		const env = {
			...program(at, 'slow-ssh', '#!/bin/sh\nexec sleep 60\n'),
			GIT_SSH_COMMAND: path.join(at.home, 'bin/slow-ssh'),
		};
		const hung = await pushBranch({...run.place, env}, {...wish(run.head), timeoutMs: 300});
		expect(valueIn(hung)).toMatchObject({kind: 'failed', cause: 'timed-out'});
		gitIn(at, at.root, 'remote', 'set-url', 'origin', 'file://me:secret@nowhere.invalid/r');
		expect(JSON.stringify(await pushBranch(run.place, wish(run.head)))).not.toContain('secret');
	});

	test('can be taken back while nobody went on from it', async () => {
		const at = repo();
		withRemote(at);
		const run = await runWith(at, {'b.txt': 'b\n'});
		valueIn(await pushBranch(run.place, wish(run.head)));
		expect(valueIn(await deleteRemoteBranch(run.place, {...wish(run.head), tip: tipOf(at)})).kind).toBe('kept');
		expect(valueIn(await deleteRemoteBranch(run.place, wish(run.head))).kind).toBe('deleted');
		expect(valueIn(await deleteRemoteBranch(run.place, wish(run.head))).kind).toBe('gone');
	});
});

test('the base of a remote is fetched by its name alone', async () => {
	const at = repo();
	const bare = withRemote(at);
	const other = path.join(at.home, 'other');
	gitIn(at, at.home, 'clone', '-q', bare, other);
	const tip = commit(at, other, {'c.txt': 'c\n'});
	gitIn(at, other, 'push', '-q');
	const base = {remote: 'origin', branch: 'main', timeoutMs: 30_000};
	expect(valueIn(await fetchBranch(at.place, base))).toBe(tip);
	expect(refusalOf(await fetchBranch(at.place, {...base, branch: '--upload-pack=x'})).code).toBe('bad-branch');
});
