// The style that the terminal writes in, and the shortest SGR sequence (ECMA-48) to the next one.
import {ATTRIBUTES, PALETTE, RGB} from '../../domain/screen.ts';

const CODES = [
	[ATTRIBUTES.bold, '1'],
	[ATTRIBUTES.dim, '2'],
	[ATTRIBUTES.italic, '3'],
	[ATTRIBUTES.underline, '4'],
	[ATTRIBUTES.blink, '5'],
	[ATTRIBUTES.inverse, '7'],
	[ATTRIBUTES.strike, '9'],
	[ATTRIBUTES.overline, '53'],
] as const;

/** A terminal's pen, which begins with no style at all. */
export class Pen {
	#fg = 0;
	#bg = 0;
	#attributes = 0;

	/** The sequence that gives the pen this style; empty where it has it. */
	change(fg: number, bg: number, attributes: number): string {
		if (fg === this.#fg && bg === this.#bg && attributes === this.#attributes) return '';
		const lost = (this.#attributes & ~attributes) !== 0;
		const codes: string[] = [];
		if (lost) codes.push('');
		const had = lost ? 0 : this.#attributes;
		for (const [bit, code] of CODES) if ((attributes & bit) !== 0 && (had & bit) === 0) codes.push(code);
		if (fg !== (lost ? 0 : this.#fg)) codes.push(colourCode(fg, 38));
		if (bg !== (lost ? 0 : this.#bg)) codes.push(colourCode(bg, 48));
		this.#fg = fg;
		this.#bg = bg;
		this.#attributes = attributes;
		return fg === 0 && bg === 0 && attributes === 0 ? '\u001b[m' : `\u001b[${codes.join(';')}m`;
	}

	/** The terminal was told `SGR 0`. */
	reset(): void {
		this.#fg = 0;
		this.#bg = 0;
		this.#attributes = 0;
	}
}

const colourCode = (packed: number, base: 38 | 48): string => {
	if (packed === 0) return String(base + 1);
	if (packed >= RGB) return `${base};2;${(packed >> 16) & 255};${(packed >> 8) & 255};${packed & 255}`;
	const index = packed - PALETTE;
	if (index < 8) return String(base - 8 + index);
	return index < 16 ? String(base + 52 + index - 8) : `${base};5;${index}`;
};
