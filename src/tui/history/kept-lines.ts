// A copy of lines as they were: a session that prints gives up its oldest lines, and those that are read must stay.
import type {CellExtra, CellSink} from '../../domain/screen.ts';

/** Numbers for each cell: place and width, glyph, colours, attributes. */
const FIELDS = 5;
const WIDE = 0x10000;
/** Marks a glyph that is the number of a text. */
const TEXT = 0x80000000;

export type KeptLines = {
	/** Gives the cells of a line as it was; none of a line that is not among those that were kept. */
	readonly give: (line: number, sink: CellSink) => void;
	/** Whether the line goes on from the one before it. */
	readonly wraps: (line: number) => boolean;
};

/** What the lines are taken from. */
export type LineSource = {
	cells(line: number, sink: CellSink): unknown;
	wraps(line: number): boolean;
};

/** Copies the lines from `first` to the one before `end`: some milliseconds for 5,000 of them. */
export const keepLines = (source: LineSource, first: number, end: number): KeptLines => {
	const cells = new Cells();
	const starts = new Uint32Array(Math.max(0, end - first) + 1);
	const wraps = new Uint8Array(Math.max(0, end - first));
	for (let line = first; line < end; line++) {
		source.cells(line, cells);
		starts[line - first + 1] = cells.count;
		wraps[line - first] = source.wraps(line) ? 1 : 0;
	}
	return {
		give: (line, sink) => {
			const at = line - first;
			for (let cell = starts[at] ?? 0; cell < (starts[at + 1] ?? 0); cell++) cells.give(cell, sink);
		},
		wraps: (line) => wraps[line - first] === 1,
	};
};

class Cells implements CellSink {
	count = 0;
	#numbers = new Uint32Array(FIELDS * 4096);
	readonly #texts: string[] = [];
	readonly #known = new Map<string, number>();
	readonly #extras = new Map<number, CellExtra>();

	put(
		x: number,
		glyph: number | string,
		width: 1 | 2,
		fg: number,
		bg: number,
		attributes: number,
		extra?: CellExtra | undefined,
	): void {
		const at = this.count * FIELDS;
		if (at + FIELDS > this.#numbers.length) this.#grow();
		const numbers = this.#numbers;
		numbers[at] = width === 2 ? x | WIDE : x;
		numbers[at + 1] = typeof glyph === 'number' ? glyph : TEXT | this.#textOf(glyph);
		numbers[at + 2] = fg;
		numbers[at + 3] = bg;
		numbers[at + 4] = attributes;
		if (extra !== undefined) this.#extras.set(this.count, extra);
		this.count += 1;
	}

	give(cell: number, sink: CellSink): void {
		const numbers = this.#numbers;
		const at = cell * FIELDS;
		const [place = 0, glyph = 0] = [numbers[at], numbers[at + 1]];
		const [fg = 0, bg = 0, attributes = 0] = [numbers[at + 2], numbers[at + 3], numbers[at + 4]];
		const shown = glyph >= TEXT ? (this.#texts[glyph - TEXT] ?? '') : glyph;
		const width = (place & WIDE) === 0 ? 1 : 2;
		sink.put(place & (WIDE - 1), shown, width, fg, bg, attributes, this.#extras.get(cell));
	}

	#grow(): void {
		const larger = new Uint32Array(this.#numbers.length * 2);
		larger.set(this.#numbers);
		this.#numbers = larger;
	}

	#textOf(text: string): number {
		const known = this.#known.get(text);
		if (known !== undefined) return known;
		this.#known.set(text, this.#texts.length);
		return this.#texts.push(text) - 1;
	}
}
