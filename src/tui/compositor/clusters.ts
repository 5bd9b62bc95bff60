// Cells that hold more than one code point (combining marks, emoji sequences), by number.
import {CLUSTER} from './grid.ts';

/** An agent can print any number of different ones; with so many known the table begins anew and all is drawn again. */
const MOST = 50_000;

/** Gives each text a number for as long as the table is not cleared. */
export class Clusters {
	readonly #numbers = new Map<string, number>();
	readonly #texts: string[] = [];

	get isFull(): boolean {
		return this.#texts.length >= MOST;
	}

	/** The glyph that stands for a text. */
	glyphOf(text: string): number {
		const known = this.#numbers.get(text);
		if (known !== undefined) return known;
		const glyph = CLUSTER | this.#texts.length;
		this.#texts.push(text);
		this.#numbers.set(text, glyph);
		return glyph;
	}

	/** The text of a glyph that glyphOf gave. */
	textOf(glyph: number): string {
		return this.#texts[glyph & (CLUSTER - 1)] ?? ' ';
	}

	clear(): void {
		this.#numbers.clear();
		this.#texts.length = 0;
	}
}
