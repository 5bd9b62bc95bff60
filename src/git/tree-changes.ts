import {must, type Place, parts} from './call.ts';

/** What stands at a path: `mode` is octal as git writes it, '000000' where nothing is. */
export type TreeSide = {readonly mode: string; readonly object: string};

/** A path (latin1) that differs between two trees. */
export type TreeChange = {readonly path: string; readonly before: TreeSide; readonly after: TreeSide};

/** The paths that differ between two commits or trees, without looking for renames. */
export const treeChanges = async (place: Place, from: string, to: string): Promise<TreeChange[]> =>
	parseRaw(await must(place, ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--full-index', from, to]));

const parseRaw = (output: string): TreeChange[] => {
	const entries = parts(output);
	const changes: TreeChange[] = [];
	for (let index = 0; index + 1 < entries.length; index += 2) {
		const [modeBefore = '', mode = '', objectBefore = '', object = ''] = (entries[index] as string).slice(1).split(' ');
		const before = {mode: modeBefore, object: objectBefore};
		changes.push({path: entries[index + 1] as string, before, after: {mode, object}});
	}
	return changes;
};

/** The entries of an index by path (latin1). */
export const indexEntries = async (
	place: Place,
	extraEnv: Readonly<Record<string, string>>,
): Promise<Map<string, TreeSide>> => {
	const entries = new Map<string, TreeSide>();
	for (const entry of parts(await must(place, ['ls-files', '-s', '-z', '--full-name', ':/'], {extraEnv}))) {
		const match = /^(\d+) (\w+) (\d)\t(.*)$/s.exec(entry);
		// A path in conflict (stages 1 to 3) equals neither side of any change.
		if (match)
			entries.set(match[4] as string, {mode: match[1] as string, object: match[3] === '0' ? (match[2] as string) : ''});
	}
	return entries;
};

/** Whether an index entry (or none) is what this side of a change says. */
export const isSide = (entry: TreeSide | undefined, side: TreeSide): boolean =>
	entry === undefined ? isNothing(side) : entry.mode === side.mode && entry.object === side.object;

/** Whether there is nothing on this side of a change. */
export const isNothing = ({mode}: TreeSide): boolean => mode === '000000';

/** Sets index entries: what `update-index -z --index-info` reads. */
export const indexInfo = (entries: ReadonlyArray<{readonly path: string; readonly side: TreeSide}>): Buffer =>
	Buffer.from(
		entries.map(({path, side}) => `${isNothing(side) ? '0' : side.mode} ${side.object}\t${path}\0`).join(''),
		'latin1',
	);
