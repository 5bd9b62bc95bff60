import {expect, test} from 'vitest';
import {ATTRIBUTES, PALETTE, RGB} from '../../../src/domain/screen.ts';
import {Compositor} from '../../../src/tui/compositor/compositor.ts';
import {partOf} from '../../../src/tui/compositor/surface.ts';
import {TextSurface} from '../../../src/tui/compositor/text-surface.ts';
import {cellSurface, drawing, type RandomCell, randomFrom, randomRows} from './drawing.ts';
import {Paper} from './paper.ts';

const start = (cols: number, rows: number) => {
	const compositor = new Compositor({cols, rows}, 'full');
	const paper = new Paper({cols, rows});
	const draw = (cursor: {x: number; y: number} | null = null): string => {
		const bytes = compositor.frame(cursor);
		paper.write(bytes);
		return bytes;
	};
	return {compositor, paper, draw};
};

const framed = (text: string) => `\u001b[?2026h${text}\u001b[?2026l`;

test('surfaces cover each other in their order', () => {
	const {compositor, paper, draw} = start(8, 4);
	compositor.show([
		drawing(0, 0, 'aaaaaaaa', 'aaaaaaaa', 'aaaaaaaa', 'aaaaaaaa'),
		drawing(2, 1, 'bbbb', 'bbbb'),
		drawing(4, 2, 'cc'),
	]);
	draw();
	expect(paper.text()).toBe(['aaaaaaaa', 'aabbbbaa', 'aabbccaa', 'aaaaaaaa'].join('\n'));
	compositor.show([drawing(0, 0, 'aaaaaaaa', 'aaaaaaaa', 'aaaaaaaa', 'aaaaaaaa')]);
	draw();
	expect(paper.text()).toBe(Array(4).fill('aaaaaaaa').join('\n'));
});

test('a surface is clipped to its rectangle and to the terminal', () => {
	const {compositor, paper, draw} = start(6, 2);
	const long = new TextSurface({x: 1, y: 0, width: 3, height: 5}, ['abcdef', 'ghijkl', 'mnopqr']);
	compositor.show([long, drawing(4, 1, 'xyz')]);
	draw();
	expect(paper.text()).toBe(' abc\n ghixy');
});

test('only the cells that differ are written, and nothing where none does', () => {
	const {compositor, draw} = start(20, 3);
	const text = drawing(0, 0, 'one two three', 'four five six');
	compositor.show([text]);
	draw();
	expect(draw()).toBe('');
	text.write(['one two three', 'four FIVE six']);
	compositor.damage(1, 1);
	expect(draw()).toBe(framed('\u001b[2;6HFIVE'));
	text.write(['one two three', 'four FIVE']);
	compositor.damage(1, 1);
	expect(draw()).toBe(framed('\u001b[C\u001b[K'));
});

test('rows that were not named damaged are not looked at', () => {
	const {compositor, draw} = start(10, 3);
	const text = drawing(0, 0, 'a', 'b', 'c');
	compositor.show([text]);
	draw();
	text.write(['x', 'y', 'z']);
	compositor.damage(2, 2);
	expect(draw()).toBe(framed('\rz'));
});

test('the pen changes by what differs, and goes back to plain in the shortest way', () => {
	const {compositor, draw} = start(10, 1);
	const cell = (glyph: string, fg: number, attributes: number): RandomCell => ({
		glyph: glyph.charCodeAt(0),
		width: 1,
		fg,
		bg: 0,
		attributes,
	});
	compositor.show([
		cellSurface(
			0,
			0,
			[
				[
					cell('a', PALETTE | 1, 0),
					cell('b', PALETTE | 1, ATTRIBUTES.bold),
					cell('c', RGB | 0x0a0b0c, 0),
					cell('d', 0, 0),
				],
			],
			10,
		),
	]);
	expect(draw()).toBe(framed('\u001b[m\u001b[2J\u001b[1H\u001b[31ma\u001b[1mb\u001b[;38;2;10;11;12mc\u001b[md'));
});

test('half a wide character is never left alone', () => {
	const {compositor, paper, draw} = start(6, 1);
	const wide = drawing(0, 0, '漢字漢');
	wide.rect = {x: 0, y: 0, width: 6, height: 1};
	compositor.show([wide]);
	draw();
	compositor.show([wide, drawing(1, 0, 'ab')]);
	draw();
	expect(paper.text()).toBe(' ab 漢');
	compositor.show([wide, drawing(5, 0, 'x')]);
	draw();
	expect(paper.text()).toBe('漢字 x');
});

test('behind a character whose width terminals dispute the cursor is put by its place', () => {
	const {compositor, draw} = start(10, 1);
	const flag = drawing(0, 0, 'a👨‍👩‍👧b');
	flag.rect = {x: 0, y: 0, width: 10, height: 1};
	compositor.show([flag]);
	expect(draw()).toContain('a  \u001b[1;2H👨‍👩‍👧\u001b[1;4Hb');
});

test('rows that only moved are scrolled, not written', () => {
	const {compositor, paper, draw} = start(30, 12);
	const lines = (from: number) => Array.from({length: 10}, (_, row) => `line number ${from + row}`);
	const text = new TextSurface({x: 0, y: 1, width: 30, height: 10}, lines(1));
	compositor.show([drawing(0, 0, 'header'), text, drawing(0, 11, 'footer')]);
	draw();
	text.write(lines(3));
	compositor.damage(1, 10);
	const bytes = draw();
	expect(bytes).toContain('\u001b[2;11r\u001b[2S\u001b[r');
	expect(bytes).not.toContain('line number 9');
	expect(paper.text()).toBe(['header', ...lines(3), 'footer'].join('\n'));
	text.write(lines(2));
	compositor.damage(1, 10);
	expect(draw()).toContain('\u001b[1T');
	expect(paper.text()).toBe(['header', ...lines(2), 'footer'].join('\n'));
});

