import {describe, expect, test} from 'vitest';
import {table} from '../../src/cli/table.ts';
import {clip, widthOf} from '../../src/cli/width.ts';

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

test.each([
	['abcdef', 6, 'abcdef'],
	['abcdef', 5, 'abcd…'],
	['日本語', 4, '日…'],
	['日本語', 5, '日本…'],
	['a👩‍👩‍👧b', 3, 'a…'],
	['abc', 0, '…'],
])('%j clipped to %i is %j', (text, width, clipped) => {
	expect(clip(text, width)).toBe(clipped);
});

test('a table is as wide as it needs, or gives way in its flexible column', () => {
	const columns = [{title: 'ID'}, {title: 'TITLE', flexible: true}, {title: ''}];
	const rows = [
		['T1', 'A very long title indeed', 'x'],
		['日', '短い', 'y'],
	];
	expect(table(columns, rows, null)).toEqual([
		'ID  TITLE',
		'T1  A very long title indeed  x',
		'日  短い                      y',
	]);
	expect(table(columns, rows, 20)).toEqual(['ID  TITLE', 'T1  A very long …  x', '日  短い           y']);
});
