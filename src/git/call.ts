// git as the functions of this room use it: output that keeps every byte, and git's complaints turned into refusals.
import {existsSync} from 'node:fs';
import type {Refused} from '../domain/errors.ts';
import {errorCode} from '../domain/errors.ts';
import {plainLine, shorten} from '../domain/text.ts';
import {no} from './answer.ts';
import {execute, type GitResult, gitEnvironment, SAFE_OPTIONS} from './exec.ts';

/** Where git runs: a directory of a checkout, and the environment it inherits. */
export type Place = {readonly directory: string; readonly env?: NodeJS.ProcessEnv};

export type CallOptions = {
	readonly input?: string | Uint8Array;
	readonly timeoutMs?: number;
	/** Ends git with SIGTERM; it then takes its lock files away. */
	readonly signal?: AbortSignal;
	/** Set after the scrubbing, as for an index of our own. */
	readonly extraEnv?: Readonly<Record<string, string>>;
};

/** Runs git and gives what came, in latin1, which keeps every byte of a name. Refused when git cannot be run. */
export const call = async (place: Place, args: readonly string[], options: CallOptions = {}): Promise<GitResult> => {
	const {extraEnv, ...rest} = options;
	const env = {...gitEnvironment(place.env ?? process.env), ...extraEnv};
	try {
		return await execute('git', [...SAFE_OPTIONS, ...args], {cwd: place.directory, env, encoding: 'latin1', ...rest});
	} catch (error) {
		throw cannotRun(place, error);
	}
};

/** The same, and refused with git's words where it fails. */
export const must = async (place: Place, args: readonly string[], options: CallOptions = {}): Promise<string> => {
	const result = await call(place, args, options);
	if (result.exitCode !== 0) throw complaint(place, args, result);
	return result.stdout;
};

/** One line of output, such as an object id. */
export const mustLine = async (place: Place, args: readonly string[], options: CallOptions = {}): Promise<string> =>
	(await must(place, args, options)).replace(/\n$/, '');

/** The commit that a revision names, or null where it names none. */
export const commitOf = async (place: Place, revision: string): Promise<string | null> => {
	const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
	const result = await call(place, args);
	if (result.exitCode === 0) return result.stdout.trim();
	if (result.stderr !== '' && /dubious ownership|not a git repository/.test(result.stderr))
		throw complaint(place, args, result);
	return null;
};

/** Whether every commit of `ancestor` is in `descendant` too. */
export const isAncestor = async (place: Place, ancestor: string, descendant: string): Promise<boolean> =>
	(await call(place, ['merge-base', '--is-ancestor', ancestor, descendant])).exitCode === 0;

/** The last commit that both have. Refused where they share none, because somebody rewrote the history. */
export const sharedCommit = async (place: Place, one: string, other: string): Promise<string> => {
	const args = ['merge-base', one, other];
	const result = await call(place, args);
	if (result.exitCode === 0) return result.stdout.trim();
	if (result.exitCode !== 1 || result.stderr !== '') throw complaint(place, args, result);
	throw no(
		'other-history',
		`${place.directory}: the work has no commit in common with its base any more: its history was rewritten. Put it on the base, or restart the step.`,
	);
};

/** The parts of NUL-terminated output. */
export const parts = (text: string): string[] => (text === '' ? [] : text.replace(/\0$/, '').split('\0'));

/** latin1 as it comes from git, read as the UTF-8 it mostly is. */
export const asText = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

/** git's own words in one line, for a message. */
export const wordsOf = (stderr: string): string => {
	const lines = asText(stderr)
		.split('\n')
		.map((line) => plainLine(withoutSecrets(line.replace(/^(?:fatal|error|warning): /, ''))))
		.filter((line) => line !== '' && !line.startsWith('hint:'));
	return shorten(lines[0] ?? 'it gave no reason', 300);
};

/** Addresses can hold a password or token before the @. */
const withoutSecrets = (line: string): string => line.replace(/(\w:\/\/)[^/\s@]+@/g, '$1…@');

const cannotRun = (place: Place, error: unknown): unknown => {
	const code = errorCode(error);
	if (code === 'ENOENT' && !existsSync(place.directory))
		return no('no-directory', `${place.directory}: there is no such directory.`, 'not-found');
	if (code === 'ENOENT' || code === 'EACCES')
		return no('git-missing', 'git: not found on PATH. Install it, then try again.', 'failed');
	return error;
};

type Known = readonly [pattern: RegExp, code: string, say: (place: Place, words: string) => string];

const KNOWN: readonly Known[] = [
	[
		/dubious ownership/,
		'dubious-ownership',
		({directory}) =>
			`${directory}: belongs to another user, so git does not trust it. If you do: \`git config --global --add safe.directory ${directory}\`.`,
	],
	[
		/not a git repository/,
		'not-a-repository',
		({directory}) => `${directory}: not in a git checkout. Run \`git init\`.`,
	],
	[
		/\.lock': File exists/,
		'locked',
		(_, words) => `git is at work here (${words}). Try again when it has ended; if none runs, remove that file.`,
	],
	[
		/tell me who you are|empty ident|no (?:email|name) was given|auto-detection is disabled|unable to auto-detect/i,
		'no-identity',
		() => 'git does not know who commits. Set `git config --global user.name` and `user.email`, then try again.',
	],
	[
		/gpg failed to sign|failed to sign|couldn't load public key|signing failed/i,
		'signing-failed',
		(_, words) => `the commit could not be signed (${words}). Unlock the key, or turn commit.gpgSign off.`,
	],
	[/No space left on device/, 'ENOSPC', () => 'the disk is full: git could not write. Make room, then try again.'],
];

/** The refusal for a git command that failed. */
export const complaint = (place: Place, args: readonly string[], result: GitResult): Refused => {
	const words = wordsOf(result.stderr);
	const known = KNOWN.find(([pattern]) => pattern.test(result.stderr));
	if (known) return no(known[1], known[2](place, words), known[1] === 'not-a-repository' ? 'not-found' : 'refused');
	const how = result.exitCode === -1 ? 'was ended' : `failed with ${result.exitCode}`;
	return no('git-failed', `${place.directory}: git ${args[0]} ${how}: ${words}.`.replace(/\.\.$/, '.'), 'failed');
};
