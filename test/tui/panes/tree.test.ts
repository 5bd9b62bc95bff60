import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {arrange, fitsIn, leastOf, neighbourOf} from '../../../src/tui/panes/arrange.ts';
import {resizedBy} from '../../../src/tui/panes/resize.ts';
import {
	type Axis,
	closePane,
	evenOut,
	gridOf,
	inLine,
	type PaneTree,
	panesIn,
	rotatePanes,
	splitPane,
	swapPanes,
	withRatio,
} from '../../../src/tui/panes/tree.ts';
import {visibleTree} from '../../../src/tui/panes/visible.ts';
import {drawn, faultsOf} from './drawing.ts';

const AREA = {x: 0, y: 1, width: 80, height: 22};
const split = (tree: PaneTree, pane: string, axis: Axis, fresh: string) => splitPane(tree, pane, axis, fresh);
const three = split(split({pane: 'a'}, 'a', 'columns', 'b'), 'b', 'rows', 'c');

describe('splitting', () => {
	test('a pane shares its room with a new one, to its right or beneath it', () => {
		expect(drawn(arrange(three, AREA), AREA, {cols: 8, rows: 4})).toBe(
			`
aaaaa|bbbb
aaaaa|bbbb
aaaaa|bbbb
aaaaa|cccc
aaaaa|cccc
aaaaa|cccc`.trim(),
		);
	});

	test('closing one gives its room to the neighbour, and the last one leaves nothing', () => {
		expect(panesIn(closePane(three, 'b'))).toEqual(['a', 'c']);
		expect(closePane(three, 'a')).toMatchObject({axis: 'rows'});
		expect(closePane({pane: 'a'}, 'a')).toBeNull();
	});

	test('swapping and rotating move sessions, never the splits', () => {
		expect(panesIn(swapPanes(three, 'a', 'c'))).toEqual(['c', 'b', 'a']);
		expect(panesIn(rotatePanes(three, 1))).toEqual(['c', 'a', 'b']);
		expect(panesIn(rotatePanes(rotatePanes(three, 1), -1))).toEqual(['a', 'b', 'c']);
	});
});

test('a grid leaves no room empty: five are two above three', () => {
	expect(drawn(arrange(gridOf(['a', 'b', 'c', 'd', 'e'], 3), AREA), AREA, {cols: 5, rows: 6})).toBe(
		`
aaaaaaaa|bbbbbbb
aaaaaaaa|bbbbbbb
ccccccdddddeeeee
ccccccdddddeeeee`.trim(),
	);
});

test('evened out, three in a row have a third each', () => {
	const row = split(split({pane: 'a'}, 'a', 'columns', 'b'), 'b', 'columns', 'c');
	const widths = [...arrange(evenOut(row), {...AREA, width: 92}).panes.values()].map(({width}) => width);
	expect(widths).toEqual([30, 30, 30]);
});

test('a pane grows by so many columns, at the cost of its neighbour, and never below what can be read', () => {
	const widthOf = (tree: PaneTree, pane: string) => arrange(tree, AREA).panes.get(pane)?.width ?? 0;
	const before = widthOf(three, 'a');
	const wider = resizedBy(three, 'a', 'columns', 4, AREA);
	expect(widthOf(wider, 'a')).toBe(before + 4);
	expect(widthOf(resizedBy(wider, 'c', 'columns', 4, AREA), 'a')).toBe(before);
	const widest = Array.from({length: 30}).reduce<PaneTree>((tree) => resizedBy(tree, 'a', 'columns', 4, AREA), three);
	expect(widthOf(widest, 'b')).toBe(20);
	expect(resizedBy(three, 'a', 'rows', 2, AREA)).toEqual(three);
});

test('the next pane in a direction is the one beside the upper left corner', () => {
	const four = arrange(gridOf(['a', 'b', 'c', 'd'], 2), AREA);
	expect(neighbourOf(four, 'a', 'right')).toBe('b');
	expect(neighbourOf(four, 'a', 'down')).toBe('c');
	expect(neighbourOf(four, 'd', 'up')).toBe('b');
	expect(neighbourOf(four, 'd', 'right')).toBeUndefined();
	const uneven = arrange(three, AREA);
	expect(neighbourOf(uneven, 'c', 'left')).toBe('a');
	expect(neighbourOf(uneven, 'a', 'right')).toBe('b');
});

