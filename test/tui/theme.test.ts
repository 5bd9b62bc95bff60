import {expect, test} from 'vitest';
import {paint, themeFor} from '../../src/tui/theme.ts';

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
