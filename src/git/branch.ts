// The branch of a checkout, read from `.git/HEAD` itself: a child process would cost more than all else in `status`.
import {execFileSync} from 'node:child_process';
import {statSync} from 'node:fs';
import path from 'node:path';
import {readRegularFile} from '../files/regular-file.ts';
import {git, gitEnvironment, SAFE_OPTIONS} from './exec.ts';

/** Whether `directory` lies in a git checkout. */
export const isGitRepository = (directory: string): boolean => findGitDirectory(directory) !== null;

/** The root of the git checkout around `directory`; null outside git. */
export const checkoutRoot = (directory: string): string | null => {
	for (let folder = path.resolve(directory); ; folder = path.dirname(folder)) {
		if (statSync(path.join(folder, '.git'), {throwIfNoEntry: false}) !== undefined) return folder;
		if (path.dirname(folder) === folder) return null;
	}
};

/**
 * The name of the branch that is checked out around `directory`; null outside git and on a detached HEAD, which is
 * no branch that work could be put on.
 */
export const currentBranchSync = (directory: string): string | null => {
	const gitDirectory = findGitDirectory(directory);
	const head = gitDirectory === null ? null : read(path.join(gitDirectory, 'HEAD'));
	const ref = head === null ? null : /^ref: (?:refs\/heads\/)?(.+)$/m.exec(head)?.[1];
	// The reftable format keeps the true HEAD elsewhere and writes this name so that old readers stop here.
	if (ref === '.invalid') return askGitSync(directory);
	return ref?.trim() || null;
};

/** The same, asked of git itself. */
export const currentBranch = async (directory: string): Promise<string | null> => {
	try {
		const {exitCode, stdout} = await git(directory, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
		return exitCode === 0 ? stdout.trim() || null : null;
	} catch {
		return null;
	}
};

/** Whether a branch is checked out around `directory` and has a commit: what a worktree can start from and come back to. */
export const hasBaseSync = (directory: string): boolean => {
	if (currentBranchSync(directory) === null) return false;
	try {
		const args = [...SAFE_OPTIONS, 'rev-parse', '--quiet', '--verify', 'HEAD^{commit}'];
		execFileSync('git', args, {cwd: directory, env: gitEnvironment(process.env), stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
};

const askGitSync = (directory: string): string | null => {
	try {
		const args = [...SAFE_OPTIONS, 'symbolic-ref', '--quiet', '--short', 'HEAD'];
		const options = {cwd: directory, env: gitEnvironment(process.env), encoding: 'utf8', stdio: 'pipe'} as const;
		return execFileSync('git', args, options).trim() || null;
	} catch {
		return null;
	}
};

/** The git directory of the checkout around `directory`; a worktree's or submodule's `.git` is a file that names it. */
const findGitDirectory = (directory: string): string | null => {
	for (let folder = path.resolve(directory); ; folder = path.dirname(folder)) {
		const candidate = path.join(folder, '.git');
		const stat = statSync(candidate, {throwIfNoEntry: false});
		if (stat?.isDirectory()) return candidate;
		if (stat?.isFile()) return linkedDirectory(folder, candidate);
		if (path.dirname(folder) === folder) return null;
	}
};

const linkedDirectory = (folder: string, file: string): string | null => {
	const target = /^gitdir: (.+)$/m.exec(read(file) ?? '')?.[1];
	return target === undefined ? null : path.resolve(folder, target.trim());
};

const read = (file: string): string | null => {
	try {
		return readRegularFile(file)?.toString('utf8') ?? null;
	} catch {
		return null;
	}
};
