// Folders of worktrees are set aside by one rename before they are deleted, so that no reader, git or mosaic, ever
// sees half of one; what a crash leaves is known by its name.
import {chmodSync, existsSync, lstatSync, readdirSync, renameSync, rmSync} from 'node:fs';
import path from 'node:path';
import {errorCode} from '../domain/errors.ts';
import {atPoint} from './crash-point.ts';

const ASIDE = '.removing-';

/** Deletes `folder`, which lies directly under the workspace root. Links in it are deleted, never followed. */
export const deleteWorktreeFolder = (folder: string): void => {
	if (lstatSync(folder, {throwIfNoEntry: false}) === undefined) return;
	const aside = path.join(path.dirname(folder), `${ASIDE}${path.basename(folder)}-${Date.now().toString(36)}`);
	renameSync(folder, aside);
	atPoint('worktree-set-aside');
	deleteTree(aside);
};

/** Deletes what deletions that were killed left under the workspace root; gives how many there were. */
export const deleteSetAside = (root: string): number => {
	const left = existsSync(root) ? readdirSync(root).filter((name) => name.startsWith(ASIDE)) : [];
	for (const name of left) deleteTree(path.join(root, name));
	return left.length;
};

const deleteTree = (folder: string): void => {
	try {
		rmSync(folder, {recursive: true, force: true, maxRetries: 2});
	} catch (error) {
		if (!['EACCES', 'EPERM', 'ENOTEMPTY'].includes(errorCode(error) ?? '')) throw error;
		openFolders(folder);
		rmSync(folder, {recursive: true, force: true, maxRetries: 2});
	}
};

// Package caches make their folders read-only.
const openFolders = (folder: string): void => {
	const stat = lstatSync(folder, {throwIfNoEntry: false});
	if (!stat?.isDirectory()) return;
	chmodSync(folder, stat.mode | 0o700);
	for (const name of readdirSync(folder)) openFolders(path.join(folder, name));
};
