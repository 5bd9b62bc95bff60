// A pane made larger or smaller by so many cells. Pure.
import type {Rect} from '../layout.ts';
import {arrange, type Divider} from './arrange.ts';
import {type Axis, isLeaf, type PaneTree, pathTo, treeAt, withRatio} from './tree.ts';

/** The tree in which the pane has `by` cells more along an axis, taken from the nearest split that can give them. */
export const resizedBy = (tree: PaneTree, pane: string, axis: Axis, by: number, area: Rect): PaneTree => {
	const path = pathTo(tree, pane) ?? '';
	const above = Array.from({length: path.length}, (_, up) => path.slice(0, path.length - 1 - up));
	const nearest = above.find((one) => {
		const split = treeAt(tree, one);
		return !isLeaf(split) && split.axis === axis;
	});
	const divider = arrange(tree, area).dividers.find((one) => one.path === nearest);
	if (nearest === undefined || divider === undefined) return tree;
	const isFirst = path[nearest.length] === 'a';
	const at = axis === 'columns' ? divider.rect.x : divider.rect.y;
	return withRatio(tree, nearest, ratioAt(divider, at + (isFirst ? by : -by)));
};

/** The ratio of a split whose line stands at this column or row. */
export const ratioAt = ({axis, area}: Divider, at: number): number => {
	const room = axis === 'columns' ? area.width - 1 : area.height;
	return (at - (axis === 'columns' ? area.x : area.y)) / Math.max(1, room);
};
