// Which part of a tree a terminal can show. Pure.
import type {Rect} from '../layout.ts';
import {fitsIn} from './arrange.ts';
import {isLeaf, type PaneTree, type Path, pathTo, stacked, treeAt} from './tree.ts';

/** Narrower than this, panes stand one above the other; below the second, one is seen. */
const NARROW = 80;
const ONE_ONLY = 50;

export type Seeing = {readonly focus: string; readonly zoomed: boolean};

/** The tree that is shown, and where in the whole tree it stands; null where its splits are not those of the whole tree. */
export type Visible = {readonly tree: PaneTree; readonly base: Path | null};

/** The whole tree where it fits, else stacked, else as much around the focused pane as fits. */
export const visibleTree = (tree: PaneTree, area: Rect, {focus, zoomed}: Seeing): Visible => {
	if (zoomed || area.width < ONE_ONLY) return {tree: {pane: focus}, base: null};
	if (area.width < NARROW && !isLeaf(tree)) return {tree: largestAround(stacked(tree), area, focus).tree, base: null};
	return largestAround(tree, area, focus);
};

const largestAround = (tree: PaneTree, area: Rect, focus: string, base: Path = ''): {tree: PaneTree; base: Path} => {
	const way = pathTo(tree, focus)?.[0];
	if (isLeaf(tree) || way === undefined || fitsIn(tree, area)) return {tree, base};
	return largestAround(treeAt(tree, way), area, focus, base + way);
};
