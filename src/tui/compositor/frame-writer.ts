// One frame as escape sequences: where the cursor stands and how the pen writes is known, so only what differs is said.
import {isAgreed} from './agreed-width.ts';
import type {Clusters} from './clusters.ts';
import type {Extras} from './extras.ts';
import {BLANK, CLUSTER, type Grid, WIDE} from './grid.ts';
import {Pen} from './pen.ts';

/** From so many blanks on, erasing is shorter than writing them. */
const ERASE_FROM = 8;
/** Unchanged cells up to this many are written again where a cursor move would be longer. */
const REWRITE_UP_TO = 3;

/** Writes rows of a grid as they differ from what the terminal shows. */
export class FrameWriter {
	readonly #clusters: Clusters;
	readonly #pen: Pen;
	#out = '';
	/** Where the cursor stands; -1 is unknown. */
	#x = -1;
	#y = -1;

	constructor(clusters: Clusters, extras: Extras) {
		this.#clusters = clusters;
		this.#pen = new Pen(extras);
	}

	/** What was written since the last call; no hyperlink is left open. */
	take(): string {
		const out = this.#out + this.#pen.endLink();
		this.#out = '';
		return out;
	}

	/** Clears the terminal, whose state is unknown. */
	clear(): void {
		this.#pen.reset();
		this.#out += '\u001b[m\u001b[2J';
		this.#x = -1;
	}

	/** Moves the rows from `top` to `bottom` up by `count`, or down where it is negative; blank ones come in. */
	scroll(top: number, bottom: number, count: number): void {
		const move = count > 0 ? `${count}S` : `${-count}T`;
		this.#out += `${this.#pen.change(0, 0, 0)}\u001b[${top + 1};${bottom + 1}r\u001b[${move}\u001b[r`;
		this.#x = -1;
	}

	moveTo(x: number, y: number): void {
		if (this.#x === x && this.#y === y) return;
		if (this.#x >= 0 && this.#y === y && x > this.#x)
			this.#out += x - this.#x === 1 ? '\u001b[C' : `\u001b[${x - this.#x}C`;
		else if (this.#x >= 0 && this.#y === y && x === 0) this.#out += '\r';
		else if (this.#x >= 0 && this.#y + 1 === y && x === 0) this.#out += '\r\n';
		else this.#out += x === 0 ? `\u001b[${y + 1}H` : `\u001b[${y + 1};${x + 1}H`;
		this.#x = x;
		this.#y = y;
	}

	/** Makes row `y` of the terminal, which shows `front`, look like `back`. */
	row(y: number, front: Grid, back: Grid): void {
		const {cols} = back;
		const start = y * cols;
		// A glyph that some terminals draw wider than others may have damaged its neighbours, up to here.
		let damaged = 0;
		for (let x = 0; x < cols; ) {
			const index = start + x;
			if ((x >= damaged || back.isErased(index)) && back.same(index, front)) {
				x += 1;
				continue;
			}
			const erased = back.isErased(index) ? this.#erase(x, y, back) : 0;
			if (erased > 0) {
				x += erased;
				damaged = Math.max(damaged, x + this.#spillOf(front.glyphs[start + x - 1] ?? BLANK));
				continue;
			}
			this.#reach(x, y, back);
			this.#cell(x, y, back);
			x += widthOf(back, index);
			// Blank neighbours are left alone: writing them would cut a glyph that the terminal draws wider in half.
			const spill = Math.max(this.#spillOf(back.glyphs[index] ?? BLANK), this.#spillOf(front.glyphs[index] ?? BLANK));
			damaged = Math.max(damaged, x + spill);
		}
	}

	/** Erases the blanks that begin at `x`, where they are many; gives their number. */
	#erase(x: number, y: number, back: Grid): number {
		const {cols} = back;
		let end = x + 1;
		while (end < cols && back.isErased(y * cols + end)) end += 1;
		const count = end - x;
		const toEdge = end === cols;
		if (count < (toEdge ? 4 : ERASE_FROM)) return 0;
		this.moveTo(x, y);
		this.#out += this.#pen.change(0, 0, 0) + (toEdge ? '\u001b[K' : `\u001b[${count}X`);
		return count;
	}

	/** Brings the cursor to a cell, over unchanged ones by writing them where that is shorter. */
	#reach(x: number, y: number, back: Grid): void {
		const from = this.#x;
		const start = y * back.cols;
		if (from < 0 || this.#y !== y || from >= x || x - from > REWRITE_UP_TO) return this.moveTo(x, y);
		for (let at = from; at < x; at++) {
			const glyph = back.glyphs[start + at] ?? 0;
			if (glyph < BLANK || glyph > 0x7e || !sameStyle(back, start + at, start + x)) return this.moveTo(x, y);
		}
		for (let at = from; at < x; at++) this.#cell(at, y, back);
	}

	/** Writes one cell; true where terminals dispute its width. */
	#cell(x: number, y: number, back: Grid): boolean {
		const index = y * back.cols + x;
		const glyph = back.glyphs[index] ?? BLANK;
		const style = this.#pen.change(back.fg[index] ?? 0, back.bg[index] ?? 0, back.attributes[index] ?? 0);
		const disputed = this.#isDisputed(glyph);
		const width = (glyph & WIDE) === 0 ? 1 : 2;
		this.#out += style;
		if (disputed && width === 2) {
			// Where the terminal takes one column for it, the other one has to be blank.
			this.#out += `  \u001b[${y + 1};${x + 1}H`;
		}
		this.#out += this.#textOf(glyph);
		// Behind the last column terminals differ; and so do they behind a character of disputed width.
		this.#x = disputed || x + width >= back.cols ? -1 : x + width;
		this.#y = y;
		return disputed;
	}

	#textOf(glyph: number): string {
		const plain = glyph & ~WIDE;
		return (plain & CLUSTER) === 0 ? String.fromCodePoint(plain) : this.#clusters.textOf(plain);
	}

	/** How many columns behind its own a terminal may draw it: one that knows no joiner draws all that it joins. */
	#spillOf(glyph: number): number {
		if (!this.#isDisputed(glyph)) return 0;
		if ((glyph & CLUSTER) === 0) return 1;
		return Math.max(1, 2 * (this.#clusters.textOf(glyph & ~WIDE).replace(NO_COLUMN, '').length - 1));
	}

	#isDisputed(glyph: number): boolean {
		return (glyph & CLUSTER) !== 0 || !isAgreed(glyph & ~WIDE);
	}
}

/** Marks, joiners and selectors. */
const NO_COLUMN = /[\p{Mn}\p{Me}\p{Cf}]/gu;

const widthOf = (grid: Grid, index: number): number => (((grid.glyphs[index] ?? 0) & WIDE) === 0 ? 1 : 2);

const sameStyle = (grid: Grid, one: number, other: number): boolean =>
	grid.fg[one] === grid.fg[other] && grid.bg[one] === grid.bg[other] && grid.attributes[one] === grid.attributes[other];
