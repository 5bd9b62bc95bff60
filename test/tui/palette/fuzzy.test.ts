import fc from 'fast-check';
import {expect, test} from 'vitest';
import {fuzzyMatch} from '../../../src/tui/palette/fuzzy.ts';

const letters = fc.string({unit: fc.constantFrom('a', 'b', 'C', ' ', '-', 'İ', '日', '🚀'), maxLength: 12});

/** The plain meaning: each word's letters stand in the text in that order. */
const isFound = (query: string, text: string): boolean =>
	query
		.split(/\s+/)
		.filter(Boolean)
		.every((word) => {
			let rest = [...text];
			return [...word].every((char) => {
				const index = rest.findIndex((one) => same(one, char));
				rest = rest.slice(index + 1);
				return index >= 0;
			});
		});
const same = (one: string, other: string): boolean => fold(one) === fold(other);
const fold = (char: string): string => (char.toLowerCase().length === char.length ? char.toLowerCase() : char);

test('a text is found exactly where each word has its letters in it, in order', () => {
	fc.assert(
		fc.property(letters, letters, (query, text) => {
			expect(fuzzyMatch(query, text) !== null).toBe(isFound(query, text));
		}),
	);
});

test('the places ascend, lie in the text, and one word names exactly its letters', () => {
	fc.assert(
		fc.property(letters, letters, (query, text) => {
			const match = fuzzyMatch(query, text);
			if (match === null) return;
			expect(match.at.every((index, order) => index < text.length && index > (match.at[order - 1] ?? -1))).toBe(true);
			const words = query.split(/\s+/).filter(Boolean);
			if (words.length === 1) expect(fold2(match.at.map((index) => text[index]).join(''))).toBe(fold2(words[0] ?? ''));
		}),
	);
});
const fold2 = (text: string): string => [...text].map(fold).join('');

test('one more letter never finds more', () => {
	fc.assert(
		fc.property(letters, letters, letters, (query, more, text) => {
			if (fuzzyMatch(query + more, text) !== null) expect(fuzzyMatch(query, text)).not.toBeNull();
		}),
	);
});

const best = (query: string, texts: readonly string[]): string | undefined =>
	texts
		.flatMap((text) => {
			const match = fuzzyMatch(query, text);
			return match ? [{text, score: match.score}] : [];
		})
		.sort((a, b) => b.score - a.score)[0]?.text;

test.each([
	['start', ['restart it', 'start T1', 'show the art']],
	['T1', ['start T11', 'mark T2', 'start T1', 'atlas 1']],
	['st3', ['stretch 3', 'start T3', 'sort the 3rd']],
	['md', ['amid it', 'mark done', 'mode']],
	['next wait', ['go to the next session that waits', 'wait', 'next panel']],
])('%s finds the one that was meant', (query, texts) => {
	const meant = {start: 'start T1', T1: 'start T1', st3: 'start T3', md: 'mark done'}[query] ?? texts[0];
	expect(best(query, texts)).toBe(meant);
});

test('40,000 entries are searched while a person types', () => {
	const texts = Array.from({length: 40_000}, (_, index) => `start T${index} Title of the task number ${index}`);
	const found = texts.filter((text) => fuzzyMatch('start 39999', text) !== null);
	expect(found).toContain('start T39999 Title of the task number 39999');
});
