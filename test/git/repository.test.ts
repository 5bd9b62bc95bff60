import {existsSync, mkdirSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mergeInScratchWorktree, probeConflicts} from '../../src/git/merge-trees.ts';
import {inspectRepository, resolveBase} from '../../src/git/repository.ts';
import {isAtLeast, parseVersion} from '../../src/git/version.ts';
import {scratchProject} from '../support/scratch.ts';
import {commit, gitIn, program, REAL_GIT, refusalOf, repo, runWith, tipOf, valueIn, withPlace} from './repo.ts';

describe('a repository', () => {
	test('is known from any folder within, with its HEAD and its remotes', async () => {
		const at = repo({'a/b.txt': 'x\n', '.gitmodules': ''});
		gitIn(at, at.root, 'remote', 'add', 'origin', 'x');
		const seen = valueIn(await inspectRepository({...at.place, directory: path.join(at.root, 'a')}));
		expect(seen).toMatchObject({root: at.root, linked: false, shallow: false, submodules: true, remotes: ['origin']});
		expect(seen.head).toEqual({kind: 'branch', branch: 'main', commit: tipOf(at)});
	});

	test('seen from a linked worktree is the same, and says so', async () => {
		const at = repo();
		const linked = path.join(at.home, 'linked');
		gitIn(at, at.root, 'worktree', 'add', '-q', '--detach', linked);
		const seen = valueIn(await inspectRepository({...at.place, directory: linked}));
		expect(seen).toMatchObject({
			root: linked,
			linked: true,
			commonDirectory: path.join(at.root, '.git'),
			head: {kind: 'detached'},
		});
	});

	test('that is bare, no repository, or not there is refused in words', async () => {
		const at = withPlace(scratchProject({}, {git: false}));
		expect(refusalOf(await inspectRepository(at.place)).code).toBe('not-a-repository');
		gitIn(at, at.home, 'init', '-q', '--bare', 'bare.git');
		expect(refusalOf(await inspectRepository({...at.place, directory: path.join(at.home, 'bare.git')})).code).toBe(
			'bare',
		);
		expect(refusalOf(await inspectRepository({...at.place, directory: path.join(at.home, 'nowhere')})).code).toBe(
			'no-directory',
		);
	});

	test('of another user is refused with the command that trusts it', async () => {
		const at = repo();
		const env = program(at, 'git', `#!/bin/sh\nexport GIT_TEST_ASSUME_DIFFERENT_OWNER=1\nexec ${REAL_GIT} "$@"\n`);
		const refusal = refusalOf(await inspectRepository({...at.place, env}));
		expect(refusal).toMatchObject({code: 'dubious-ownership'});
		expect(refusal.message).toContain(`--add safe.directory ${at.root}`);
	});

	test('needs a git, and one that is not too old', async () => {
		const at = repo();
		mkdirSync(path.join(at.home, 'empty'));
		expect(
			refusalOf(await inspectRepository({...at.place, env: {...at.env, PATH: path.join(at.home, 'empty')}})).code,
		).toBe('git-missing');
		const old = program(at, 'git', '#!/bin/sh\necho git version 2.17.1\n');
		expect(refusalOf(await inspectRepository({...at.place, env: old})).message).toContain('git 2.17.1 is too old');
	});

	test('brings no git of its own along', async () => {
		const at = repo();
		program({...at, home: at.root}, 'git', `#!/bin/sh\ntouch ${at.home}/sprung\n`);
		valueIn(await inspectRepository({...at.place, env: {...at.env, PATH: `bin:.:${at.env.PATH}`}}));
		expect(existsSync(path.join(at.home, 'sprung'))).toBe(false);
	});
});

describe('the base', () => {
	test('is the branch that is checked out, or the one that is named', async () => {
		const at = repo();
		gitIn(at, at.root, 'branch', 'other/größe');
		expect(valueIn(await resolveBase(at.place))).toEqual({branch: 'main', commit: tipOf(at)});
		expect(valueIn(await resolveBase(at.place, 'other/größe')).branch).toBe('other/größe');
	});

	test('is refused on a detached HEAD, before the first commit, and where no such branch is', async () => {
		const at = repo();
		gitIn(at, at.root, 'switch', '-q', '--detach');
		expect(refusalOf(await resolveBase(at.place)).code).toBe('detached');
		gitIn(at, at.root, 'switch', '-q', '--orphan', 'new');
		expect(refusalOf(await resolveBase(at.place)).code).toBe('unborn');
		expect(refusalOf(await resolveBase(at.place, 'nope')).code).toBe('no-branch');
		expect(refusalOf(await resolveBase(at.place, '--all')).code).toBe('bad-branch');
	});
});

describe('a merge that is only tried', () => {
	test('gives the same tree and the same conflicts with a git that is too old for merge-tree', async () => {
		const at = repo({'a.txt': 'one\n'});
		const run = await runWith(at, {'b.txt': 'b\n'});
		const clean = commit(at, at.root, {'c.txt': 'c\n'});
		const tree = gitIn(at, at.root, 'merge-tree', '--write-tree', clean, run.head);
		expect(await mergeInScratchWorktree(at.place, clean, run.head)).toEqual({kind: 'clean', tree});
		const edited = commit(at, run.path, {'a.txt': 'run\n'});
		const base = commit(at, at.root, {'a.txt': 'base\n'});
		expect(await mergeInScratchWorktree(at.place, base, edited)).toEqual({kind: 'conflicts', files: ['a.txt']});
		expect(valueIn(await probeConflicts(at.place, base, edited))).toMatchObject({kind: 'fail', files: ['a.txt']});
		expect(valueIn(await probeConflicts(at.place, base, run.head))).toMatchObject({kind: 'pass'});
		expect(gitIn(at, at.root, 'worktree', 'list').split('\n')).toHaveLength(2);
	});

	test('of histories that share nothing is refused', async () => {
		const at = repo();
		gitIn(at, at.root, 'switch', '-q', '--orphan', 'other');
		const other = commit(at, at.root, {'z.txt': 'z\n'});
		expect(refusalOf(await probeConflicts(at.place, 'main', other)).code).toBe('unrelated');
	});
});

test('versions are read as git prints them', () => {
	expect(parseVersion('git version 2.39.5 (Apple Git-154)')).toMatchObject({text: '2.39.5', major: 2, minor: 39});
	expect(parseVersion('git version 3.0.0-rc1')).toMatchObject({major: 3, minor: 0});
	expect(parseVersion('hub 1')).toBeUndefined();
	expect(isAtLeast({major: 3, minor: 0}, 2, 38)).toBe(true);
});
