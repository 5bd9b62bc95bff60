// Panes as little drawings: one letter for each pane, a bar or nothing for what lies between.
import type {Rect} from '../../../src/tui/layout.ts';
import type {Arrangement} from '../../../src/tui/panes/arrange.ts';

/** The panes in their area, one character for so many cells. */
export const drawn = ({panes, dividers}: Arrangement, area: Rect, scale = {cols: 4, rows: 2}): string => {
	const grid = Array.from({length: area.height}, () => Array.from({length: area.width}, () => '.'));
	const fill = (rect: Rect, letter: string): void => {
		for (let y = rect.y - area.y; y < rect.y - area.y + rect.height; y++)
			for (let x = rect.x - area.x; x < rect.x - area.x + rect.width; x++) (grid[y] as string[])[x] = letter;
	};
	for (const {rect, axis} of dividers) if (axis === 'columns') fill(rect, '|');
	for (const [pane, rect] of panes) fill(rect, pane);
	return grid
		.filter((_, y) => y % scale.rows === 0)
		.map((row) => row.filter((_, x) => x % scale.cols === 0).join(''))
		.join('\n');
};

/** What is wrong with an arrangement: cells that nobody has, that two have, or that lie outside. */
export const faultsOf = ({panes, dividers}: Arrangement, area: Rect): string[] => {
	const lines = dividers.filter(({axis}) => axis === 'columns').map(({rect}) => rect);
	const rects = [...panes.values(), ...lines];
	const count = new Map<string, number>();
	for (const {x, y, width, height} of rects)
		for (let row = y; row < y + height; row++)
			for (let col = x; col < x + width; col++) count.set(`${col},${row}`, (count.get(`${col},${row}`) ?? 0) + 1);
	const twice = [...count].filter(([, times]) => times !== 1).map(([cell]) => `${cell} twice`);
	const cells = rects.reduce((sum, rect) => sum + rect.width * rect.height, 0);
	const outside = rects.filter(
		({x, y, width, height}) =>
			x < area.x ||
			y < area.y ||
			x + width > area.x + area.width ||
			y + height > area.y + area.height ||
			width < 1 ||
			height < 1,
	);
	return [
		...twice.slice(0, 3),
		...outside.map((rect) => `outside or empty: ${JSON.stringify(rect)}`),
		...(cells === area.width * area.height ? [] : [`${cells} cells of ${area.width * area.height}`]),
	];
};
