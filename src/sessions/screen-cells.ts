// A row of a terminal buffer cell by cell, read from xterm's own numbers: no object is made for a cell, because a flood
// is drawn sixty times a second. What an agent wrote is hostile: nothing that controls, reorders or hides text leaves a
// cell.
import {
	ATTRIBUTES,
	type CellExtra,
	type CellSink,
	PALETTE,
	packColour,
	RGB,
	UNDERLINE_SHIFT,
} from '../domain/screen.ts';
import {isPrintable, printable} from '../domain/text.ts';
import {type RawExtended, underlineColourOf} from './cells.ts';
import type {Link} from './links.ts';
import type {RawLine} from './terminal-internals.ts';

/** A cell with a hundred combining marks paints over its neighbours; this many UTF-16 units are enough for any emoji. */
const LONGEST_CELL = 24;
const BLANK = 32;

// xterm 6.0.0, src/common/buffer/Constants.ts: Content, Attributes, FgFlags, BgFlags.
const CODE_POINT = 0x1fffff;
const IS_COMBINED = 0x200000;
const WIDTH_SHIFT = 22;
const COLOUR = 0xffffff;
const COLOUR_MODE = 0x3000000;
const MODE_RGB = 0x3000000;
const FG_FLAGS = {
	inverse: 0x4000000,
	bold: 0x8000000,
	underline: 0x10000000,
	blink: 0x20000000,
	invisible: 0x40000000,
	strike: 0x80000000,
};
const BG_FLAGS = {italic: 0x4000000, dim: 0x8000000, extended: 0x10000000, overline: 0x40000000};
const STYLED_UNDERLINE = 26;

/** Gives the cells that are not blank. Halves of wide characters that lost each other are blank. */
export const giveCells = (line: RawLine, sink: CellSink, extraOf: ExtraOf): void => {
	const {_data: data, length} = line;
	for (let x = 0; x < length; x++) {
		const content = data[x * 3] ?? 0;
		const fg = data[x * 3 + 1] ?? 0;
		const bg = data[x * 3 + 2] ?? 0;
		if ((content & CODE_POINT) === 0 && (content & IS_COMBINED) === 0 && fg === 0 && bg === 0) continue;
		const width = content >> WIDTH_SHIFT;
		const isWhole = width === 2 && x + 1 < length && (data[x * 3 + 3] ?? 0) >> WIDTH_SHIFT === 0;
		const isShown = (width === 1 || isWhole) && (fg & FG_FLAGS.invisible) === 0;
		const glyph = isShown ? glyphOf(content, line._combined[x]) : BLANK;
		// Hidden text of two columns is two blanks.
		const isWide = isWhole && glyph !== BLANK;
		const extended = (bg & BG_FLAGS.extended) === 0 ? undefined : line._extendedAttrs[x];
		const attributes = attributesOf(fg, bg);
		if (extended === undefined) sink.put(x, glyph, isWide ? 2 : 1, colourOf(fg), colourOf(bg), attributes);
		else {
			const styled = attributes | styleOf(attributes, extended._ext);
			sink.put(x, glyph, isWide ? 2 : 1, colourOf(fg), colourOf(bg), styled, extraOf(extended));
		}
		if (isWide) x += 1;
	}
};

export type ExtraOf = (extended: RawExtended) => CellExtra | undefined;

/** Gives what few cells have; xterm shares one object among all cells that were written in the same style. */
export const createExtras = (linkAt: (number: number) => Link | null): ExtraOf => {
	const known = new WeakMap<RawExtended, CellExtra>();
	return (extended) => {
		const before = known.get(extended);
		if (before !== undefined) return before;
		const underlineColour = packColour(underlineColourOf(extended));
		const link = extended._urlId === 0 ? null : linkAt(extended._urlId);
		if (underlineColour === 0 && link === null) return undefined;
		const extra = {underlineColour, link};
		known.set(extended, extra);
		return extra;
	};
};

/** The style of the underline, counted from 0 for a single one. */
const styleOf = (attributes: number, ext: number): number =>
	(attributes & ATTRIBUTES.underline) === 0 ? 0 : Math.max(0, ((ext >> STYLED_UNDERLINE) & 7) - 1) << UNDERLINE_SHIFT;

const glyphOf = (content: number, combined: string | undefined): number | string => {
	if ((content & IS_COMBINED) !== 0) return clusterOf(combined ?? '');
	const point = content & CODE_POINT;
	if (point < 0x7f) return Math.max(point, BLANK);
	return isPrintable(point) ? point : BLANK;
};

/** A mark alone would join the cell before it; those of Indic scripts that take a column are letters. */
const clusterOf = (text: string): number | string => {
	const clean = printable(text).slice(0, LONGEST_CELL).toWellFormed();
	return clean === '' || /^[\p{Mn}\p{Me}\u200c\u200d]/u.test(clean) ? BLANK : clean;
};

const colourOf = (value: number): number => {
	const mode = value & COLOUR_MODE;
	if (mode === 0) return 0;
	return mode === MODE_RGB ? RGB | (value & COLOUR) : PALETTE | (value & 255);
};

const attributesOf = (fg: number, bg: number): number => {
	if (((fg | bg) & ~(COLOUR | COLOUR_MODE)) === 0) return 0;
	return (
		((fg & FG_FLAGS.bold) !== 0 ? ATTRIBUTES.bold : 0) |
		((bg & BG_FLAGS.dim) !== 0 ? ATTRIBUTES.dim : 0) |
		((bg & BG_FLAGS.italic) !== 0 ? ATTRIBUTES.italic : 0) |
		((fg & FG_FLAGS.underline) !== 0 ? ATTRIBUTES.underline : 0) |
		((fg & FG_FLAGS.blink) !== 0 ? ATTRIBUTES.blink : 0) |
		((fg & FG_FLAGS.inverse) !== 0 ? ATTRIBUTES.inverse : 0) |
		((fg & FG_FLAGS.strike) !== 0 ? ATTRIBUTES.strike : 0) |
		((bg & BG_FLAGS.overline) !== 0 ? ATTRIBUTES.overline : 0)
	);
};
