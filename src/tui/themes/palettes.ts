// The colours of the themes. Each is given as RGB, and as one of the 16 colours where a terminal has no more; what those
// look like is the person's own choice. test/tui/themes checks the contrast of the RGB values.
import type {Token} from './token.ts';

/** `fg` and `bg` as 0xRRGGBB, `ansi` and `ansiBg` as SGR codes for terminals with 16 colours. */
export type TokenStyle = {
	readonly fg?: number;
	readonly bg?: number;
	readonly ansi?: number;
	readonly ansiBg?: number;
	readonly bold?: boolean;
	readonly dim?: boolean;
	readonly inverse?: boolean;
	readonly underline?: boolean;
};
export type Palette = Readonly<Record<Token, TokenStyle>>;

/** Where nothing is known of the background: the terminal's own colours, which fit it. */
const TERMINAL: Palette = {
	text: {},
	muted: {dim: true},
	strong: {bold: true},
	accent: {ansi: 36},
	good: {ansi: 32},
	active: {ansi: 34},
	warn: {ansi: 33},
	bad: {ansi: 31},
	selected: {inverse: true},
	marked: {bold: true},
	border: {dim: true},
	'border-focused': {ansi: 36},
	hit: {ansi: 30, ansiBg: 43, underline: true},
	// Inverse: its colours are given the other way round.
	'hit-current': {ansi: 95, ansiBg: 40, inverse: true, underline: true},
	picked: {inverse: true},
};

const DARK: Palette = {
	text: {},
	muted: {fg: 0xa3a9b3, ansi: 37},
	strong: {bold: true},
	accent: {fg: 0x6fd7e4, ansi: 96},
	good: {fg: 0x8fd694, ansi: 92},
	active: {fg: 0x8ec5ff, ansi: 94},
	warn: {fg: 0xf0c674, ansi: 93},
	bad: {fg: 0xff9a92, ansi: 91},
	selected: {fg: 0xffffff, bg: 0x1f4f82, ansi: 97, ansiBg: 44},
	marked: {bold: true},
	border: {fg: 0x9aa0ab, ansi: 37},
	'border-focused': {fg: 0x6fd7e4, ansi: 96},
	hit: {fg: 0x000000, bg: 0xb8942e, ansi: 30, ansiBg: 43, underline: true},
	'hit-current': {fg: 0x000000, bg: 0xffd75f, ansi: 30, ansiBg: 103, bold: true, underline: true},
	picked: {fg: 0xffffff, bg: 0x1f4f82, ansi: 97, ansiBg: 44},
};

const LIGHT: Palette = {
	text: {},
	muted: {fg: 0x565c64, ansi: 90},
	strong: {bold: true},
	accent: {fg: 0x005a75, ansi: 34},
	good: {fg: 0x0b5e1e, ansi: 32},
	active: {fg: 0x0a4bab, ansi: 34},
	warn: {fg: 0x7a4300, ansi: 35},
	bad: {fg: 0xa51111, ansi: 31},
	selected: {fg: 0xffffff, bg: 0x0a4bab, ansi: 97, ansiBg: 44},
	marked: {bold: true},
	border: {fg: 0x5f666f, ansi: 90},
	'border-focused': {fg: 0x005a75, ansi: 34},
	hit: {fg: 0x000000, bg: 0xffe08a, ansi: 30, ansiBg: 43, underline: true},
	'hit-current': {fg: 0xffffff, bg: 0x9a3a00, ansi: 97, ansiBg: 41, bold: true, underline: true},
	picked: {fg: 0xffffff, bg: 0x0a4bab, ansi: 97, ansiBg: 44},
};

const BLACK = {bg: 0x000000, ansiBg: 40} as const;

/** Brings its own background, so that its contrast holds on any terminal. */
const HIGH_CONTRAST: Palette = {
	text: {...BLACK, fg: 0xffffff, ansi: 97},
	muted: {...BLACK, fg: 0xe4e4e4, ansi: 37},
	strong: {...BLACK, fg: 0xffffff, ansi: 97, bold: true},
	accent: {...BLACK, fg: 0x5fffff, ansi: 96, bold: true},
	good: {...BLACK, fg: 0x5fff5f, ansi: 92, bold: true},
	active: {...BLACK, fg: 0x87d7ff, ansi: 96, bold: true},
	warn: {...BLACK, fg: 0xffff00, ansi: 93, bold: true},
	bad: {...BLACK, fg: 0xff9f9f, ansi: 91, bold: true},
	selected: {fg: 0x000000, bg: 0xffff00, ansi: 30, ansiBg: 103, bold: true},
	marked: {...BLACK, fg: 0xffff00, ansi: 93, bold: true},
	border: {...BLACK, fg: 0xffffff, ansi: 97},
	'border-focused': {...BLACK, fg: 0xffff00, ansi: 93, bold: true},
	hit: {fg: 0x000000, bg: 0x5fffff, ansi: 30, ansiBg: 106, underline: true},
	'hit-current': {fg: 0x000000, bg: 0xff9fff, ansi: 30, ansiBg: 105, bold: true, underline: true},
	picked: {fg: 0x000000, bg: 0xffff00, ansi: 30, ansiBg: 103, bold: true},
};

/** Weight and inverse alone. */
const NO_COLOUR: Palette = {
	text: {},
	muted: {dim: true},
	strong: {bold: true},
	accent: {},
	good: {},
	active: {},
	warn: {bold: true},
	bad: {bold: true},
	selected: {inverse: true},
	marked: {bold: true},
	border: {dim: true},
	'border-focused': {bold: true},
	hit: {underline: true},
	'hit-current': {inverse: true, underline: true},
	picked: {inverse: true},
};

export const PALETTES = {
	terminal: TERMINAL,
	dark: DARK,
	light: LIGHT,
	'high-contrast': HIGH_CONTRAST,
	none: NO_COLOUR,
} as const satisfies Readonly<Record<string, Palette>>;

export type ThemeName = keyof typeof PALETTES;
