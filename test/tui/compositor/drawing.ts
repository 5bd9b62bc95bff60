import {ATTRIBUTES, type CellSink} from '../../../src/domain/screen.ts';
import type {Surface} from '../../../src/tui/compositor/surface.ts';
import {TextSurface} from '../../../src/tui/compositor/text-surface.ts';

/** A surface from a little drawing, one character a cell. */
export const drawing = (x: number, y: number, ...lines: string[]): TextSurface =>
	new TextSurface({x, y, width: Math.max(...lines.map((line) => line.length)), height: lines.length}, lines);

export type RandomCell = {
	readonly glyph: number | string;
	readonly width: 1 | 2;
	readonly fg: number;
	readonly bg: number;
	readonly attributes: number;
};

/** A surface of given cells. */
export const cellSurface = (
	x: number,
	y: number,
	rows: readonly (readonly RandomCell[])[],
	width: number,
): Surface => ({
	rect: {x, y, width, height: rows.length},
	cells: (row: number, sink: CellSink) => {
		let at = 0;
		for (const cell of rows[row] ?? []) {
			sink.put(at, cell.glyph, cell.width, cell.fg, cell.bg, cell.attributes);
			at += cell.width;
		}
	},
});

/** The same row for ever from the same seed (mulberry32). */
export const randomFrom = (seed: number): ((below: number) => number) => {
	let state = seed;
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
};

const GLYPHS: readonly (readonly [number | string, 1 | 2])[] = [
	...[...'abcXYZ019~─│█é'].map((char) => [char.codePointAt(0) ?? 32, 1] as const),
	...[...'漢字かな한글'].map((char) => [char.codePointAt(0) ?? 32, 2] as const),
	['e\u0301', 1],
	['o\u0308\u0323', 1],
	[0x1f600, 2],
	['👩‍🚀', 2],
	['❤️', 2],
	['🇯🇵', 2],
	['漢\u0301', 2],
];

const colourFrom = (random: (below: number) => number): number =>
	[0, 0, 0x1000000 | random(16), 0x1000000 | random(256), 0x2000000 | random(0x1000000)][random(5)] ?? 0;

/** Rows of cells as full or as empty as a screen can be. */
export const randomRows = (random: (below: number) => number, cols: number, rows: number): RandomCell[][] =>
	Array.from({length: rows}, () => {
		const cells: RandomCell[] = [];
		const all = Object.values(ATTRIBUTES);
		let style = {fg: 0, bg: 0, attributes: 0};
		for (let x = 0; x < cols; ) {
			if (random(6) === 0)
				style = {
					fg: colourFrom(random),
					bg: random(3) === 0 ? colourFrom(random) : 0,
					attributes: random(3) === 0 ? (all[random(all.length)] ?? 0) | (all[random(all.length)] ?? 0) : 0,
				};
			const blanks = random(9) === 0 ? random(20) : 0;
			for (let count = 0; count < blanks && x < cols; count++, x++) cells.push({glyph: 32, width: 1, ...style});
			const [glyph, width] = GLYPHS[random(GLYPHS.length)] ?? [32, 1];
			if (x + width > cols) break;
			cells.push({glyph, width, ...style});
			x += width;
		}
		return cells;
	});
