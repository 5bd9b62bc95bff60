import {git} from '../../git/exec.ts';

// The demo must not depend on what this person's git is set up to do: its repository has settings of its own.
const SETTINGS = {
	'user.name': 'mosaic demo',
	'user.email': 'demo@example.invalid',
	'commit.gpgSign': 'false',
	'core.autocrlf': 'false',
} as const;

/** Commits these files of the demo project and gives the commit's short name. Throws git's words when it fails. */
export const commitFiles = async (root: string, files: readonly string[], message: string): Promise<string> => {
	await gitOrThrow(root, ['add', '--', ...files]);
	await gitOrThrow(root, ['commit', '--quiet', '-m', message, '--', ...files]);
	return (await gitOrThrow(root, ['rev-parse', '--short', 'HEAD'])).trim();
};

/** Makes the repository, with an identity for its commits, on a branch called main whatever this person's default is. */
export const initRepository = async (root: string): Promise<void> => {
	await gitOrThrow(root, ['-c', 'init.defaultBranch=main', 'init', '--quiet', '--template=']);
	for (const [key, value] of Object.entries(SETTINGS)) await gitOrThrow(root, ['config', '--local', key, value]);
};

/** One line for each commit, newest first. */
export const commitLines = (root: string): Promise<string> =>
	gitOrThrow(root, ['log', '--no-show-signature', '--format=%h %s']);

const gitOrThrow = async (root: string, args: readonly string[]): Promise<string> => {
	const {exitCode, stdout, stderr} = await git(root, args);
	if (exitCode !== 0) throw new Error(`git failed: ${stderr.trim()}`);
	return stdout;
};
