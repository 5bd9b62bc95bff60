// A claim names its checkout by path, and paths change: a project is moved, copied, or seen by another name in a
// container. Whose claim it is then is told by the journal that lies at the path it names.
import {existsSync, statSync} from 'node:fs';
import path from 'node:path';
import {type ProjectPaths, projectPaths} from '../config/paths.ts';
import type {Claim} from '../store/claim.ts';

/**
 * `here`: this project's own, under this path or the one it had before. `original`: of the project that this one is a
 * copy of; its processes are none of ours. `elsewhere`: of another checkout that this journal keeps.
 */
export type Place = 'here' | 'original' | 'elsewhere';

/** Where a claim of this journal belongs. */
export const placeOf = (claim: Pick<Claim, 'checkout'>, {root, database}: ProjectPaths): Place => {
	if (claim.checkout === root) return 'here';
	const there = inodeOf(projectPaths(claim.checkout).database);
	if (there !== undefined) return there === inodeOf(database) ? 'here' : 'original';
	// A worktree has its git entry and no journal; a place that was left has neither.
	return existsSync(path.join(claim.checkout, '.git')) ? 'elsewhere' : 'here';
};

/** The claim's socket under the name that it has now: it moved with the project it lies in. */
export const socketNow = ({checkout, socket}: Claim, {root}: ProjectPaths): string | null =>
	socket?.startsWith(`${checkout}${path.sep}`) ? `${root}${socket.slice(checkout.length)}` : socket;

const inodeOf = (file: string): string | undefined => {
	const stat = statSync(file, {throwIfNoEntry: false});
	return stat && `${stat.dev}:${stat.ino}`;
};
