import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {splitCommands} from '../../src/domain/command-line.ts';

const words = (text: string) => {
	const split = splitCommands(text);
	return split.ok ? split.commands : split.problem;
};

describe('a command written as one text', () => {
	test('is cut at blanks, and at && into several', () => {
		expect(words('npm test && npm run lint')).toEqual([
			['npm', 'test'],
			['npm', 'run', 'lint'],
		]);
		expect(words('  make\tall  ')).toEqual([['make', 'all']]);
		expect(words('a&&b')).toEqual([['a'], ['b']]);
	});

	test('keeps together what quotes and backslashes keep together in a shell', () => {
		expect(words(`grep 'a b' "c \\"d\\"" e\\ f`)).toEqual([['grep', 'a b', 'c "d"', 'e f']]);
		expect(words(`echo '' "" 'it'"'"'s' '&&' '|'`)).toEqual([['echo', '', '', "it's", '&&', '|']]);
	});

	test.each([
		['npm test | tee log', '"|" needs a shell: write ["sh", "-c", …] if that is meant'],
		['npm test; rm x', '";" needs a shell: write ["sh", "-c", …] if that is meant'],
		['echo $HOME', '"$" needs a shell: write ["sh", "-c", …] if that is meant'],
		['echo "$HOME"', 'a quote is not closed, or holds what only a shell can fill in'],
		["echo 'a", 'a quote is not closed, or holds what only a shell can fill in'],
		['a & b', '"&" needs a shell: write ["sh", "-c", …] if that is meant'],
		['a &&', 'a command is missing'],
		['&& a', 'a command is missing'],
		['', 'a command is missing'],
	])('%j is not guessed at', (text, problem) => {
		expect(words(text)).toBe(problem);
	});

	test('gives back every list of words that was quoted', () => {
		const quote = (word: string) => `'${word.replaceAll("'", `'"'"'`)}'`;
		const lists = fc.array(fc.array(fc.string({unit: 'binary'}), {minLength: 1, maxLength: 4}), {
			minLength: 1,
			maxLength: 3,
		});
		fc.assert(
			fc.property(lists, (commands) => {
				expect(words(commands.map((list) => list.map(quote).join(' ')).join(' && '))).toEqual(commands);
			}),
		);
	});

	test('of any kind is read without a fault', () => {
		fc.assert(
			fc.property(
				fc.string({unit: fc.constantFrom('a', ' ', '&', '"', "'", '\\', '$', '|')}),
				(text) => typeof splitCommands(text).ok === 'boolean',
			),
		);
	});
});
