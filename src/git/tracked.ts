// What of a project came with its repository: the files that git tracks there.
import {execFileSync} from 'node:child_process';
import {isGitRepository} from './branch.ts';
import {asText, parts} from './call.ts';
import {gitEnvironment, SAFE_OPTIONS} from './exec.ts';

export type TrackedFile = {
	/** Relative to the directory that was asked about, as git spells it. */
	readonly path: string;
	/** A symbolic link, or a whole repository (a submodule), instead of a file. */
	readonly isLink: boolean;
};

/**
 * The tracked files at or under `name` in `directory`, whatever their case: on some file systems `.Mosaic` is `.mosaic`.
 * None outside of git; null where git is there and does not answer.
 */
export const trackedFiles = (directory: string, name: string, env: NodeJS.ProcessEnv): TrackedFile[] | null => {
	if (!isGitRepository(directory)) return [];
	const args = [...SAFE_OPTIONS, 'ls-files', '-z', '--stage', '--', `:(icase)${name}`];
	const options = {cwd: directory, env: gitEnvironment(env), encoding: 'latin1', stdio: 'pipe'} as const;
	try {
		return parts(execFileSync('git', args, {...options, maxBuffer: 64 * 1024 * 1024})).flatMap(entryOf);
	} catch (error) {
		const {stderr} = error as {stderr?: unknown};
		return /not a git repository/.test(String(stderr)) ? [] : null;
	}
};

/** `100644 <object> 0\tpath` */
const entryOf = (line: string): TrackedFile[] => {
	const match = /^(\d+) \S+ \d\t([\s\S]+)$/.exec(line);
	return match ? [{path: asText(match[2] as string), isLink: !(match[1] as string).startsWith('100')}] : [];
};