describe('in a small terminal', () => {
	const seen = (width: number, height: number, focus = 'c') =>
		panesIn(visibleTree(three, {x: 0, y: 1, width, height}, {focus, zoomed: false}).tree);

	test('below 80 columns panes stand one above the other, below 50 one is seen', () => {
		expect(seen(80, 22)).toEqual(['a', 'b', 'c']);
		expect(visibleTree(three, {...AREA, width: 79}, {focus: 'a', zoomed: false}).tree).toEqual(
			inLine([{pane: 'a'}, {pane: 'b'}, {pane: 'c'}], 'rows'),
		);
		expect(seen(49, 22)).toEqual(['c']);
	});

	test('where not all fit, as many as do around the focused one', () => {
		expect(seen(80, 8)).toEqual(['c']);
		expect(seen(80, 10)).toEqual(['a', 'b', 'c']);
		expect(seen(79, 12)).toEqual(['c']);
		expect(seen(79, 12, 'a')).toEqual(['a', 'b']);
	});
});

const steps = fc.array(
	fc.record({
		do: fc.nat(6),
		which: fc.nat(20),
		to: fc.integer({min: -30, max: 30}),
		axis: fc.constantFrom<Axis>('columns', 'rows'),
	}),
	{maxLength: 40},
);
const areas = fc.record({
	x: fc.constant(0),
	y: fc.nat(2),
	width: fc.integer({min: 20, max: 250}),
	height: fc.integer({min: 5, max: 80}),
});

test('whatever is split, closed, swapped, resized and dragged: panes tile the area, none is lost or there twice', () => {
	fc.assert(
		fc.property(steps, areas, (list, area) => {
			let tree: PaneTree = {pane: 'p0'};
			let expected = new Set(['p0']);
			let fresh = 0;
			for (const step of list) {
				const panes = panesIn(tree);
				const pane = panes[step.which % panes.length] ?? 'p0';
				const other = panes[(step.which + 1) % panes.length] ?? 'p0';
				if (step.do === 0 || step.do === 1) {
					const next = splitPane(tree, pane, step.axis, `p${++fresh}`);
					if (!fitsIn(next, area)) continue;
					tree = next;
					expected.add(`p${fresh}`);
				} else if (step.do === 2) {
					const next = closePane(tree, pane);
					if (next === null) continue;
					tree = next;
					expected = new Set([...expected].filter((one) => one !== pane));
				} else if (step.do === 3) tree = swapPanes(tree, pane, other);
				else if (step.do === 4) tree = resizedBy(tree, pane, step.axis, step.to, area);
				else if (step.do === 5) tree = rotatePanes(tree, step.to > 0 ? 1 : -1);
				else tree = withRatio(tree, 'ab'.slice(0, step.which % 3), step.to / 30);
				const arrangement = arrange(tree, area);
				expect(panesIn(tree).toSorted()).toEqual([...expected].toSorted());
				if (!fitsIn(tree, area)) continue;
				expect(faultsOf(arrangement, area)).toEqual([]);
				for (const {width, height} of arrangement.panes.values()) expect(width >= 20 && height >= 5).toBe(true);
			}
			expect(leastOf(tree).cols).toBeGreaterThan(0);
		}),
		{numRuns: 200},
	);
});

test('at every size of the terminal what is seen tiles the area, and the focused pane is among it', () => {
	const grid = gridOf(['a', 'b', 'c', 'd', 'e', 'f', 'g'], 3);
	const wrong: string[] = [];
	for (let width = 40; width <= 250; width += 7)
		for (let height = 10; height <= 78; height += 3)
			for (const focus of ['a', 'd', 'g']) {
				const area = {x: 0, y: 1, width, height};
				const {tree} = visibleTree(grid, area, {focus, zoomed: false});
				const arrangement = arrange(tree, area);
				if (!arrangement.panes.has(focus) || faultsOf(arrangement, area).length > 0) wrong.push(`${width}×${height}`);
			}
	expect(wrong).toEqual([]);
});
