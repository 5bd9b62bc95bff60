// A session's cells in the colours that the person's terminal has.
import type {Colour, StyledText} from '../../domain/screen.ts';
import {cellText} from '../cells.ts';
import type {ColourDepth, Span} from '../theme.ts';

/** A stretch of a session's row, its colours brought down to what the terminal has. */
export const screenSpan = (styled: StyledText, depth: ColourDepth): Span => {
	const codes: [string, string][] = [];
	if (styled.bold) codes.push(['1', '22']);
	if (styled.dim) codes.push(['2', '22']);
	if (styled.italic) codes.push(['3', '23']);
	if (styled.underline) codes.push(['4', '24']);
	if (styled.inverse) codes.push(['7', '27']);
	if (styled.strike) codes.push(['9', '29']);
	const fg = colourCode(styled.fg, depth, 38);
	const bg = colourCode(styled.bg, depth, 48);
	if (fg !== undefined) codes.push([fg, '39']);
	if (bg !== undefined) codes.push([bg, '49']);
	const sgr = [codes.map(([open]) => `\u001b[${open}m`).join(''), codes.map(([, end]) => `\u001b[${end}m`).join('')];
	return {text: keepBlanks(styled.text), sgr: [sgr[0] ?? '', sgr[1] ?? '']};
};

/** Cleaned like all foreign text, but blanks at the ends are cells of the screen and stay. */
const keepBlanks = (text: string): string => {
	if (/^[\u0020-\u007e]*$/.test(text)) return text;
	const start = text.length - text.trimStart().length;
	const end = text.trim() === '' ? 0 : text.length - text.trimEnd().length;
	return ' '.repeat(start) + cellText(text) + ' '.repeat(end);
};

const colourCode = (colour: Colour, depth: ColourDepth, base: 38 | 48): string | undefined => {
	if (colour === null || depth === 'none' || depth === 'mono') return undefined;
	if (depth === 'full' && typeof colour !== 'number') return `${base};2;${colour.join(';')}`;
	const index = typeof colour === 'number' ? colour : paletteIndex(colour);
	if (depth !== '16' || index < 16) return index < 16 ? plainCode(index, base) : `${base};5;${index}`;
	return plainCode(nearestPlain(paletteColour(index)), base);
};

const plainCode = (index: number, base: 38 | 48): string =>
	String(index < 8 ? base - 8 + index : base + 52 + (index - 8));

type Rgb = readonly [number, number, number];
const LEVELS = [0, 95, 135, 175, 215, 255];

/** The nearest colour of the 6×6×6 cube or the grey ramp. */
const paletteIndex = ([red, green, blue]: Rgb): number => {
	const [r, g, b] = [red, green, blue].map(nearestLevel) as [number, number, number];
	const cube = 16 + 36 * r + 6 * g + b;
	const grey = 232 + Math.max(0, Math.min(23, Math.round(((red + green + blue) / 3 - 8) / 10)));
	const target: Rgb = [red, green, blue];
	return distance(paletteColour(grey), target) < distance(paletteColour(cube), target) ? grey : cube;
};

const nearestLevel = (value: number): number =>
	LEVELS.reduce(
		(best, level, index) => (Math.abs(level - value) < Math.abs((LEVELS[best] ?? 0) - value) ? index : best),
		0,
	);

const paletteColour = (index: number): Rgb => {
	if (index >= 232) {
		const grey = 8 + (index - 232) * 10;
		return [grey, grey, grey];
	}
	const cube = index - 16;
	return [LEVELS[Math.floor(cube / 36)] ?? 0, LEVELS[Math.floor(cube / 6) % 6] ?? 0, LEVELS[cube % 6] ?? 0];
};

const PLAIN: readonly Rgb[] = Array.from({length: 16}, (_, index): Rgb => {
	if (index === 7) return [192, 192, 192];
	if (index === 8) return [128, 128, 128];
	const on = index < 8 ? 128 : 255;
	return [index & 1 ? on : 0, index & 2 ? on : 0, index & 4 ? on : 0];
});

const nearestPlain = (colour: Rgb): number =>
	PLAIN.reduce(
		(best, plain, index) => (distance(plain, colour) < distance(PLAIN[best] ?? plain, colour) ? index : best),
		0,
	);

const distance = (a: Rgb, b: Rgb): number => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
