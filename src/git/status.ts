// What differs between a checkout's commit, its index and its files. Names keep every byte (latin1) until they are shown.
import {existsSync} from 'node:fs';
import path from 'node:path';
import {asText, must, mustLine, type Place, parts} from './call.ts';

export type Status = {
	/** Tracked files that differ from HEAD, staged or not. */
	readonly tracked: readonly string[];
	readonly untracked: readonly string[];
	/** Files that a merge left in conflict. */
	readonly unmerged: readonly string[];
};

/** Reads a checkout's state. Untracked files are listed one by one; ignored ones are not listed. */
export const readStatus = async (place: Place): Promise<Status> => {
	const args = ['status', '--porcelain=v2', '-z', '--untracked-files=all', '--ignore-submodules=dirty', '--no-renames'];
	return parseStatus(await must(place, args));
};

/** Reads the output of `git status --porcelain=v2 -z --no-renames`. */
const parseStatus = (output: string): Status => {
	const [tracked, untracked, unmerged]: [string[], string[], string[]] = [[], [], []];
	const entries = parts(output);
	for (let index = 0; index < entries.length; index++) {
		const entry = entries[index] as string;
		// `1 XY sub mH mI mW hH hI path`, `u XY sub m1 m2 m3 mW h1 h2 h3 path`, `2 … path` and the old path in the next part.
		if (entry.startsWith('? ')) untracked.push(entry.slice(2));
		else if (entry.startsWith('1 ')) tracked.push(fieldsFrom(entry, 8));
		else if (entry.startsWith('u ')) unmerged.push(fieldsFrom(entry, 10));
		else if (entry.startsWith('2 ')) tracked.push(fieldsFrom(entry, 9), entries[++index] ?? '');
	}
	return {tracked, untracked, unmerged};
};

const fieldsFrom = (entry: string, count: number): string => entry.split(' ').slice(count).join(' ');

/** What a person or agent left half done in a checkout (a merge, a rebase, …), in a word; null where nothing is. */
export const unfinishedOperation = async (place: Place): Promise<string | null> => {
	const directory = path.resolve(place.directory, asText(await mustLine(place, ['rev-parse', '--git-dir'])));
	return OPERATIONS.find(([file]) => existsSync(path.join(directory, file)))?.[1] ?? null;
};

const OPERATIONS: ReadonlyArray<readonly [file: string, word: string]> = [
	['MERGE_HEAD', 'merge'],
	['CHERRY_PICK_HEAD', 'cherry-pick'],
	['REVERT_HEAD', 'revert'],
	['rebase-merge', 'rebase'],
	['rebase-apply', 'rebase'],
	['sequencer', 'cherry-pick or revert'],
	['BISECT_LOG', 'bisect'],
];
