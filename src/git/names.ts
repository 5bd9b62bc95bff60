// Names of a run's branch and worktree. Task ids are hostile: what stands in a name is chosen here, not there.
import {createHash} from 'node:crypto';
import {isPrintable, quoted} from '../domain/text.ts';
import {no} from './answer.ts';
import {call, type Place} from './call.ts';

/**
 * The name of a run's worktree folder, and of its branch below `mosaic/`: `T1-run-001`. A task id that cannot stand in
 * a name as it is gets a digest after a `+`, which no other id can bring along. `salt` makes another name where
 * this one is taken.
 */
export const runName = (taskId: string, runId: string, salt = 0): string => {
	if (!/^run-\d+$/.test(runId)) throw no('bad-run-id', `${quoted(runId)} is no id of a run.`, 'bug');
	const slug = slugOf(taskId);
	const digest = slug === taskId ? '' : `+${createHash('sha256').update(taskId).digest('hex').slice(0, 10)}`;
	return `${slug}${digest}-${runId}${salt === 0 ? '' : `+${salt}`}`;
};

/** The branch of a run: `mosaic/T1-run-001`. */
export const runBranch = (taskId: string, runId: string, salt = 0): string => `mosaic/${runName(taskId, runId, salt)}`;

/** Whether this is a name that `runName` gives: one path segment that git, shells and file systems take as it is. */
export const isRunName = (name: string): boolean =>
	/^[A-Za-z0-9_][A-Za-z0-9._+-]{0,120}$/.test(name) && !name.includes('..') && !/(?:\.lock|\.)$/i.test(name);

const slugOf = (taskId: string): string => {
	const slug = taskId
		.replace(/[^A-Za-z0-9._-]+/g, '-')
		.replace(/\.{2,}/g, '.')
		.replace(/^[.-]+/, '')
		.slice(0, 40)
		.replace(/[.-]+$/, '');
	return slug === '' ? 'task' : slug;
};

/** Why a text cannot be a branch's name, or undefined. Stricter than git: nothing that hides or looks like an option. */
export const whyNotBranchName = (name: string): string | undefined => {
	if (name === '') return 'it is empty';
	if (Buffer.byteLength(name) > 200) return 'it is longer than 200 bytes';
	if (name.startsWith('-')) return 'it begins with a dash';
	if (name === 'HEAD' || name === '@' || name.startsWith('refs/')) return 'git has another meaning for it';
	if (![...name].every((char) => isPrintable(char.codePointAt(0) ?? 0)))
		return 'it holds characters that cannot be seen';
	if (/[ ~^:?*[\\]|\.\.|@\{|\/\/|^\/|\/$|\.$/.test(name)) return 'it holds what git forbids in a name';
	if (name.split('/').some((part) => part.startsWith('.') || part.endsWith('.lock'))) return 'git forbids such a part';
	return undefined;
};

/** Refuses what is no branch name for us or for the git that is here. */
export const checkBranchName = async (place: Place, name: string): Promise<void> => {
	const why = whyNotBranchName(name);
	if (why !== undefined)
		throw no('bad-branch', `${quoted(name)} cannot be a branch: ${why}. Choose another name.`, 'usage');
	const {exitCode, stdout} = await call(place, ['check-ref-format', '--branch', name]);
	if (exitCode === 0 && Buffer.from(stdout, 'latin1').toString('utf8').trim() === name) return;
	throw no('bad-branch', `${quoted(name)} cannot be a branch: git does not take it. Choose another name.`, 'usage');
};