test('the cursor is placed, hidden while much is drawn, and taken away', () => {
	const {compositor, paper, draw} = start(80, 3);
	const text = drawing(0, 0, 'x'.repeat(80), 'y');
	text.rect = {x: 0, y: 0, width: 80, height: 2};
	compositor.show([text]);
	expect(draw({x: 3, y: 1})).toContain('\u001b[?25h');
	expect(paper.cursor()).toEqual({x: 3, y: 1});
	expect(draw({x: 3, y: 1})).toBe('');
	expect(draw({x: 0, y: 2})).toBe(framed('\r\n'));
	text.write(['z'.repeat(80), 'z'.repeat(40)]);
	compositor.damage(0, 1);
	expect(draw({x: 0, y: 2})).toMatch(/^\u001b\[\?2026h\u001b\[\?25l.*\u001b\[\?25h\u001b\[\?2026l$/s);
	expect(draw(null)).toBe(framed('\u001b[?25l'));
});

test('a part of a surface lies where it lay, above what came between', () => {
	const {compositor, paper, draw} = start(8, 3);
	const below = drawing(0, 0, 'abcdefgh', 'ijklmnop', 'qrstuvwx');
	compositor.show([
		below,
		drawing(0, 0, '........', '........', '........'),
		partOf(below, {x: 2, y: 1, width: 3, height: 1}),
	]);
	draw();
	expect(paper.text()).toBe('........\n..klm...\n........');
});

test('after another size and after a stop all is drawn again', () => {
	const {compositor, paper, draw} = start(10, 2);
	compositor.show([drawing(0, 0, 'hello', 'there')]);
	draw();
	paper.resize({cols: 7, rows: 3});
	paper.write('\u001b[Hgarbage\r\ngarbage\r\ngarbage');
	compositor.resize({cols: 7, rows: 3});
	draw();
	expect(paper.text()).toBe('hello\nthere\n');
	paper.write('\u001b[Hmore garbage');
	compositor.invalidate();
	draw();
	expect(paper.text()).toBe('hello\nthere\n');
});

test('with more different clusters than can be known all is drawn again and stays right', () => {
	const {compositor, paper, draw} = start(40, 20);
	let next = 0;
	const glyph = () =>
		`a${String.fromCodePoint(0x300 + (next % 100))}${String.fromCodePoint(0x300 + (Math.floor(next++ / 100) % 100))}${String.fromCodePoint(0x300 + (Math.floor(next / 10_000) % 100))}`;
	for (let frame = 0; frame < 70; frame++) {
		const rows = Array.from({length: 20}, () =>
			Array.from({length: 40}, (): RandomCell => ({glyph: glyph(), width: 1, fg: 0, bg: 0, attributes: 0})),
		);
		compositor.show([cellSurface(0, 0, rows, 40)]);
		draw();
		const seen = paper.cells().map((row) => row.map((cell) => cell.split('/')[0]));
		expect(seen).toEqual(rows.map((row) => row.map((cell) => cell.glyph)));
	}
});

test.each([1, 2, 3, 4, 5, 6])('random surfaces over many frames look as if drawn at once (seed %i)', (seed) => {
	const random = randomFrom(seed);
	let size = {cols: 40, rows: 12};
	const {compositor, paper, draw} = start(size.cols, size.rows);
	const someSurface = () => {
		const width = 1 + random(size.cols);
		const height = 1 + random(size.rows);
		return cellSurface(random(size.cols) - 3, random(size.rows) - 2, randomRows(random, width, height), width);
	};
	let surfaces = [someSurface()];
	for (let frame = 0; frame < 150; frame++) {
		const what = random(10);
		if (what === 0) {
			size = {cols: 2 + random(60), rows: 1 + random(20)};
			paper.resize(size);
			compositor.resize(size);
		} else if (what < 4) surfaces = [...surfaces.slice(random(2)), someSurface()].slice(-4);
		else
			surfaces = surfaces.map((one) =>
				random(2) === 0 ? {...one, rect: {...one.rect, y: one.rect.y + random(3) - 1}} : one,
			);
		compositor.show(surfaces);
		draw(random(2) === 0 ? {x: random(size.cols), y: random(size.rows)} : null);
		const fresh = new Compositor(size, 'full');
		fresh.show(surfaces);
		const wanted = new Paper(size);
		wanted.write(fresh.frame(null));
		expect(paper.cells(), `frame ${frame}`).toEqual(wanted.cells());
	}
});

test.each([11, 12])('what was drawn at once is what was put there (seed %i)', (seed) => {
	const random = randomFrom(seed);
	for (let frame = 0; frame < 30; frame++) {
		const {compositor, paper, draw} = start(50, 10);
		const rows = randomRows(random, 50, 10);
		compositor.show([cellSurface(0, 0, rows, 50)]);
		draw();
		const seen = paper.cells();
		for (const [y, row] of rows.entries()) {
			let x = 0;
			for (const cell of row) {
				const glyph = typeof cell.glyph === 'number' ? String.fromCodePoint(cell.glyph) : cell.glyph;
				expect(seen[y]?.[x]).toMatch(new RegExp(`^${glyph === ' ' ? ' ' : glyph}/${cell.width} `));
				const bold = (cell.attributes & ATTRIBUTES.bold) !== 0 && glyph !== ' ';
				expect(seen[y]?.[x]?.includes('bold')).toBe(bold);
				x += cell.width;
			}
		}
	}
});
