import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {DiffHunk, DiffLine} from '../../src/domain/diff.ts';
import {printable} from '../../src/domain/text.ts';
import {highlightHunk} from '../../src/git/highlight.ts';

const line = (text: string, kind: DiffLine['kind'] = 'same'): DiffLine => ({kind, before: 1, after: 1, text});

const hunkOf = (...lines: DiffLine[]): DiffHunk => ({
	beforeStart: 1,
	beforeLines: 1,
	afterStart: 1,
	afterLines: 1,
	heading: '',
	lines,
});

const marked = async (file: string, ...lines: DiffLine[]): Promise<string[]> =>
	(await highlightHunk(file, hunkOf(...lines))).map((spans) =>
		spans.map(({text, token}) => (token === 'plain' ? text : `<${token} ${text}>`)).join(''),
	);

describe('the lines of a diff', () => {
	test('are cut into pieces by the file’s language', async () => {
		expect(await marked('src/a.ts', line("const x = 'a'; // why"), line('\treturn 1;', 'added'))).toEqual([
			"<keyword const> x = <string 'a'>; <comment // why>",
			'    <keyword return> <number 1>;',
		]);
	});

	test('are read side by side: what was removed does not open a comment in what was added', async () => {
		expect(await marked('a.c', line('/* old', 'removed'), line('int a;', 'added'), line('x */', 'removed'))).toEqual([
			'<comment /* old>',
			'<type int> a;',
			'<comment x */>',
		]);
	});

	test('of an unknown language stay plain, and show nothing that controls a terminal', async () => {
		expect(await marked('notes.unknown', line('a\u001b[31mb\u202ec'))).toEqual(['a[31mbc']);
		expect(await marked('x.constructor', line('a'))).toEqual(['a']);
	});

	test('keep every printable character, whatever they hold', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.string(), {maxLength: 6}),
				fc.constantFrom('a.ts', 'a.py', 'a.md', 'a.html', 'Makefile', 'a'),
				async (texts, file) => {
					const lines = texts.map((text) => line(text.replaceAll('\n', ' '), 'added'));
					const spans = await highlightHunk(file, hunkOf(...lines));
					expect(spans.map((row) => row.map(({text}) => text).join(''))).toEqual(
						lines.map(({text}) => printable(text.replaceAll('\t', '    '))),
					);
				},
			),
			{numRuns: 60},
		);
	});
});
