import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {cellText} from '../../src/tui/cells.ts';
import {widthOf} from '../../src/tui/width.ts';

describe('the width of a text', () => {
	test.each([
		['abc', 3],
		['日本', 4],
		['é', 1],
		['e\u0301', 1],
		['👍🏽', 2],
		['👩‍👩‍👧', 2],
		['🇩🇪', 2],
		['❤️', 2],
		['❤', 1],
		['○◐●', 3],
		['한글', 4],
		['\u1112\u1161\u11ab', 2],
		['नि', 2],
		['', 0],
	])('%j is %i cells', (text, width) => {
		expect(widthOf(text)).toBe(width);
	});
});

test('the width of a cleaned text is the one that the library with all tables says', () => {
	fc.assert(
		fc.property(fc.string({unit: 'grapheme', maxLength: 40}), (text) => {
			const clean = cellText(text);
			expect(widthOf(clean)).toBe(stringWidth(clean));
		}),
		{numRuns: 2000},
	);
});
