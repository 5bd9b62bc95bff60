// Trees with a few entries replaced, made object by object: no index, and so nothing that a crash could leave behind.
import path from 'node:path';
import {quoted} from '../domain/text.ts';
import {no} from './answer.ts';
import {must, mustLine, type Place, parts} from './call.ts';

export type TreeEntry = {readonly mode: string; readonly object: string};

/** A path as git's trees have it (latin1, slashes). Refused when it leads out, or into git's own folder. */
export const treePath = (file: string): string => {
	const inTree = file.split(path.sep).join('/');
	const segments = inTree.split('/');
	if (segments.some((part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git'))
		throw no('outside', `${quoted(file)} is no path within the repository.`, 'usage');
	return Buffer.from(inTree).toString('latin1');
};

/** What stands at a path (latin1) of a commit or tree, or null. */
export const entryAt = async (place: Place, tree: string, name: string): Promise<TreeEntry | null> => {
	let at = tree;
	const segments = name.split('/');
	for (const [depth, segment] of segments.entries()) {
		const entry = (await entriesOf(place, at)).get(segment);
		if (entry === undefined) return null;
		if (depth === segments.length - 1) return entry;
		if (!isFolder(entry)) return null;
		at = entry.object;
	}
	return null;
};

/** The tree with this entry at the path, or without one there. */
export const withEntry = async (
	place: Place,
	tree: string | null,
	name: string,
	entry: TreeEntry | null,
): Promise<string> => {
	const entries = tree === null ? new Map<string, TreeEntry>() : await entriesOf(place, tree);
	const [first = '', ...rest] = name.split('/');
	const below = entries.get(first);
	if (rest.length > 0) {
		const folder = below && isFolder(below) ? below.object : null;
		const object = await withEntry(place, folder, rest.join('/'), entry);
		if ((await entriesOf(place, object)).size > 0) entries.set(first, {mode: FOLDER, object});
		else if (folder !== null) entries.delete(first);
	} else if (entry === null) entries.delete(first);
	else entries.set(first, entry);
	const lines = [...entries].map(([key, {mode, object}]) => `${mode} ${typeOf(mode)} ${object}\t${key}\0`);
	return mustLine(place, ['mktree', '-z', '--missing'], {input: Buffer.from(lines.join(''), 'latin1')});
};

const entriesOf = async (place: Place, tree: string): Promise<Map<string, TreeEntry>> => {
	const listed = parts(await must(place, ['ls-tree', '-z', '--full-tree', tree]));
	return new Map(
		listed.map((line) => {
			const tab = line.indexOf('\t');
			const [mode = '', , object = ''] = line.slice(0, tab).split(' ');
			return [line.slice(tab + 1), {mode, object}];
		}),
	);
};

const FOLDER = '040000';

const isFolder = ({mode}: TreeEntry): boolean => mode === FOLDER;

const typeOf = (mode: string): string => (mode === FOLDER ? 'tree' : mode === '160000' ? 'commit' : 'blob');
