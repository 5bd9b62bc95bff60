import {expect, test} from 'vitest';
import type {Size} from '../../src/domain/screen.ts';
import {type LayoutInput, layout, PANELS, type Rect} from '../../src/tui/layout.ts';

const LETTERS = {missions: 'm', tasks: 't', sessions: 's', screen: 'S'} as const;

/** The layout as a drawing, one character for so many cells; header `h`, footer `f`. */
const drawn = (size: Size, input: Partial<LayoutInput> = {}, scale: Size = {cols: 4, rows: 2}): string => {
	const result = layout(size, {panel: 'tasks', zoomed: false, attached: false, missions: 2, ...input});
	const grid = Array.from({length: size.rows}, () => Array.from({length: size.cols}, () => '.'));
	const rects = [
		['h', result.header],
		['f', result.footer],
		...Object.entries(result.panels).map(([panel, rect]) => [LETTERS[panel as keyof typeof LETTERS], rect] as const),
	] as const;
	for (const [letter, rect] of rects)
		for (let y = rect.y; y < rect.y + rect.height; y++)
			for (let x = rect.x; x < rect.x + rect.width; x++) {
				(grid[y] as string[])[x] = letter;
			}
	const picked = grid.filter((_, y) => y % scale.rows === 0);
	return picked.map((row) => row.filter((_, x) => x % scale.cols === 0).join('')).join('\n');
};

test('80 columns hold lists on the left, tasks and the screen on the right', () => {
	expect(drawn({cols: 80, rows: 24})).toBe(
		`
hhhhhhhhhhhhhhhhhhhh
mmmmmmmttttttttttttt
mmmmmmmttttttttttttt
mmmmmmmttttttttttttt
sssssssttttttttttttt
sssssssttttttttttttt
sssssssSSSSSSSSSSSSS
sssssssSSSSSSSSSSSSS
sssssssSSSSSSSSSSSSS
sssssssSSSSSSSSSSSSS
sssssssSSSSSSSSSSSSS
ffffffffffffffffffff`.trim(),
	);
});

test('from 160 columns on the screen has a column of its own', () => {
	expect(drawn({cols: 200, rows: 24}, {}, {cols: 10, rows: 4})).toBe(
		`
hhhhhhhhhhhhhhhhhhhh
mmmmtttttttSSSSSSSSS
sssstttttttSSSSSSSSS
sssstttttttSSSSSSSSS
sssstttttttSSSSSSSSS
sssstttttttSSSSSSSSS`.trim(),
	);
});

test('below 80 columns the lists are stacked, and the screen takes their place when it is chosen', () => {
	expect(drawn({cols: 60, rows: 24})).toBe(
		`
hhhhhhhhhhhhhhh
mmmmmmmmmmmmmmm
mmmmmmmmmmmmmmm
ttttttttttttttt
ttttttttttttttt
ttttttttttttttt
ttttttttttttttt
ttttttttttttttt
ttttttttttttttt
sssssssssssssss
sssssssssssssss
fffffffffffffff`.trim(),
	);
	expect(drawn({cols: 60, rows: 24}, {panel: 'screen'})).toContain('SSS');
});

test('below 50 columns one panel is seen at a time', () => {
	const small = {cols: 40, rows: 12};
	const picture = (letter: string) => ['hhhhhhhhhh', ...Array(4).fill(letter.repeat(10)), 'ffffffffff'].join('\n');
	expect(drawn(small)).toBe(picture('t'));
	expect(drawn(small, {panel: 'missions'})).toBe(picture('m'));
	expect(drawn(small, {panel: 'sessions'})).toBe(picture('s'));
	expect(drawn(small, {panel: 'screen'})).toBe(picture('S'));
});

test('zoomed, one panel has all; attached, the screen has every line but header and footer', () => {
	expect(drawn({cols: 120, rows: 20}, {panel: 'tasks', zoomed: true})).not.toMatch(/[msS]/);
	const attached = layout({cols: 120, rows: 20}, {panel: 'tasks', zoomed: false, attached: true, missions: 2});
	expect(attached.panels).toEqual({screen: {x: 0, y: 0, width: 120, height: 18}});
	expect(attached.bare).toBe(true);
});

test('below 40×12 nothing fits', () => {
	expect(layout({cols: 39, rows: 30}, {panel: 'tasks', zoomed: false, attached: false, missions: 2}).fits).toBe(false);
	expect(layout({cols: 90, rows: 11}, {panel: 'tasks', zoomed: false, attached: false, missions: 2}).fits).toBe(false);
});

test('at no size do panels overlap, leave the terminal or become too small to say anything', () => {
	const wrong: string[] = [];
	for (let cols = 40; cols <= 250; cols += 3)
		for (let rows = 12; rows <= 80; rows++)
			for (const panel of PANELS)
				for (const missions of [0, 1, 40]) {
					const {panels, header, footer} = layout({cols, rows}, {panel, zoomed: false, attached: false, missions});
					const rects = [header, footer, ...Object.values(panels)];
					const area = rects.reduce((sum, rect) => sum + rect.width * rect.height, 0);
					const tooSmall = Object.values(panels).some((rect) => rect.height < 4 || rect.width < 24);
					const apart = rects.every((one, index) => rects.slice(index + 1).every((other) => !overlap(one, other)));
					if (area !== cols * rows || !apart || tooSmall || !panels[panel]) wrong.push(`${panel} at ${cols}×${rows}`);
				}
	expect(wrong.slice(0, 5)).toEqual([]);
});

const overlap = (a: Rect, b: Rect): boolean =>
	a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
