import {ATTRIBUTES, type CellExtra, type CellSink, UNDERLINE_SHIFT} from '../../domain/screen.ts';
import type {Rect} from '../layout.ts';
import type {ColourDepth} from '../theme.ts';
import type {Clusters} from './clusters.ts';
import {colourReducer} from './colours.ts';
import type {Extras} from './extras.ts';
import {BLANK, type Grid, WIDE} from './grid.ts';

/** What a blank cell shows of its style; the rest of it is left out, so that fewer styles are written. */
const SEEN_ON_BLANK =
	ATTRIBUTES.underline | ATTRIBUTES.inverse | ATTRIBUTES.strike | ATTRIBUTES.overline | (-1 << UNDERLINE_SHIFT);

/** Takes the cells of one surface's row into a grid: clipped, in the colours that the terminal has. */
export class RowSink implements CellSink {
	readonly #clusters: Clusters;
	readonly #extras: Extras;
	readonly #reduce: (packed: number) => number;
	#grid: Grid;
	#start = 0;
	#width = 0;

	constructor(grid: Grid, clusters: Clusters, extras: Extras, depth: ColourDepth) {
		this.#grid = grid;
		this.#clusters = clusters;
		this.#extras = extras;
		this.#reduce = colourReducer(depth);
	}

	/** The next cells belong to row `y` of `grid`, at the rectangle's columns, which become blank. */
	aim(grid: Grid, rect: Rect, y: number): void {
		const left = Math.max(0, rect.x);
		this.#grid = grid;
		this.#start = y * grid.cols + left;
		this.#width = Math.max(0, Math.min(grid.cols, rect.x + rect.width) - left);
		grid.clear(this.#start, this.#width);
	}

	put(
		x: number,
		glyph: number | string,
		width: 1 | 2,
		fg: number,
		bg: number,
		attributes: number,
		extra?: CellExtra | undefined,
	): void {
		if (x < 0 || x >= this.#width) return;
		const grid = this.#grid;
		const index = this.#start + x;
		const fits = width === 1 || x + 1 < this.#width;
		const code = !fits ? BLANK : typeof glyph === 'number' ? glyph : this.#clusters.glyphOf(glyph);
		let styled = attributes & this.#extras.mask;
		if (extra !== undefined) styled |= this.#extras.bitsOf(extra, styled);
		let front = fg === 0 ? 0 : this.#reduce(fg);
		const back = bg === 0 ? 0 : this.#reduce(bg);
		if (code === BLANK) {
			styled &= SEEN_ON_BLANK;
			if (styled === 0) front = 0;
		}
		// A blank of two columns (hidden text) is two blanks: written as one it would shift what follows.
		const isWide = width === 2 && code !== BLANK;
		grid.glyphs[index] = isWide ? code | WIDE : code;
		grid.fg[index] = front;
		grid.bg[index] = back;
		grid.attributes[index] = styled;
		if (width === 1 || !fits) return;
		grid.glyphs[index + 1] = isWide ? 0 : BLANK;
		grid.fg[index + 1] = front;
		grid.bg[index + 1] = back;
		grid.attributes[index + 1] = styled;
	}
}
