// What an agent must be able to write besides its checkout, for programs that hold theirs back: git keeps the commits of a
// worktree in the repository that it belongs to.
import {existsSync, realpathSync} from 'node:fs';
import path from 'node:path';
import {readBeginning} from '../../files/regular-file.ts';

/** Not all of `.git`: hooks and settings there are run by others. */
const SHARED = ['objects', 'refs/heads/mosaic', 'logs/refs/heads/mosaic'];
const LONGEST_POINTER = 8192;

/**
 * The folder of the turn, in which the answer is handed in, and what a commit in the worktree writes. Of a checkout that is
 * no worktree of this project the former alone: where its `.git` points is then not mosaic's doing.
 */
export const workFolders = (root: string, checkout: string, turn: string): readonly string[] => {
	const own = worktreeFolder(root, checkout);
	if (own === undefined) return [turn];
	const common = path.dirname(path.dirname(own));
	return [turn, own, ...SHARED.map((name) => path.join(common, name)).filter((folder) => existsSync(folder))];
};

const worktreeFolder = (root: string, checkout: string): string | undefined => {
	try {
		const pointer = readBeginning(path.join(checkout, '.git'), LONGEST_POINTER)?.toString('utf8') ?? '';
		const named = /^gitdir: (.+)\n?$/.exec(pointer)?.[1];
		if (named === undefined) return undefined;
		const folder = realpathSync(path.resolve(checkout, named));
		return path.dirname(folder) === realpathSync(path.join(root, '.git', 'worktrees')) ? folder : undefined;
	} catch {
		return undefined;
	}
};
