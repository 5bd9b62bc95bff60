import fc from 'fast-check';
import {expect, test} from 'vitest';
import {commandWords} from '../../src/domain/command-words.ts';

test.each([
	['less', ['less']],
	['  less   -R\t-S ', ['less', '-R', '-S']],
	['"/opt/my editor/edit" --wait', ['/opt/my editor/edit', '--wait']],
	["code '--goto=a b' x\\ y", ['code', '--goto=a b', 'x y']],
	['a"b c"\'d e\'f', ['ab cd ef']],
	['vi "" \'\'', ['vi', '', '']],
	['less "+/a\\"b" "\\x"', ['less', '+/a"b', '\\x']],
	['sh -c $(touch x);`y`|z>&2*', ['sh', '-c', '$(touch', 'x);`y`|z>&2*']],
])('%s is taken apart as a shell quotes, and nothing in it is carried out', (text, words) => {
	expect(commandWords(text)).toEqual({ok: true, words});
});

test.each([
	['"less', 'a " has no end'],
	["less 'a", "a ' has no end"],
	['less \\', 'it ends in a \\'],
	['  ', 'it names no program'],
	['""', 'it names no program'],
	['less a\0b', 'it holds a NUL character'],
])('%s cannot be taken apart, and why is said', (text, reason) => {
	expect(commandWords(text)).toEqual({ok: false, reason});
});

test('whatever words are quoted come back as they were', () => {
	const word = fc.string({unit: 'binary', minLength: 1, maxLength: 20}).filter((text) => !text.includes('\0'));
	const quote = fc.constantFrom(
		(text: string) => `'${text.replaceAll("'", `'\\''`)}'`,
		(text: string) => `"${text.replace(/["\\$`]/g, '\\$&')}"`,
		(text: string) => text.replace(/[\s'"\\]/gu, '\\$&'),
	);
	fc.assert(
		fc.property(fc.array(fc.tuple(word, quote), {minLength: 1, maxLength: 6}), (words) => {
			const text = words.map(([one, quoted]) => quoted(one)).join(' ');
			expect(commandWords(text)).toEqual({ok: true, words: words.map(([one]) => one)});
		}),
	);
});
