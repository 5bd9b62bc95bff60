import type {Place} from './call.ts';
import {mustLine} from './call.ts';

export type GitVersion = {readonly text: string; readonly major: number; readonly minor: number};

/** The oldest git that the worktree commands work with as they are used here. */
export const OLDEST = {major: 2, minor: 31};

/** Reads `git version 2.39.5 (Apple Git-154)`; undefined where it says something else. */
export const parseVersion = (line: string): GitVersion | undefined => {
	const match = /^git version ((\d+)\.(\d+)\S*)/.exec(line);
	return match ? {text: match[1] as string, major: Number(match[2]), minor: Number(match[3])} : undefined;
};

/** Whether `version` is at least this one. */
export const isAtLeast = (version: {major: number; minor: number}, major: number, minor: number): boolean =>
	version.major > major || (version.major === major && version.minor >= minor);

/** Whether `git merge-tree --write-tree` is there, which merges without a working tree (git 2.38). */
export const mergesTrees = (version: GitVersion): boolean => isAtLeast(version, 2, 38);

/** The version of the git on PATH; null where its answer cannot be read. */
export const gitVersion = async (place: Place): Promise<GitVersion | null> =>
	parseVersion(await mustLine(place, ['--version'])) ?? null;
