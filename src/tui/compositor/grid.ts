// Cells as numbers in typed arrays: two hundred columns by sixty rows are compared in some tens of microseconds.

/** What a blank cell holds. */
export const BLANK = 32;
/** Marks a glyph that takes two columns; the second one holds 0. */
export const WIDE = 0x40000000;
/** Marks a glyph that is an index into the cluster table instead of a code point. */
export const CLUSTER = 0x20000000;

/** A rectangle of cells, blank at first. */
export class Grid {
	readonly cols: number;
	readonly rows: number;
	readonly glyphs: Uint32Array;
	readonly fg: Uint32Array;
	readonly bg: Uint32Array;
	/** Bits of ATTRIBUTES, the style of the underline, and the number of what few cells have (extras.ts). */
	readonly attributes: Uint32Array;

	constructor(cols: number, rows: number) {
		this.cols = cols;
		this.rows = rows;
		this.glyphs = new Uint32Array(cols * rows).fill(BLANK);
		this.fg = new Uint32Array(cols * rows);
		this.bg = new Uint32Array(cols * rows);
		this.attributes = new Uint32Array(cols * rows);
	}

	/** Makes `count` cells blank. */
	clear(from = 0, count = this.glyphs.length): void {
		this.glyphs.fill(BLANK, from, from + count);
		this.fg.fill(0, from, from + count);
		this.bg.fill(0, from, from + count);
		this.attributes.fill(0, from, from + count);
	}

	/** Takes over `count` cells of another grid; the two may be the same. */
	copy(source: Grid, from: number, count: number, to = from): void {
		this.glyphs.set(source.glyphs.subarray(from, from + count), to);
		this.fg.set(source.fg.subarray(from, from + count), to);
		this.bg.set(source.bg.subarray(from, from + count), to);
		this.attributes.set(source.attributes.subarray(from, from + count), to);
	}

	/** Whether cell `index` shows the same as cell `other` of another grid of the same width. */
	same(index: number, source: Grid, other = index): boolean {
		return (
			this.glyphs[index] === source.glyphs[other] &&
			this.fg[index] === source.fg[other] &&
			this.bg[index] === source.bg[other] &&
			this.attributes[index] === source.attributes[other]
		);
	}

	/** Whether a cell is blank on the terminal's own background, so that erasing gives it. */
	isErased(index: number): boolean {
		return this.glyphs[index] === BLANK && this.bg[index] === 0 && this.attributes[index] === 0;
	}

	/** A wide glyph without its second half, and a second half without its glyph, become blank. */
	mendRow(y: number): void {
		const {glyphs, cols} = this;
		const end = (y + 1) * cols;
		for (let index = y * cols; index < end; index++) {
			const glyph = glyphs[index] ?? BLANK;
			if (glyph === 0) glyphs[index] = BLANK;
			else if ((glyph & WIDE) !== 0) {
				if (index + 1 < end && glyphs[index + 1] === 0) index += 1;
				else glyphs[index] = BLANK;
			}
		}
	}
}
