import {expect, test} from 'vitest';
import {table} from '../../../src/cli/print/table.ts';

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
