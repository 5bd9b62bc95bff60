// How panes share the screen: splits with ratios, a session's pane at each leaf. Pure; where the cells lie says arrange.ts.

/** `columns` stand side by side, `rows` one above the other. */
export type Axis = 'columns' | 'rows';

/** A pane by the key of its session. No key stands twice in a tree. */
export type Leaf = {readonly pane: string};

/** `ratio` is the first part's share of the room, above 0 and below 1. */
export type Split = {
	readonly axis: Axis;
	readonly ratio: number;
	readonly first: PaneTree;
	readonly second: PaneTree;
};

export type PaneTree = Leaf | Split;

/** Which way from the root: `a` to the first part, `b` to the second. */
export type Path = string;

/** Whether a part of the tree is one pane. */
export const isLeaf = (tree: PaneTree): tree is Leaf => 'pane' in tree;

/** All panes in reading order; their numbers count from here. */
export const panesIn = (tree: PaneTree | null): string[] => {
	if (tree === null) return [];
	return isLeaf(tree) ? [tree.pane] : [...panesIn(tree.first), ...panesIn(tree.second)];
};

const changeLeaf = (tree: PaneTree, pane: string, change: (leaf: Leaf) => PaneTree): PaneTree => {
	if (isLeaf(tree)) return tree.pane === pane ? change(tree) : tree;
	const first = changeLeaf(tree.first, pane, change);
	const second = changeLeaf(tree.second, pane, change);
	return first === tree.first && second === tree.second ? tree : {...tree, first, second};
};

/** The pane shares its room with `fresh`, which stands to its right or beneath it. */
export const splitPane = (tree: PaneTree, pane: string, axis: Axis, fresh: string): PaneTree =>
	changeLeaf(tree, pane, (leaf) => ({axis, ratio: 0.5, first: leaf, second: {pane: fresh}}));

/** The tree without the pane, whose room goes to its neighbour; null where it was the last one. */
export const closePane = (tree: PaneTree, pane: string): PaneTree | null => {
	if (isLeaf(tree)) return tree.pane === pane ? null : tree;
	const first = closePane(tree.first, pane);
	const second = closePane(tree.second, pane);
	if (first === null) return second;
	if (second === null) return first;
	return first === tree.first && second === tree.second ? tree : {...tree, first, second};
};

/** Another pane in the room of `pane`. */
export const replacePane = (tree: PaneTree, pane: string, fresh: string): PaneTree =>
	changeLeaf(tree, pane, () => ({pane: fresh}));

/** The same splits with other panes, in reading order. */
const withPanes = (tree: PaneTree, panes: readonly string[]): PaneTree => {
	const left = [...panes];
	const fill = (part: PaneTree): PaneTree => {
		if (isLeaf(part)) return {pane: left.shift() ?? part.pane};
		const first = fill(part.first);
		return {...part, first, second: fill(part.second)};
	};
	return fill(tree);
};

/** Two panes in each other's room. */
export const swapPanes = (tree: PaneTree, one: string, other: string): PaneTree =>
	withPanes(
		tree,
		panesIn(tree).map((pane) => (pane === one ? other : pane === other ? one : pane)),
	);

/** Every pane moves on into the room of the next one. */
export const rotatePanes = (tree: PaneTree, by: 1 | -1): PaneTree => {
	const panes = panesIn(tree);
	return withPanes(
		tree,
		by === 1 ? [...panes.slice(-1), ...panes.slice(0, -1)] : [...panes.slice(1), ...panes.slice(0, 1)],
	);
};

/** How many panes stand after each other along an axis. */
const countAlong = (tree: PaneTree, axis: Axis): number => {
	if (isLeaf(tree)) return 1;
	const counts = [countAlong(tree.first, axis), countAlong(tree.second, axis)] as const;
	return tree.axis === axis ? counts[0] + counts[1] : Math.max(...counts);
};

/** The same splits, each pane with an equal share. */
export const evenOut = (tree: PaneTree): PaneTree => {
	if (isLeaf(tree)) return tree;
	const [one, other] = [countAlong(tree.first, tree.axis), countAlong(tree.second, tree.axis)];
	return {...tree, ratio: one / (one + other), first: evenOut(tree.first), second: evenOut(tree.second)};
};

/** The split at a path with another ratio. */
export const withRatio = (tree: PaneTree, path: Path, ratio: number): PaneTree => {
	if (isLeaf(tree)) return tree;
	if (path === '') return {...tree, ratio: Math.max(0.02, Math.min(0.98, ratio))};
	return path[0] === 'a'
		? {...tree, first: withRatio(tree.first, path.slice(1), ratio)}
		: {...tree, second: withRatio(tree.second, path.slice(1), ratio)};
};

/** The way to a pane; undefined where it is not in the tree. */
export const pathTo = (tree: PaneTree, pane: string): Path | undefined => {
	if (isLeaf(tree)) return tree.pane === pane ? '' : undefined;
	const first = pathTo(tree.first, pane);
	if (first !== undefined) return `a${first}`;
	const second = pathTo(tree.second, pane);
	return second === undefined ? undefined : `b${second}`;
};

/** What stands at a path. */
export const treeAt = (tree: PaneTree, path: Path): PaneTree => {
	if (path === '' || isLeaf(tree)) return tree;
	return treeAt(path[0] === 'a' ? tree.first : tree.second, path.slice(1));
};

/** Parts next to each other along an axis, each with an equal share. There must be one at least. */
export const inLine = (parts: readonly PaneTree[], axis: Axis): PaneTree => {
	const [only] = parts;
	if (only === undefined) throw new Error('a line of no panes');
	if (parts.length === 1) return only;
	const half = Math.ceil(parts.length / 2);
	return {
		axis,
		ratio: half / parts.length,
		first: inLine(parts.slice(0, half), axis),
		second: inLine(parts.slice(half), axis),
	};
};

/** Rows of at most so many panes, the fuller ones last, so that no room stays empty. */
export const gridOf = (panes: readonly string[], columns: number): PaneTree => {
	const rows = Math.ceil(panes.length / columns);
	const cut = (row: number) => Math.floor((row * panes.length) / rows);
	const lines = Array.from({length: rows}, (_, row) => panes.slice(cut(row), cut(row + 1)));
	return inLine(
		lines.map((line) =>
			inLine(
				line.map((pane) => ({pane})),
				'columns',
			),
		),
		'rows',
	);
};

/** Every split as one above the other: for a terminal too narrow for columns. */
export const stacked = (tree: PaneTree): PaneTree =>
	inLine(
		panesIn(tree).map((pane) => ({pane})),
		'rows',
	);
