// Finishes a checkout's move that a crash cut in the middle. What git had begun is told from what a person did since by
// content: only files that are as they were before, missing, or a beginning of what git was writing, are touched.
import {lstatSync, readFileSync, readlinkSync, rmdirSync, rmSync} from 'node:fs';
import path from 'node:path';
import {must, type Place} from './call.ts';
import {
	indexEntries,
	indexInfo,
	isNothing,
	isSide,
	type TreeChange,
	type TreeSide,
	treeChanges,
} from './tree-changes.ts';

export type HalfMove = {
	readonly from: string;
	readonly to: string;
	/** Files that are left as they are, whatever they hold. */
	readonly keep: readonly string[];
};

/** Brings index and files from one commit to the other, leaving every file that somebody changed. Can be run again. */
export const mendFiles = async (place: Place, indexFile: string, {from, to, keep}: HalfMove): Promise<void> => {
	const extraEnv = {GIT_INDEX_FILE: indexFile};
	const changes = await treeChanges(place, from, to);
	const index = await indexEntries(place, extraEnv);
	const ours = changes.filter(({path: name, before, after}) => {
		const entry = index.get(name);
		return isSide(entry, before) || isSide(entry, after);
	});
	const input = indexInfo(ours.map(({path: name, after}) => ({path: name, side: after})));
	if (ours.length > 0)
		await must(place, ['update-index', '-z', '--add', '--replace', '--index-info'], {extraEnv, input});
	const kept = new Set(keep.map((name) => Buffer.from(name).toString('latin1')));
	const half: TreeChange[] = [];
	for (const change of ours)
		if (!kept.has(change.path) && (await isHalfMade(place, from, to, change))) half.push(change);
	for (const {path: name, after} of half) if (isNothing(after)) removeFile(place.directory, name);
	const wanted = half.filter(({after}) => !isNothing(after)).map((change) => `${change.path}\0`);
	if (wanted.length > 0)
		await must(place, ['checkout-index', '-f', '-u', '-q', '-z', '--stdin'], {
			extraEnv,
			input: Buffer.from(wanted.join(''), 'latin1'),
		});
};

const isHalfMade = async (place: Place, from: string, to: string, change: TreeChange): Promise<boolean> => {
	if (change.before.mode === SUBMODULE || change.after.mode === SUBMODULE) return false;
	const found = contentOf(onDisk(place.directory, change.path));
	if (found === null) return true;
	if (found === 'folder') return false;
	if (!isNothing(change.before) && (await filesContent(place, from, change.path, change.before)).equals(found))
		return true;
	if (isNothing(change.after)) return false;
	const wanted = await filesContent(place, to, change.path, change.after);
	return wanted.subarray(0, found.length).equals(found);
};

const SUBMODULE = '160000';
const SYMLINK = '120000';

/** What git writes into the file: through the filters of its attributes, except for links. */
const filesContent = async (place: Place, commit: string, name: string, side: TreeSide): Promise<Buffer> => {
	const spec = Buffer.concat([Buffer.from(`${commit}:`), Buffer.from(name, 'latin1')]).toString();
	const args = side.mode === SYMLINK ? ['cat-file', 'blob', side.object] : ['cat-file', '--filters', spec];
	return Buffer.from(await must(place, args), 'latin1');
};

/** The path of a name that git gave in latin1, byte for byte. */
export const onDisk = (root: string, name: string): Buffer =>
	Buffer.concat([Buffer.from(`${root}${path.sep}`), Buffer.from(name, 'latin1')]);

const contentOf = (file: Buffer): Buffer | 'folder' | null => {
	const stat = lstatSync(file, {throwIfNoEntry: false});
	if (stat === undefined) return null;
	if (stat.isSymbolicLink()) return readlinkSync(file, {encoding: 'buffer'});
	return stat.isFile() ? readFileSync(file) : 'folder';
};

const removeFile = (root: string, name: string): void => {
	rmSync(onDisk(root, name), {force: true});
	for (let folder = path.posix.dirname(name); folder !== '.'; folder = path.posix.dirname(folder)) {
		try {
			rmdirSync(onDisk(root, folder));
		} catch {
			return;
		}
	}
};
