import fc from 'fast-check';
import {expect, test} from 'vitest';
import {unifiedDiff} from '../../../src/agent/acp/diff.ts';

const applied = (before: string, diff: string): string => {
	const lines = before === '' ? [] : before.replace(/\n$/, '').split('\n');
	if (diff === '') return lines.join('\n');
	const [head = '', ...body] = diff.split('\n');
	const [, from = '0', count = '0'] = /^@@ -(\d+),(\d+)/.exec(head) ?? [];
	const kept = body.filter((line) => !line.startsWith('-')).map((line) => line.slice(1));
	lines.splice(Number(from) - 1, Number(count), ...kept);
	return lines.join('\n');
};

test('a diff, applied to the old text, gives the new one', () => {
	const text = fc
		.array(fc.constantFrom('a', 'b', 'c', ' ', '-'), {maxLength: 30})
		.map((lines) => lines.map((line) => `${line}\n`).join(''));
	fc.assert(
		fc.property(text, text, (before, after) => {
			expect(applied(before, unifiedDiff(before, after))).toBe(after.replace(/\n$/, ''));
		}),
	);
});

test('what changed in a long file is shown with a few lines around, and a book is cut', () => {
	const book = Array.from({length: 2000}, (_, line) => `line ${line}`).join('\n');
	expect(unifiedDiff(book, book.replace('line 1000\n', 'another\n')).split('\n')).toHaveLength(9);
	expect(unifiedDiff('', book)).toContain('1600 more lines');
});
