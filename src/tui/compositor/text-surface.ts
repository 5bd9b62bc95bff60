// Lines of mosaic's own drawing as a surface: text with SGR sequences, as theme.ts paints it and Ink passes it on.
import {ATTRIBUTES, type CellSink, PALETTE, RGB, type RowRange} from '../../domain/screen.ts';
import type {Rect} from '../layout.ts';
import {charactersOf, widthOf} from '../width.ts';
import {BLANK} from './grid.ts';
import type {Surface} from './surface.ts';

type Style = {readonly fg: number; readonly bg: number; readonly attributes: number};
type Run = Style & {readonly text: string};
/** A cell that is not blank, and where it stands in its row. */
type PlacedCell = Style & {readonly x: number; readonly glyph: number | string; readonly width: 1 | 2};

const PLAIN: Style = {fg: 0, bg: 0, attributes: 0};
const ASCII = /^[\u0020-\u007e]*$/;
const SEQUENCE = /\u001b\[([\d;]*)m/g;
/** A surface whose lines change. */
export class TextSurface implements Surface {
	rect: Rect;
	#lines: readonly string[] = [];
	/** Worked out once: the rows under a session's screen are drawn with each of its frames. */
	#cells: (readonly PlacedCell[])[] = [];

	constructor(rect: Rect, lines: readonly string[] = []) {
		this.rect = rect;
		this.write(lines);
	}

	/** Takes other lines and gives the range of those that differ; null where none does. */
	write(lines: readonly string[]): RowRange | null {
		const before = this.#lines;
		const known = this.#cells;
		this.#lines = lines;
		this.#cells = lines.map((line, y) => (line === before[y] ? known[y] : undefined) ?? cellsOf(line));
		const differs = (y: number) => lines[y] !== before[y];
		const most = Math.max(lines.length, before.length);
		let first = 0;
		while (first < most && !differs(first)) first += 1;
		let last = most - 1;
		while (last > first && !differs(last)) last -= 1;
		return first === most ? null : {first: this.rect.y + first, last: this.rect.y + last};
	}

	readonly cells = (y: number, sink: CellSink): void => {
		for (const {x, glyph, width, fg, bg, attributes} of this.#cells[y] ?? [])
			sink.put(x, glyph, width, fg, bg, attributes);
	};
}

const cellsOf = (line: string): PlacedCell[] => {
	const cells: PlacedCell[] = [];
	let x = 0;
	for (const {text, ...style} of runsOf(line)) {
		const leftOut = style.fg === 0 && style.bg === 0 && style.attributes === 0 ? BLANK : -1;
		const add = (glyph: number | string, width: 1 | 2): void => {
			if (glyph !== leftOut) cells.push({x, glyph, width, ...style});
			x += width;
		};
		if (ASCII.test(text)) for (let at = 0; at < text.length; at++) add(text.charCodeAt(at), 1);
		else for (const character of charactersOf(text)) addSegment(character, add);
	}
	return cells;
};

const addSegment = (segment: string, add: (glyph: number | string, width: 1 | 2) => void): void => {
	const width = widthOf(segment);
	if (width === 0) return;
	const point = segment.codePointAt(0) ?? BLANK;
	add(String.fromCodePoint(point).length === segment.length ? point : segment, width === 2 ? 2 : 1);
};

const runsOf = (line: string): Run[] => {
	const runs: Run[] = [];
	let style = PLAIN;
	let from = 0;
	for (const match of line.matchAll(SEQUENCE)) {
		if (match.index > from) runs.push({text: line.slice(from, match.index), ...style});
		style = styled(style, (match[1] ?? '').split(';').map(Number));
		from = match.index + match[0].length;
	}
	if (from < line.length) runs.push({text: line.slice(from), ...style});
	return runs;
};

const ON: Readonly<Record<number, number>> = {
	1: ATTRIBUTES.bold,
	2: ATTRIBUTES.dim,
	3: ATTRIBUTES.italic,
	4: ATTRIBUTES.underline,
	7: ATTRIBUTES.inverse,
	9: ATTRIBUTES.strike,
};
const OFF: Readonly<Record<number, number>> = {
	22: ATTRIBUTES.bold | ATTRIBUTES.dim,
	23: ATTRIBUTES.italic,
	24: ATTRIBUTES.underline,
	27: ATTRIBUTES.inverse,
	29: ATTRIBUTES.strike,
};

const styled = (before: Style, codes: readonly number[]): Style => {
	let style = before;
	for (let at = 0; at < codes.length; at++) {
		const code = codes[at] ?? 0;
		if (code === 38 || code === 48) {
			const [colour, taken] = extendedColour(codes.slice(at + 1));
			style = code === 38 ? {...style, fg: colour} : {...style, bg: colour};
			at += taken;
		} else style = simple(style, code);
	}
	return style;
};

const extendedColour = ([kind, a = 0, b = 0, c = 0]: readonly number[]): [colour: number, taken: number] =>
	kind === 5 ? [PALETTE | a, 2] : [RGB | (a << 16) | (b << 8) | c, 4];

const simple = (style: Style, code: number): Style => {
	if (code === 0) return PLAIN;
	const on = ON[code];
	if (on !== undefined) return {...style, attributes: style.attributes | on};
	const off = OFF[code];
	if (off !== undefined) return {...style, attributes: style.attributes & ~off};
	if (code === 39) return {...style, fg: 0};
	if (code === 49) return {...style, bg: 0};
	if (code >= 30 && code < 38) return {...style, fg: PALETTE | (code - 30)};
	if (code >= 40 && code < 48) return {...style, bg: PALETTE | (code - 40)};
	if (code >= 90 && code < 98) return {...style, fg: PALETTE | (code - 82)};
	return code >= 100 && code < 108 ? {...style, bg: PALETTE | (code - 92)} : style;
};
