// What an engine looks for before it begins: things that one which was killed left half done, and that no run asks for again.
import {existsSync, readdirSync, rmSync} from 'node:fs';
import path from 'node:path';
import type {ProjectPaths} from '../../config/paths.ts';
import {isGitRepository} from '../../git/branch.ts';
import {finishMoves} from '../../git/move-branch.ts';
import {sweepWorktrees} from '../../git/worktree-remove.ts';
import {readOpenBatches} from '../../store/batches.ts';
import type {Db} from '../../store/open.ts';
import {workspaceRoot} from '../steps/workspace.ts';

/** Finishes moves of branches, clears half-removed worktrees and the options of batches that are over. */
export const tidyUp = async (paths: ProjectPaths, db: Db): Promise<void> => {
	sweepBatchOptions(paths, db);
	if (!isGitRepository(paths.root)) return;
	const place = {directory: paths.root};
	// Refused while somebody else moves a branch just now; whoever does finishes it.
	await finishMoves(place);
	if (existsSync(workspaceRoot(paths))) await sweepWorktrees(place, workspaceRoot(paths));
};

/** Removes the options of batches that are not open: they may hold secrets. */
export const sweepBatchOptions = ({dotMosaic}: ProjectPaths, db: Db): void => {
	const directory = path.join(dotMosaic, 'runs');
	const open = new Set(readOpenBatches(db).map(({id}) => `${id}.json`));
	for (const name of namesIn(directory))
		if (/^batch-\d+\.json$/.test(name) && !open.has(name)) rmSync(path.join(directory, name), {force: true});
};

const namesIn = (directory: string): string[] => {
	try {
		return readdirSync(directory);
	} catch {
		return []; // no run yet
	}
};
