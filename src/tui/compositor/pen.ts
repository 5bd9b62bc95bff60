// The style that the terminal writes in, and the shortest sequences to the next one: SGR (ECMA-48), underline styles and
// colours (https://sw.kovidgoyal.net/kitty/underlines/), hyperlinks (OSC 8).
import {ATTRIBUTES, type CellExtra, PALETTE, RGB, UNDERLINE_SHIFT} from '../../domain/screen.ts';
import {EXTRA_SHIFT, type Extras} from './extras.ts';

const CODES = [
	[ATTRIBUTES.bold, '1'],
	[ATTRIBUTES.dim, '2'],
	[ATTRIBUTES.italic, '3'],
	[ATTRIBUTES.blink, '5'],
	[ATTRIBUTES.inverse, '7'],
	[ATTRIBUTES.strike, '9'],
	[ATTRIBUTES.overline, '53'],
] as const;
const FLAGS = 255;
const STYLE = 7 << UNDERLINE_SHIFT;
const NO_LINK = '\u001b]8;;\u001b\\';

/** A terminal's pen, which begins with no style at all. */
export class Pen {
	readonly #extras: Extras;
	#fg = 0;
	#bg = 0;
	#attributes = 0;
	#underlineColour = 0;
	#link: CellExtra['link'] = null;
	/** The link of these attributes was ended: it has to be opened again for the next cell that has it. */
	#ended = false;

	constructor(extras: Extras) {
		this.#extras = extras;
	}

	/** The sequences that give the pen this style; empty where it has it. */
	change(fg: number, bg: number, attributes: number): string {
		if (fg === this.#fg && bg === this.#bg && attributes === this.#attributes && !this.#ended) return '';
		const before = this.#attributes;
		const {underlineColour, link} = this.#extras.at(attributes >>> EXTRA_SHIFT);
		const linked = this.#linkTo(link);
		const lost = (before & ~attributes & FLAGS) !== 0;
		const codes = lost ? [''] : [];
		addFlags(codes, lost ? 0 : before, attributes);
		if (fg !== (lost ? 0 : this.#fg)) codes.push(colourCode(fg, 38));
		if (bg !== (lost ? 0 : this.#bg)) codes.push(colourCode(bg, 48));
		if (underlineColour !== (lost ? 0 : this.#underlineColour)) codes.push(underlineCode(underlineColour));
		this.#fg = fg;
		this.#bg = bg;
		this.#attributes = attributes;
		this.#underlineColour = underlineColour;
		this.#ended = false;
		if (codes.length === 0) return linked;
		const none = fg === 0 && bg === 0 && (attributes & FLAGS) === 0 && underlineColour === 0;
		return linked + (none ? '\u001b[m' : `\u001b[${codes.join(';')}m`);
	}

	/** Ends a hyperlink, so that nothing printed by others becomes part of it; empty where none is open. */
	endLink(): string {
		if (this.#link === null) return '';
		this.#ended = true;
		return this.#linkTo(null);
	}

	/** The terminal was told `SGR 0`. */
	reset(): void {
		this.#fg = 0;
		this.#bg = 0;
		this.#attributes = 0;
		this.#underlineColour = 0;
	}

	#linkTo(link: CellExtra['link']): string {
		if (link === this.#link) return '';
		this.#link = link;
		return link === null ? NO_LINK : `\u001b]8;id=${link.group};${link.target}\u001b\\`;
	}
}

const addFlags = (codes: string[], before: number, wanted: number): void => {
	for (const [bit, code] of CODES) if ((wanted & bit) !== 0 && (before & bit) === 0) codes.push(code);
	if ((wanted & ATTRIBUTES.underline) === 0) return;
	const style = wanted & STYLE;
	if ((before & ATTRIBUTES.underline) !== 0 && style === (before & STYLE)) return;
	// Colons: a terminal that does not know the style passes over the whole of it, or takes it for a plain underline.
	const plain = style === 0 && (before & STYLE) === 0;
	codes.push(plain ? '4' : `4:${(style >> UNDERLINE_SHIFT) + 1}`);
};

const underlineCode = (packed: number): string => {
	if (packed === 0) return '59';
	if (packed >= RGB) return `58:2::${(packed >> 16) & 255}:${(packed >> 8) & 255}:${packed & 255}`;
	return `58:5:${packed - PALETTE}`;
};

const colourCode = (packed: number, base: 38 | 48): string => {
	if (packed === 0) return String(base + 1);
	if (packed >= RGB) return `${base};2;${(packed >> 16) & 255};${(packed >> 8) & 255};${packed & 255}`;
	const index = packed - PALETTE;
	if (index < 8) return String(base - 8 + index);
	return index < 16 ? String(base + 52 + index - 8) : `${base};5;${index}`;
};
