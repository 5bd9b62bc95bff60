// Where the panes of a tree lie: rectangles that fill an area without a gap. Pure.
import type {Size} from '../../domain/screen.ts';
import type {Rect} from '../layout.ts';
import {type Axis, isLeaf, type PaneTree, type Path} from './tree.ts';

/** The line between two parts, which can be dragged. Between rows it is the title row of the lower part. */
export type Divider = {
	readonly path: Path;
	readonly axis: Axis;
	readonly rect: Rect;
	/** What both parts share, the line included. */
	readonly area: Rect;
};

export type Arrangement = {
	/** Each pane's cells, the title row at the top included; in reading order. */
	readonly panes: ReadonlyMap<string, Rect>;
	readonly dividers: readonly Divider[];
};

/** Below this a pane says nothing: a title row and four rows of a screen. */
const SMALLEST_PANE: Size = {cols: 20, rows: 5};

/** Columns of the line between panes side by side; rows are told apart by the lower one's title. */
const LINE = 1;

/** The rectangles of a tree's panes in an area. */
export const arrange = (tree: PaneTree, area: Rect): Arrangement => {
	const panes = new Map<string, Rect>();
	const dividers: Divider[] = [];
	place(tree, area, '', panes, dividers);
	return {panes, dividers};
};

const place = (tree: PaneTree, area: Rect, path: Path, panes: Map<string, Rect>, dividers: Divider[]): void => {
	if (isLeaf(tree)) {
		panes.set(tree.pane, area);
		return;
	}
	const [first, second] = partsOf(tree, area);
	const {axis} = tree;
	const rect = axis === 'rows' ? {...second, height: 1} : {...area, x: second.x - LINE, width: LINE};
	dividers.push({path, axis, rect, area});
	place(tree.first, first, `${path}a`, panes, dividers);
	place(tree.second, second, `${path}b`, panes, dividers);
};

const partsOf = (tree: Exclude<PaneTree, {pane: string}>, area: Rect): [Rect, Rect] => {
	const [least, other] = [leastOf(tree.first), leastOf(tree.second)];
	if (tree.axis === 'rows') {
		const height = share(area.height, tree.ratio, least.rows, other.rows);
		return [
			{...area, height},
			{...area, y: area.y + height, height: area.height - height},
		];
	}
	const width = share(area.width - LINE, tree.ratio, least.cols, other.cols);
	return [
		{...area, width},
		{...area, x: area.x + width + LINE, width: area.width - LINE - width},
	];
};

/** The first part's cells: its ratio of the room, no less than either part needs where both can have that. */
const share = (room: number, ratio: number, least: number, other: number): number => {
	const wanted = Math.round(room * ratio);
	return least + other > room
		? Math.max(1, Math.min(room - 1, wanted))
		: Math.max(least, Math.min(room - other, wanted));
};

/** The least room in which every pane of a tree says something. */
export const leastOf = (tree: PaneTree): Size => {
	if (isLeaf(tree)) return SMALLEST_PANE;
	const [first, second] = [leastOf(tree.first), leastOf(tree.second)];
	return tree.axis === 'columns'
		? {cols: first.cols + LINE + second.cols, rows: Math.max(first.rows, second.rows)}
		: {cols: Math.max(first.cols, second.cols), rows: first.rows + second.rows};
};

/** Whether a tree can be shown whole in an area. */
export const fitsIn = (tree: PaneTree, {width, height}: Rect): boolean => {
	const {cols, rows} = leastOf(tree);
	return cols <= width && rows <= height;
};

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The pane next to another one in a direction: the one beside its upper left corner where several are; undefined at the edge. */
export const neighbourOf = ({panes}: Arrangement, pane: string, direction: Direction): string | undefined => {
	const from = panes.get(pane);
	if (from === undefined) return undefined;
	const beside = [...panes].filter(([, rect]) => touches(from, rect, direction));
	const along = direction === 'left' || direction === 'right' ? 'y' : 'x';
	const sorted = beside.toSorted(([, one], [, other]) => one[along] - other[along]);
	return (sorted.findLast(([, rect]) => rect[along] <= from[along]) ?? sorted[0])?.[0];
};

const touches = (from: Rect, to: Rect, direction: Direction): boolean => {
	const sameRows = to.y < from.y + from.height && from.y < to.y + to.height;
	const sameColumns = to.x < from.x + from.width && from.x < to.x + to.width;
	switch (direction) {
		case 'left':
			return sameRows && to.x + to.width + LINE === from.x;
		case 'right':
			return sameRows && from.x + from.width + LINE === to.x;
		case 'up':
			return sameColumns && to.y + to.height === from.y;
		case 'down':
			return sameColumns && from.y + from.height === to.y;
	}
};
