// The ratio of https://www.w3.org/TR/WCAG22/#contrast-minimum: 4.5 for text.
import {expect, test} from 'vitest';
import {PALETTE, RGB} from '../../../src/domain/screen.ts';
import {colourReducer} from '../../../src/tui/compositor/colours.ts';
import {paint} from '../../../src/tui/theme.ts';
import {backgroundFrom, themeOf} from '../../../src/tui/themes/choose.ts';
import {PALETTES, type ThemeName} from '../../../src/tui/themes/palettes.ts';
import type {Token} from '../../../src/tui/themes/token.ts';

const DARK = [0x000000, 0x1e1e1e, 0x282c34, 0x282828, 0x2e3440, 0x002b36, 0x300a24, 0x24283b];
const LIGHT = [0xffffff, 0xfafafa, 0xfdf6e3, 0xeff1f5, 0xeee8d5];
const BACKGROUNDS: Readonly<Partial<Record<ThemeName, readonly number[]>>> = {dark: DARK, light: LIGHT};

const luminance = (rgb: number): number => {
	const [r = 0, g = 0, b = 0] = [rgb >> 16, (rgb >> 8) & 255, rgb & 255].map((value) => {
		const share = value / 255;
		return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (one: number, other: number): number => {
	const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (high + 0.05) / (low + 0.05);
};

const LEVELS = [0, 95, 135, 175, 215, 255];
const reduce256 = colourReducer('256');
/** What a terminal with 256 colours shows instead. */
const in256 = (rgb: number): number => {
	const index = (reduce256(RGB | rgb) & ~PALETTE) - 16;
	if (index >= 216) return (8 + (index - 216) * 10) * 0x010101;
	const level = (place: number) => LEVELS[Math.floor(index / place) % 6] ?? 0;
	return (level(36) << 16) | (level(6) << 8) | level(1);
};

const pairs = (['dark', 'light', 'high-contrast'] as const).flatMap((name) =>
	Object.entries(PALETTES[name]).flatMap(([token, {fg, bg}]: [string, {fg?: number; bg?: number}]) => {
		if (fg === undefined) return [];
		const grounds = bg === undefined ? (BACKGROUNDS[name] ?? []) : [bg];
		return grounds.map((ground) => [name, token, fg, ground] as const);
	}),
);

test.each(pairs)('%s: %s can be read (%i on %i)', (name, _token, fg, ground) => {
	const least = name === 'high-contrast' ? 7 : 4.5;
	expect(contrast(fg, ground)).toBeGreaterThanOrEqual(least);
	const sameGround = BACKGROUNDS[name]?.includes(ground) ? ground : in256(ground);
	expect(contrast(in256(fg), sameGround)).toBeGreaterThanOrEqual(least);
});

test('every token looks different from plain text, or has a weight, in every theme that has colours', () => {
	const tokens = Object.keys(PALETTES.dark).filter((token) => !['text', 'border'].includes(token)) as Token[];
	for (const name of ['terminal', 'dark', 'light', 'high-contrast'] as const)
		for (const depth of ['16', 'full'] as const)
			for (const token of tokens)
				expect(paint({name, depth}, [{text: 'x', token}]), `${name} ${depth} ${token}`).not.toBe(
					paint({name, depth}, [{text: 'x'}]),
				);
});

test.each([
	[{choice: 'auto', depth: 'full', background: null}, 'terminal'],
	[{choice: 'auto', depth: '16', background: 'light'}, 'light'],
	[{choice: 'auto', depth: 'mono', background: 'light'}, 'none'],
	[{choice: 'dark', depth: '256', background: 'light'}, 'dark'],
	[{choice: 'high-contrast', depth: 'none', background: null}, 'none'],
	[{choice: 'none', depth: 'full', background: 'dark'}, 'none'],
] as const)('%j is shown as %s', (look, name) => {
	expect(themeOf(look).name).toBe(name);
});

test.each([
	['15;0', 'dark'],
	['0;15', 'light'],
	['0;default;7', 'light'],
	['15;8', 'dark'],
	['default;default', null],
	['0;99', null],
	['', null],
	[undefined, null],
	['\u001b[31m', null],
])('COLORFGBG=%j is %s', (value, background) => {
	expect(backgroundFrom(value)).toBe(background);
});
