import {expect, test} from 'vitest';
import {screenSpan} from '../../src/tui/draw/screen-style.ts';
import {paint, themeFor} from '../../src/tui/theme.ts';
import {plainText} from '../support/fake-controller.ts';

test.each([
	[{TERM: 'xterm'}, '16'],
	[{TERM: 'xterm-256color'}, '256'],
	[{TERM: 'xterm-256color', COLORTERM: 'truecolor'}, 'full'],
	[{TERM: 'xterm-256color', NO_COLOR: '1'}, 'mono'],
	[{TERM: 'xterm-256color', NO_COLOR: ''}, '256'],
	[{TERM: 'dumb'}, 'none'],
	[{TERM: 'dumb', FORCE_COLOR: '1'}, '16'],
	[{NO_COLOR: '1', FORCE_COLOR: '3'}, 'full'],
	[{TERM: 'xterm', FORCE_COLOR: '0'}, 'mono'],
])('%j asks for %s', (env, depth) => {
	expect(themeFor(env).depth).toBe(depth);
});

test('a span closes what it opened, so that nothing leaks into its neighbour', () => {
	expect(paint({depth: '16'}, [{text: 'a', token: 'bad'}, {text: 'b'}])).toBe('\u001b[31ma\u001b[39mb');
	expect(paint({depth: 'none'}, [{text: 'a', token: 'bad'}])).toBe('a');
});

const colourOf = (fg: number | readonly [number, number, number], depth: 'mono' | '16' | '256' | 'full') =>
	screenSpan(plainText('x', {fg}), depth).sgr?.[0];

test('the colours of a session come down to what the terminal has', () => {
	expect(colourOf([255, 0, 0], 'full')).toBe('\u001b[38;2;255;0;0m');
	expect(colourOf([255, 0, 0], '256')).toBe('\u001b[38;5;196m');
	expect(colourOf([255, 0, 0], '16')).toBe('\u001b[91m');
	expect(colourOf([128, 128, 128], '256')).toBe('\u001b[38;5;244m');
	expect(colourOf(1, '16')).toBe('\u001b[31m');
	expect(colourOf(12, '256')).toBe('\u001b[94m');
	expect(colourOf(196, '16')).toBe('\u001b[91m');
	expect(colourOf(196, 'mono')).toBe('');
});

test('a session keeps weight and inverse where there are no colours', () => {
	const styled = screenSpan(plainText(' 日本 ', {bold: true, inverse: true, bg: 3}), 'mono');
	expect(styled).toEqual({text: ' 日本 ', sgr: ['\u001b[1m\u001b[7m', '\u001b[22m\u001b[27m']});
});
