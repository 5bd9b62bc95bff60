// The only place that knows colours. A token is a meaning; the terminal's own 16 colours stand behind it, so that the
// person's colour scheme decides how it looks.

import {ATTRIBUTES, PALETTE} from '../domain/screen.ts';

export type Token =
	| 'text'
	| 'muted'
	| 'strong'
	| 'accent'
	| 'good'
	| 'active'
	| 'warn'
	| 'bad'
	| 'selected'
	| 'marked'
	| 'border'
	| 'border-focused';

/** How many colours the terminal has: none at all styles nothing, `mono` has weight and inverse but no colour. */
export type ColourDepth = 'none' | 'mono' | '16' | '256' | 'full';

export type Theme = {readonly depth: ColourDepth};

/** A stretch of one line in one meaning. */
export type Span = {readonly text: string; readonly token?: Token};
export type Line = readonly Span[];

type Sgr = readonly (readonly [open: number, close: number])[];

const BOLD = [1, 22] as const;
const DIM = [2, 22] as const;
const INVERSE = [7, 27] as const;
const colour = (code: number) => [code, 39] as const;

const COLOURED: Readonly<Record<Token, Sgr>> = {
	text: [],
	muted: [DIM],
	strong: [BOLD],
	accent: [colour(36)],
	good: [colour(32)],
	active: [colour(34)],
	warn: [colour(33)],
	bad: [colour(31)],
	selected: [INVERSE],
	marked: [BOLD],
	border: [DIM],
	'border-focused': [colour(36)],
};

const MONO: Readonly<Partial<Record<Token, Sgr>>> = {
	muted: [DIM],
	strong: [BOLD],
	warn: [BOLD],
	bad: [BOLD],
	selected: [INVERSE],
	marked: [BOLD],
	border: [DIM],
	'border-focused': [BOLD],
};

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
	const sgr = tokenSgr(theme, span.token ?? 'text');
	const open = sgr.map(([code]) => `\u001b[${code}m`).join('');
	const close = sgr.map(([, code]) => `\u001b[${code}m`).join('');
	return open + span.text + close;
};

const tokenSgr = (theme: Theme, token: Token): Sgr => (theme.depth === 'mono' ? (MONO[token] ?? []) : COLOURED[token]);

/** The style of a cell in packed colours; see CellSink. */
export type Highlight = {readonly fg: number; readonly bg: number; readonly attributes: number};

const BLACK = PALETTE;

/** What lies over a session's cells. Without colours the attributes alone tell them apart. */
export const HIGHLIGHTS = {
	hit: {fg: BLACK, bg: PALETTE | 3, attributes: ATTRIBUTES.underline},
	// Inverse: its colours are given the other way round.
	current: {fg: PALETTE | 13, bg: BLACK, attributes: ATTRIBUTES.inverse | ATTRIBUTES.underline},
	selected: {fg: 0, bg: 0, attributes: ATTRIBUTES.inverse},
} as const satisfies Readonly<Record<string, Highlight>>;
