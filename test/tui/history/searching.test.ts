import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {freeze} from '../../../src/tui/history/document.ts';
import {compilePattern, findHits, nextHit} from '../../../src/tui/history/search.ts';
import {promptColumn} from '../../../src/tui/history/status.ts';
import {aSheet, held, numbered} from './sheet.ts';

const LOG = 'ok build\r\nError one\r\nfine\r\nerror two\r\nlast\r\n';

describe('a search', () => {
	test('shows its first hit while it is typed, with all others, and goes back when it is given up', () => {
		const {press, type, lit, message, history} = held(aSheet(numbered(60) + LOG));
		press('g');
		const {top} = history.state;
		press('/');
		type('erro');
		expect(lit('current')).toEqual(['Erro']);
		expect(lit('hit')).toEqual(['erro']);
		expect(message()).toBe('/erro');
		const column = promptColumn(history.state);
		type(' ');
		expect(promptColumn(history.state)).toBe(column + 1);
		press('esc');
		expect(history.state.top).toBe(top);
		expect(lit('current')).toEqual([]);
	});

	test('goes on with n and N, and tells when it went round', () => {
		const {press, type, lit, message, position} = held(aSheet(LOG));
		press('g', '/');
		type('error');
		press('enter');
		expect(position()).toContain('1/2');
		press('n');
		expect(lit('current')).toEqual(['error']);
		expect(position()).toContain('2/2');
		press('n');
		expect(message()).toBe('The search went on from the top.');
		expect(lit('current')).toEqual(['Error']);
		press('N');
		expect(message()).toBe('The search went on from the bottom.');
	});

	test('goes upward with ?, where n goes upward too', () => {
		const {press, type, lit} = held(aSheet(LOG));
		press('?');
		type('error');
		press('enter');
		expect(lit('current')).toEqual(['error']);
		press('n');
		expect(lit('current')).toEqual(['Error']);
	});

	test('finds small letters in both cases, and a capital only as it is', () => {
		const {press, type, position} = held(aSheet(LOG));
		press('g', '/');
		type('Error');
		press('enter');
		expect(position()).toContain('1/1');
	});

	test('says that there is no match, and what is wrong with a pattern', () => {
		const {press, type, message, position} = held(aSheet(LOG));
		press('/');
		type('nowhere');
		expect(message()).toBe('/nowhere  no match');
		press('enter');
		expect(message()).toBe('No match for nowhere.');
		press('/');
		type('(a');
		expect(message()).toMatch(/^\/\(a {2}not a pattern: .*group/);
		press('enter');
		expect(message()).toMatch(/not a pattern/);
		press('n');
		expect(message()).toMatch(/Nothing was searched/);
		expect(position()).not.toContain('/2');
	});

	test('finds a word that the edge of the terminal cut in two, and lights up both halves', () => {
		const {press, type, lit} = held(aSheet('a long needle here', {cols: 10, rows: 4}));
		press('g', '/');
		type('needle');
		press('enter');
		expect(lit('current')).toEqual(['nee', 'dle']);
	});

	test('lights up wide characters whole, and clusters', () => {
		const {press, type, lit} = held(aSheet('x漢字y e\u0301 👍🏽', {cols: 30, rows: 3}));
		press('g', '/');
		type('字y');
		expect(lit('current')).toEqual(['字y']);
		press('ctrl+u');
		type('👍🏽');
		expect(lit('current')).toEqual(['👍🏽']);
	});

	test('is at once in five thousand lines', () => {
		const {press, type, position} = held(aSheet(numbered(6000), {cols: 120, rows: 50}, 5000));
		press('g', '/');
		type('line \\d*77$');
		press('enter');
		expect(position()).toContain('1/5');
	});

	test('gives up a pattern that would take for ever', () => {
		const {press, message, history} = held(aSheet(`${'a'.repeat(39)}!`));
		press('/');
		history.type({kind: 'paste', text: '(a+)+$'});
		expect(message()).toContain('takes too long');
		press('enter', 'k');
		expect(history.state.prompt).toBeNull();
	});
});

test('hits are where a naive search of the unwrapped lines has them', () => {
	const letters = fc.constantFrom('a', 'b', 'A', ' ', '漢', 'e\u0301');
	const lines = fc.array(
		fc.array(letters, {maxLength: 30}).map((parts) => parts.join('').trimEnd()),
		{
			minLength: 1,
			maxLength: 8,
		},
	);
	fc.assert(
		fc.property(
			lines,
			fc.array(letters, {minLength: 1, maxLength: 3}),
			fc.integer({min: 3, max: 12}),
			(texts, parts, cols) => {
				const wanted = parts.join('');
				const pattern = compilePattern(wanted);
				if (!pattern.ok) throw new Error(pattern.error);
				const document = freeze(aSheet(texts.join('\r\n'), {cols, rows: 100}).view);
				const found = findHits(document, pattern);
				const count = texts.flatMap((text) => [...text.matchAll(pattern.regex)]).length;
				expect(found.ok && found.hits.length).toBe(count);
				if (!found.ok) return;
				for (const {from, to} of found.hits) {
					expect(to.line - from.line).toBeLessThanOrEqual(3);
					expect(from.x).toBeLessThan(cols);
				}
				const middle = {line: 3, x: 0};
				const next = nextHit(found.hits, middle, false);
				if (next !== null && !next.wrapped) expect(found.hits[next.at]?.from.line).toBeGreaterThanOrEqual(3);
			},
		),
		{numRuns: 200},
	);
});
