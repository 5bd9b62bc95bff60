// What of a person's uncommitted work would be lost if a checkout moved to another commit.
import {lstatSync} from 'node:fs';
import {asText, call, must, type Place, parts, wordsOf} from './call.ts';
import {onDisk} from './mend-files.ts';
import {
	indexEntries,
	indexInfo,
	isNothing,
	isSide,
	type TreeChange,
	type TreeSide,
	treeChanges,
} from './tree-changes.ts';

export type PlannedMove = {readonly from: string; readonly to: string; readonly keep: readonly string[]};

/**
 * The files in the way, or null. Works on an index of our own, in which the kept files are brought to their new content.
 * git itself has the last word; where it names no file, its words stand for one.
 */
export const whatCollides = async (place: Place, indexFile: string, move: PlannedMove): Promise<string[] | null> => {
	const extraEnv = {GIT_INDEX_FILE: indexFile};
	await call(place, ['update-index', '-q', '--refresh'], {extraEnv});
	const changes = await treeChanges(place, move.from, move.to);
	const index = await indexEntries(place, extraEnv);
	const unstaged = new Set(
		parts(await must(place, ['diff-files', '-z', '--name-only', '--ignore-submodules=dirty'], {extraEnv})),
	);
	const kept = new Set(move.keep.map((name) => Buffer.from(name).toString('latin1')));
	const keptChanges = changes.filter(({path}) => kept.has(path));
	// A kept file that was staged with other content than it has now would lose what was staged.
	const lost = keptChanges.filter(({path, before}) => !isSide(index.get(path), before) && unstaged.has(path));
	if (lost.length > 0) return lost.map(({path}) => asText(path));
	const input = indexInfo(keptChanges.map(({path, after}) => ({path, side: after})));
	if (keptChanges.length > 0)
		await must(place, ['update-index', '-z', '--add', '--replace', '--index-info'], {extraEnv, input});
	// git takes ignored files for expendable; a person's .env is not.
	const covered = changes.filter((change) => !kept.has(change.path) && isCovered(place, change, index));
	if (covered.length > 0) return covered.map(({path}) => asText(path));
	const tried = await call(place, ['read-tree', '-m', '-u', '-n', move.from, move.to], {extraEnv});
	if (tried.exitCode === 0) return null;
	const named = changes.filter((change) => !kept.has(change.path) && isDirty(change, index, unstaged));
	return named.length > 0 ? named.map(({path}) => asText(path)) : [wordsOf(tried.stderr)];
};

/** Whether the move would make a file where something stands that git does not track. */
const isCovered = (place: Place, {path, before, after}: TreeChange, index: ReadonlyMap<string, TreeSide>): boolean => {
	if (isNothing(after) || !isNothing(before) || index.has(path)) return false;
	const at = (name: string) => lstatSync(onDisk(place.directory, name), {throwIfNoEntry: false});
	for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
		const above = at(path.slice(0, end));
		if (above === undefined) return false;
		if (!above.isDirectory()) return !index.has(path.slice(0, end));
	}
	const there = at(path);
	return there !== undefined && !(there.isDirectory() && holdsTracked(path, index));
};

/** A folder whose files go as the file comes is git's to judge. */
const holdsTracked = (folder: string, index: ReadonlyMap<string, TreeSide>): boolean => {
	for (const name of index.keys()) if (name.startsWith(`${folder}/`)) return true;
	return false;
};

const isDirty = (
	{path, before, after}: TreeChange,
	index: ReadonlyMap<string, TreeSide>,
	unstaged: ReadonlySet<string>,
): boolean => {
	const entry = index.get(path);
	if (isSide(entry, after) && !isNothing(after)) return false;
	return entry === undefined ? !isNothing(before) : !isSide(entry, before) || unstaged.has(path);
};
