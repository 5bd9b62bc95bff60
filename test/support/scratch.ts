// Throw-away projects and a private home for each test file, so that tests run side by side.
import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {onTestFinished} from 'vitest';

/** A directory that is gone after the test. Kept short: unix socket paths end at 107 bytes. */
export const scratchDirectory = (prefix = 'm-'): string => {
	const directory = realpathSync(mkdtempSync(path.join(tmpdir(), prefix)));
	onTestFinished(() => rmSync(directory, {recursive: true, force: true, maxRetries: 5}));
	return directory;
};

/** An environment in which mosaic touches nothing of the person who runs the tests. */
export const isolatedEnv = (home: string): NodeJS.ProcessEnv => ({
	PATH: process.env.PATH,
	HOME: home,
	LANG: 'C.UTF-8',
	XDG_STATE_HOME: path.join(home, 'state'),
	XDG_CONFIG_HOME: path.join(home, 'config'),
	XDG_CACHE_HOME: path.join(home, 'cache'),
	XDG_RUNTIME_DIR: path.join(home, 'run'),
	...(process.env.MOSAIC_TEST_COMPILED ? {NODE_COMPILE_CACHE: process.env.MOSAIC_TEST_COMPILED} : {}),
	GIT_CONFIG_GLOBAL: '/dev/null',
	GIT_CONFIG_SYSTEM: '/dev/null',
	GIT_AUTHOR_NAME: 'Test',
	GIT_AUTHOR_EMAIL: 'test@example.invalid',
	GIT_COMMITTER_NAME: 'Test',
	GIT_COMMITTER_EMAIL: 'test@example.invalid',
});

export type ScratchProject = {readonly root: string; readonly home: string; readonly env: NodeJS.ProcessEnv};

/** A project with these files (path → text), as a git repository with one commit unless `git` is false. */
export const scratchProject = (
	files: Readonly<Record<string, string>>,
	options: {git?: boolean} = {},
): ScratchProject => {
	const home = scratchDirectory();
	const root = path.join(home, 'p');
	mkdirSync(root);
	const env = isolatedEnv(home);
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(path.dirname(path.join(root, name)), {recursive: true});
		writeFileSync(path.join(root, name), text);
	}
	if (options.git !== false) {
		const git = (...args: string[]) => execFileSync('git', args, {cwd: root, env, stdio: 'ignore'});
		git('init', '-q', '-b', 'main');
		git('add', '-A');
		git('commit', '-q', '--allow-empty', '-m', 'start');
	}
	return {root, home, env};
};
