import {readdirSync, readFileSync, realpathSync, statSync} from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import {readJsonFile} from '../files/json-file.ts';
import {type Answer, answered} from './answer.ts';
import {asText, must, mustLine, type Place} from './call.ts';
import {isWithin, workspaceRoot} from './containment.ts';
import {gitVersion, isAtLeast} from './version.ts';

/** What mosaic writes into git's own folder for a worktree once it is whole. */
export const WorktreeMark = z.object({branch: z.string(), base: z.string(), name: z.string()});
export type WorktreeMark = z.infer<typeof WorktreeMark>;

/** A checkout of the repository, the first one included. `branch` is null on a detached HEAD. */
export type Checkout = {
	readonly path: string;
	readonly branch: string | null;
	readonly commit: string | null;
	readonly bare: boolean;
	/** Why it is locked ('' where no reason was given); null when it is not. */
	readonly locked: string | null;
	/** Its folder is there. */
	readonly present: boolean;
};

/** All checkouts of the repository around `place`. */
export const checkouts = async (place: Place): Promise<Checkout[]> => {
	const version = await gitVersion(place);
	const zeros = version !== null && isAtLeast(version, 2, 36);
	const text = await must(place, ['worktree', 'list', '--porcelain', ...(zeros ? ['-z'] : [])]);
	const [between, within] = zeros ? ['\0\0', '\0'] : ['\n\n', '\n'];
	return text
		.split(between)
		.map((entry) => entry.split(within).filter((line) => line !== ''))
		.filter((lines) => lines.length > 0)
		.map(readCheckout);
};

const readCheckout = (lines: readonly string[]): Checkout => {
	const value = (key: string): string | null => {
		const line = lines.find((text) => text === key || text.startsWith(`${key} `));
		return line === undefined ? null : asText(line.slice(key.length + 1));
	};
	const folder = value('worktree') ?? '';
	return {
		path: folder,
		branch: value('branch')?.replace(/^refs\/heads\//, '') ?? null,
		commit: value('HEAD'),
		bare: value('bare') !== null,
		locked: value('locked'),
		present: statSync(folder, {throwIfNoEntry: false})?.isDirectory() ?? false,
	};
};

/** git's own folder for the worktree at `folder`, whether or not that is still there; null where git knows none. */
export const adminDirectory = async (place: Place, folder: string): Promise<string | null> => {
	const common = await mustLine(place, ['rev-parse', '--git-common-dir']);
	const all = path.join(realpathSync(path.resolve(place.directory, asText(common))), 'worktrees');
	for (const id of namesIn(all)) {
		const directory = path.join(all, id);
		if (gitFileOf(directory) === path.join(folder, '.git')) return directory;
	}
	return null;
};

const namesIn = (directory: string): string[] => {
	try {
		return readdirSync(directory);
	} catch {
		return [];
	}
};

const gitFileOf = (admin: string): string | null => {
	try {
		return path.resolve(admin, readFileSync(path.join(admin, 'gitdir'), 'utf8').trimEnd());
	} catch {
		return null;
	}
};

/** The file of the mark, in git's folder for a worktree. */
export const markFile = (admin: string): string => path.join(admin, 'mosaic.json');

/** mosaic's mark on a worktree; undefined where it never got whole, or is not ours. */
export const readMark = (admin: string): WorktreeMark | undefined => readJsonFile(markFile(admin), WorktreeMark);

/** A worktree of a run. `vanished`: its folder was removed by somebody else; its branch may still be there. */
export type OwnWorktree = Checkout & {
	readonly name: string;
	readonly base: string;
	readonly state: 'ready' | 'vanished';
};

/** The worktrees of runs under this workspace root, those included whose folders are gone. */
export const listWorktrees = (place: Place, root: string): Promise<Answer<OwnWorktree[]>> =>
	answered(async () => {
		const real = workspaceRoot(root);
		const own: OwnWorktree[] = [];
		for (const checkout of await checkouts(place)) {
			if (checkout.path === real || !isWithin(real, checkout.path)) continue;
			const admin = await adminDirectory(place, checkout.path);
			const mark = admin === null ? undefined : readMark(admin);
			if (mark === undefined) continue;
			own.push({...checkout, name: mark.name, base: mark.base, state: checkout.present ? 'ready' : 'vanished'});
		}
		return own;
	});
