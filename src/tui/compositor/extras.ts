// Underline colours and hyperlinks, by number: a cell holds the number above its attributes.
import {ATTRIBUTES, type CellExtra, UNDERLINE_SHIFT} from '../../domain/screen.ts';
import type {ColourDepth} from '../theme.ts';
import {colourReducer} from './colours.ts';

/** Where the number begins in a cell's attributes. */
export const EXTRA_SHIFT = 12;
/** An agent can make any number of them; with so many known the table begins anew and all is drawn again. */
const MOST = 50_000;
const NOTHING: CellExtra = {underlineColour: 0, link: null};

/** Numbers for what a terminal of this depth can show, for as long as the table is not cleared; 0 is nothing. */
export class Extras {
	/** The bits of a cell's attributes that this terminal can show. */
	readonly mask: number;
	readonly #reduce: (packed: number) => number;
	readonly #underlines: boolean;
	readonly #links: boolean;
	#known = new WeakMap<CellExtra, number>();
	readonly #numbers = new Map<string, number>();
	readonly #extras: CellExtra[] = [NOTHING];

	/** `links`: whether hyperlinks may reach the terminal. */
	constructor(depth: ColourDepth, links: boolean) {
		this.#reduce = colourReducer(depth);
		// A terminal of few colours is an old one, or one that shows a plain underline at best.
		this.#underlines = depth === 'full' || depth === '256';
		this.#links = links && depth !== 'none';
		this.mask = depth === 'none' ? 0 : this.#underlines ? 255 | (7 << UNDERLINE_SHIFT) : 255;
	}

	get isFull(): boolean {
		return this.#extras.length > MOST;
	}

	/** What belongs above the attributes of a cell that has this extra. */
	bitsOf(extra: CellExtra, attributes: number): number {
		let number = this.#known.get(extra);
		if (number === undefined) {
			number = this.#number(extra);
			this.#known.set(extra, number);
		}
		if (number === 0) return 0;
		const {link} = this.at(number);
		// The colour of an underline that is not there would only make equal cells differ.
		return link === null && (attributes & ATTRIBUTES.underline) === 0 ? 0 : number << EXTRA_SHIFT;
	}

	/** The extra of a number, as the terminal can show it. */
	at(number: number): CellExtra {
		return this.#extras[number] ?? NOTHING;
	}

	clear(): void {
		this.#known = new WeakMap();
		this.#numbers.clear();
		this.#extras.length = 1;
	}

	#number(extra: CellExtra): number {
		const underlineColour = this.#underlines ? this.#reduce(extra.underlineColour) : 0;
		const link = this.#links ? extra.link : null;
		if (underlineColour === 0 && link === null) return 0;
		const key = `${underlineColour} ${link?.group ?? ''} ${link?.target ?? ''}`;
		const known = this.#numbers.get(key);
		if (known !== undefined) return known;
		const number = this.#extras.push({underlineColour, link}) - 1;
		this.#numbers.set(key, number);
		return number;
	}
}
