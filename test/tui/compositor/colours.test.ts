import {expect, test} from 'vitest';
import {PALETTE, packColour, RGB} from '../../../src/domain/screen.ts';
import {colourReducer} from '../../../src/tui/compositor/colours.ts';
import {Compositor} from '../../../src/tui/compositor/compositor.ts';
import {TextSurface} from '../../../src/tui/compositor/text-surface.ts';

const red = packColour([255, 0, 0]);

test('the colours of a session come down to what the terminal has', () => {
	expect(colourReducer('full')(red)).toBe(RGB | 0xff0000);
	expect(colourReducer('256')(red)).toBe(PALETTE | 196);
	expect(colourReducer('16')(red)).toBe(PALETTE | 9);
	expect(colourReducer('256')(packColour([128, 128, 128]))).toBe(PALETTE | 244);
	expect(colourReducer('16')(packColour(1))).toBe(PALETTE | 1);
	expect(colourReducer('256')(packColour(12))).toBe(PALETTE | 12);
	expect(colourReducer('16')(packColour(196))).toBe(PALETTE | 9);
	expect(colourReducer('mono')(packColour(196))).toBe(0);
	expect(colourReducer('none')(red)).toBe(0);
});

test('weight and inverse stay where there are no colours, and nothing on a terminal without styles', () => {
	const drawn = (depth: 'none' | 'mono' | '16') => {
		const compositor = new Compositor({cols: 10, rows: 1}, depth);
		compositor.show([new TextSurface({x: 0, y: 0, width: 10, height: 1}, ['\u001b[1;7;43mx\u001b[m'])]);
		return compositor.frame(null);
	};
	expect(drawn('16')).toContain('\u001b[1;7;43mx');
	expect(drawn('mono')).toContain('\u001b[1;7mx');
	expect(drawn('none')).toContain('\u001b[1Hx');
});
