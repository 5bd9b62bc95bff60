// What is known of the person's own terminal. Asked once at the start; what it does not say stays unknown.
import * as z from 'zod/mini';

const Rgb = z.nullable(z.int().check(z.minimum(0), z.maximum(0xffffff)));

/** Colours as 24 bits of red, green and blue; null where they are not known. */
export const TerminalColours = z.object({
	foreground: Rgb,
	background: Rgb,
	/** The sixteen of the palette. */
	palette: z.array(Rgb).check(z.maxLength(16)),
});
export type TerminalColours = z.infer<typeof TerminalColours>;

export const UNKNOWN_COLOURS: TerminalColours = {foreground: null, background: null, palette: []};

export type OuterTerminal = {
	/** Whether dark or light text is read on it. */
	readonly background: 'dark' | 'light' | 'unknown';
	readonly colours: TerminalColours;
	/** Its name and version (XTVERSION), cleaned. */
	readonly version: string | null;
	/** It knows the kitty keyboard protocol; null where it did not say. */
	readonly kittyKeyboard: boolean | null;
	/** It knows synchronized output (DEC mode 2026). */
	readonly synchronizedOutput: boolean | null;
};

export const UNKNOWN_TERMINAL: OuterTerminal = {
	background: 'unknown',
	colours: UNKNOWN_COLOURS,
	version: null,
	kittyKeyboard: null,
	synchronizedOutput: null,
};

/** Whether a background is dark, by its luminance (ITU-R BT.601, as most programs judge it). */
export const shadeOf = (background: number | null): OuterTerminal['background'] => {
	if (background === null) return 'unknown';
	const [red, green, blue] = [(background >> 16) & 255, (background >> 8) & 255, background & 255];
	return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? 'dark' : 'light';
};

/** Whether two terminals have the same colours. */
export const sameColours = (one: TerminalColours, other: TerminalColours): boolean =>
	JSON.stringify(one) === JSON.stringify(other);
