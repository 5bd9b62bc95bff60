import {existsSync, realpathSync} from 'node:fs';
import path from 'node:path';
import {type Answer, answered, no} from './answer.ts';
import {asText, call, commitOf, complaint, must, type Place} from './call.ts';
import {checkBranchName} from './names.ts';
import {type GitVersion, gitVersion, isAtLeast, OLDEST} from './version.ts';

/** What HEAD stands on. An unborn branch has no commit yet. */
export type Head =
	| {readonly kind: 'branch'; readonly branch: string; readonly commit: string}
	| {readonly kind: 'detached'; readonly commit: string}
	| {readonly kind: 'unborn'; readonly branch: string};

/** A checkout as its git sees it. Paths are real and absolute. */
export type Repository = {
	readonly version: GitVersion;
	/** The root of the checkout that was asked about. */
	readonly root: string;
	/** The git directory of this checkout, and the one that all checkouts of the repository share. */
	readonly gitDirectory: string;
	readonly commonDirectory: string;
	/** Whether this checkout is a worktree that was added to another. */
	readonly linked: boolean;
	readonly head: Head;
	readonly shallow: boolean;
	readonly submodules: boolean;
	readonly remotes: readonly string[];
};

/** Looks at the checkout around a directory. Refused outside git, in a bare repository, and with a git that is too old. */
export const inspectRepository = (place: Place): Promise<Answer<Repository>> => answered(() => repositoryAt(place));

const repositoryAt = async (place: Place): Promise<Repository> => {
	const version = await gitVersion(place);
	if (version === null || !isAtLeast(version, OLDEST.major, OLDEST.minor))
		throw no(
			'git-too-old',
			`git ${version?.text ?? '?'} is too old. Install ${OLDEST.major}.${OLDEST.minor} or newer.`,
			'failed',
		);
	const bare = (await must(place, ['rev-parse', '--is-bare-repository'])).trim() === 'true';
	if (bare || (await must(place, ['rev-parse', '--is-inside-work-tree'])).trim() !== 'true')
		throw no('bare', `${place.directory}: a repository without a working tree. Run mosaic in a checkout of it.`);
	const ask = async (what: string) =>
		realpathSync(path.resolve(place.directory, asText(await must(place, ['rev-parse', what])).replace(/\n$/, '')));
	const root = await ask('--show-toplevel');
	const [gitDirectory, commonDirectory] = [await ask('--git-dir'), await ask('--git-common-dir')];
	const shallow = (await must(place, ['rev-parse', '--is-shallow-repository'])).trim() === 'true';
	return {
		version,
		root,
		gitDirectory,
		commonDirectory,
		linked: gitDirectory !== commonDirectory,
		head: await headOf(place),
		shallow,
		submodules: existsSync(path.join(root, '.gitmodules')),
		remotes: asText(await must(place, ['remote']))
			.split('\n')
			.filter((name) => name !== ''),
	};
};

/** What HEAD stands on in a checkout. */
export const headOf = async (place: Place): Promise<Head> => {
	const args = ['symbolic-ref', '--quiet', 'HEAD'];
	const symbolic = await call(place, args);
	if (symbolic.exitCode > 1) throw complaint(place, args, symbolic);
	const branch =
		symbolic.exitCode === 0
			? asText(symbolic.stdout)
					.trim()
					.replace(/^refs\/heads\//, '')
			: null;
	const commit = await commitOf(place, 'HEAD');
	if (branch === null) return {kind: 'detached', commit: commit ?? ''};
	return commit === null ? {kind: 'unborn', branch} : {kind: 'branch', branch, commit};
};

/** The branch that runs start from and come back to, and the commit it is at now. */
export type Base = {readonly branch: string; readonly commit: string};

/**
 * The base of a new run: the branch named, else the one that is checked out. Refused for a branch that is not there or has
 * no commit, and for a detached HEAD, which is no branch that work could come back to.
 */
export const resolveBase = (place: Place, named?: string): Promise<Answer<Base>> =>
	answered(async () => {
		if (named !== undefined) await checkBranchName(place, named);
		const head = named === undefined ? await headOf(place) : null;
		if (head?.kind === 'detached')
			throw no('detached', `${place.directory}: HEAD is detached. Check out a branch, or name the base branch.`);
		const branch = named ?? head?.branch ?? '';
		const commit = await commitOf(place, `refs/heads/${branch}`);
		if (commit !== null) return {branch, commit};
		if (head?.kind === 'unborn')
			throw no('unborn', `${place.directory}: there is no commit yet. Make a first one, then try again.`);
		throw no(
			'no-branch',
			`there is no branch "${branch}" in ${place.directory}. Create it, or name another.`,
			'not-found',
		);
	});
