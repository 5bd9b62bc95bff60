// Tokens are meanings; the theme says how each one looks, and this turns it into sequences. The colours themselves stand
// in themes/palettes.ts.
import {ATTRIBUTES, PALETTE, RGB} from '../domain/screen.ts';
import type {Click} from './click.ts';
import {PALETTES, type ThemeName, type TokenStyle} from './themes/palettes.ts';
import type {Token} from './themes/token.ts';

/** How many colours the terminal has: none at all styles nothing, `mono` has weight and inverse but no colour. */
export type ColourDepth = 'none' | 'mono' | '16' | '256' | 'full';

/** How things look: without a name, in the terminal's own colours. */
export type Theme = {readonly depth: ColourDepth; readonly name?: ThemeName};

/** A stretch of one line in one meaning. */
export type Span = {readonly text: string; readonly token?: Token; readonly click?: Click};
export type Line = readonly Span[];

/** The theme that a terminal's environment asks for: https://no-color.org, FORCE_COLOR as Node reads it, TERM. */
export const themeFor = (env: NodeJS.ProcessEnv): Theme => ({depth: depthFor(env)});

const depthFor = (env: NodeJS.ProcessEnv): ColourDepth => {
	const forced = env.FORCE_COLOR;
	if (env.TERM === 'dumb' && !forced) return 'none';
	if (forced !== undefined && forced !== '') return FORCED[forced] ?? '16';
	if (env.NO_COLOR) return 'mono';
	if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return 'full';
	return env.TERM?.includes('256') ? '256' : '16';
};

const FORCED: Readonly<Record<string, ColourDepth>> = {'0': 'mono', false: 'mono', '2': '256', '3': 'full'};

/** A line as text with style sequences; each span closes what it opened. */
export const paint = (theme: Theme, line: Line): string => line.map((span) => paintSpan(theme, span)).join('');

const paintSpan = (theme: Theme, span: Span): string => {
	if (span.text === '' || theme.depth === 'none') return span.text;
	const {open, close} = sequences(theme, span.token ?? 'text');
	return open + span.text + close;
};

type Sequences = {readonly open: string; readonly close: string};
const known = new Map<string, Sequences>();

const sequences = ({name = 'terminal', depth}: Theme, token: Token): Sequences => {
	const key = `${name} ${depth} ${token}`;
	const found = known.get(key);
	if (found) return found;
	const codes = sgr(PALETTES[depth === 'mono' ? 'none' : name][token], depth);
	const made = {
		open: codes.map(([on]) => `\u001b[${on}m`).join(''),
		close: codes.map(([, off]) => `\u001b[${off}m`).join(''),
	};
	known.set(key, made);
	return made;
};

type Code = readonly [on: string | number, off: number];

const sgr = (style: TokenStyle, depth: ColourDepth): Code[] => {
	const plain = depth === '16';
	const codes: (Code | false)[] = [
		style.bold === true && [1, 22],
		style.dim === true && [2, 22],
		style.underline === true && [4, 24],
		style.inverse === true && [7, 27],
		...colour(plain ? undefined : style.fg, style.ansi, 38, 39),
		...colour(plain ? undefined : style.bg, style.ansiBg, 48, 49),
	];
	return codes.filter((code) => code !== false);
};

const colour = (rgb: number | undefined, ansi: number | undefined, on: number, off: number): Code[] => {
	if (rgb !== undefined) return [[`${on};2;${rgb >> 16};${(rgb >> 8) & 255};${rgb & 255}`, off]];
	return ansi === undefined ? [] : [[ansi, off]];
};

/** The style of a cell in packed colours; see CellSink. */
export type CellStyle = {readonly fg: number; readonly bg: number; readonly attributes: number};

const knownCells = new Map<string, CellStyle>();

/** How a meaning looks on a cell that lies over a session's own. Without colours the attributes alone tell it apart. */
export const cellStyle = ({name = 'terminal', depth}: Theme, token: Token): CellStyle => {
	const key = `${name} ${depth} ${token}`;
	const found = knownCells.get(key);
	if (found) return found;
	const style = PALETTES[depth === 'mono' || depth === 'none' ? 'none' : name][token] as TokenStyle;
	const plain = depth === '16';
	const made = {
		fg: packed(plain ? undefined : style.fg, style.ansi),
		bg: packed(plain ? undefined : style.bg, style.ansiBg === undefined ? undefined : style.ansiBg - 10),
		attributes:
			(style.bold ? ATTRIBUTES.bold : 0) |
			(style.dim ? ATTRIBUTES.dim : 0) |
			(style.inverse ? ATTRIBUTES.inverse : 0) |
			(style.underline ? ATTRIBUTES.underline : 0),
	};
	knownCells.set(key, made);
	return made;
};

/** SGR 30–37 and 90–97 are the sixteen colours of the palette. */
const packed = (rgb: number | undefined, ansi: number | undefined): number => {
	if (rgb !== undefined) return RGB | rgb;
	return ansi === undefined ? 0 : PALETTE | (ansi >= 90 ? ansi - 82 : ansi - 30);
};
