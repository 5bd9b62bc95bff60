// Which theme a person's choice means on their terminal. Pure.
import type {ThemeChoice} from '../../domain/theme-choice.ts';
import type {ColourDepth, Theme} from '../theme.ts';

export type Background = 'dark' | 'light';

/** What decides how the screen is coloured. */
export type Look = {
	readonly choice: ThemeChoice;
	readonly depth: ColourDepth;
	/** The terminal's background; null while it is not known. */
	readonly background: Background | null;
};

/** No colours at all unless a program says so; for places without a terminal. */
export const NO_LOOK: Look = {choice: 'auto', depth: 'none', background: null};

/** The theme of a look. A terminal without colours, or a person who wants none, overrules every choice. */
export const themeOf = ({choice, depth, background}: Look): Theme => {
	if (depth === 'none') return {depth, name: 'none'};
	if (depth === 'mono' || choice === 'none') return {depth: 'mono', name: 'none'};
	if (choice === 'auto') return {depth, name: background ?? 'terminal'};
	return {depth, name: choice};
};

/**
 * The background that COLORFGBG names (`15;0`, `0;default;15`): rxvt, Konsole and others set it. Colours 0–6 and 8 are
 * dark (https://vimhelp.org/options.txt.html, 'background').
 */
export const backgroundFrom = (colorFgBg: string | undefined): Background | null => {
	const last = /^(?:\d+|default)(?:;(?:\d+|default))*;(\d+)$/.exec(colorFgBg ?? '')?.[1];
	if (last === undefined || Number(last) > 15) return null;
	return Number(last) <= 6 || last === '8' ? 'dark' : 'light';
};
