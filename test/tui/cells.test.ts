import fc from 'fast-check';
import {expect, test} from 'vitest';
import {cellText, clip, cut, cutMiddle, padTo, wrap} from '../../src/tui/cells.ts';
import {widthOf} from '../../src/tui/width.ts';

test('a wide character that does not fit whole is left out', () => {
	expect(cut('日本語', 4)).toBe('日…');
	expect(cut('日本語', 6)).toBe('日本語');
	expect(clip('日本語', 3)).toBe('日');
	expect(padTo('日本語', 4)).toBe('日… ');
});

test('emoji sequences whose width terminals disagree on are taken apart', () => {
	expect(cellText('👩‍🚀 ❤️ 👍🏽 1️⃣')).toBe('👩🚀 ❤ 👍 1');
});

test('escapes, control characters and reordering marks never reach the screen', () => {
	expect(cellText('a\u001b[31mb\u0007\u202ec\u009b2J\nd')).toBe('a [31mb c 2J d');
});

test('any text fills exactly the cells it is given', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary', maxLength: 80}), fc.integer({min: 0, max: 60}), (text, width) => {
			expect(widthOf(padTo(cellText(text), width))).toBe(width);
		}),
	);
});

test('wrapped lines keep every word and no line is too wide', () => {
	fc.assert(
		fc.property(fc.string({unit: 'grapheme', maxLength: 200}), fc.integer({min: 4, max: 40}), (text, width) => {
			const clean = cellText(text);
			const lines = wrap(clean, width);
			for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width);
			expect(lines.join('').replaceAll(/\s/g, '')).toBe(clean.replaceAll(/\s/g, ''));
		}),
	);
});

test('a title of a megabyte costs no more than a long one', () => {
	expect(widthOf(cellText('日'.repeat(1_000_000)))).toBeLessThan(5000);
});

test('an id that is too long keeps its beginning and its end, in exactly the cells that there are', () => {
	expect(cutMiddle('FEATURE-AUTH-001', 16)).toBe('FEATURE-AUTH-001');
	expect(cutMiddle('FEATURE-AUTH-001', 10)).toBe('FEATU…-001');
	expect(cutMiddle('任務識別子番号一', 9)).toBe('任務…号一');
	expect(cutMiddle('FEATURE', 3)).toBe('FE…');
	fc.assert(
		fc.property(fc.string({unit: 'grapheme', maxLength: 40}), fc.integer({min: 0, max: 30}), (text, width) => {
			expect(widthOf(cutMiddle(cellText(text), width))).toBeLessThanOrEqual(width);
		}),
	);
});
