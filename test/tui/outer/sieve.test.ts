import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type Answer, parseColour} from '../../../src/tui/outer/answers.ts';
import {createSieve} from '../../../src/tui/outer/sieve.ts';

const ANSWERS: readonly (readonly [string, Answer])[] = [
	['\u001b]10;rgb:ffff/0000/8080\u001b\\', {kind: 'colour', of: 'foreground', colour: 0xff0080}],
	['\u001b]11;rgb:f/0/8\u0007', {kind: 'colour', of: 'background', colour: 0xff0088}],
	['\u001b]4;13;#0a0b0c\u0007', {kind: 'colour', of: 13, colour: 0x0a0b0c}],
	['\u001b]12;rgb:1111/2222/3333\u0007', {kind: 'other'}],
	['\u001bP>|WezTerm 2026\u001b\\', {kind: 'version', text: 'WezTerm 2026'}],
	['\u001b[?1u', {kind: 'keyboard'}],
	['\u001b[?2026;2$y', {kind: 'mode', mode: 2026, known: true}],
	['\u001b[?62;22;52c', {kind: 'attributes'}],
];
/** Keys, pastes and mouse reports; also some that look like the beginning of an answer. */
const TYPED = [
	'a',
	'yes\r',
	'\u001b',
	'\u001b[A',
	'\u001bOP',
	'\u001b[1;5C',
	'\u001b[97;5u',
	'\u001b[<0;10;20M',
	'\u001b]',
	'\u001bP',
	'\u001b[I',
	'\u00c3\u00a4',
	'\u001b[200~pasted \u001b]11;rgb:0/0/0\u0007 \u001b[?1u text\u001b[201~',
	'\u001b[200~unterminated once\u001b[201',
	'~',
	'\u0003',
];

const sieveAll = (chunks: readonly string[]) => {
	const sieve = createSieve(() => true);
	const answers: Answer[] = [];
	let pass = '';
	for (const chunk of chunks) {
		const sieved = sieve.push(chunk);
		pass += sieved.pass;
		answers.push(...sieved.answers);
	}
	return {pass: pass + sieve.release(), answers};
};

const cutAt = (text: string, cuts: readonly number[]): string[] => {
	const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
	return places.slice(1).map((to, index) => text.slice(places[index], to));
};

describe('answers among keys', () => {
	test('are taken out, and keys pass, however the bytes are cut', () => {
		const typed = fc.constantFrom(
			...TYPED.slice(0, 14).filter(
				(one) => !['\u001b', '\u001b]', '\u001bP'].includes(one) && !one.includes('unterminated'),
			),
		);
		const piece = fc.oneof(
			typed.map((text) => ({text, answer: undefined})),
			fc.constantFrom(...ANSWERS).map(([text, answer]) => ({text, answer})),
		);
		fc.assert(
			fc.property(fc.array(piece, {maxLength: 30}), fc.array(fc.nat(2000), {maxLength: 60}), (pieces, cuts) => {
				const all = pieces.map(({text}) => text).join('');
				const {pass, answers} = sieveAll(cutAt(all, cuts));
				expect(answers).toEqual(pieces.flatMap(({answer}) => answer ?? []));
				expect(pass).toBe(pieces.map(({text, answer}) => (answer ? '' : text)).join(''));
			}),
			{numRuns: 1000},
		);
	});

	test('without any, whatever is typed passes whole and in order', () => {
		const bytes = fc.array(fc.oneof(fc.constantFrom(...TYPED), fc.string({unit: 'binary-ascii', maxLength: 8})));
		fc.assert(
			fc.property(bytes, fc.array(fc.nat(500), {maxLength: 20}), (parts, cuts) => {
				const all = parts.join('');
				const {pass, answers} = sieveAll(cutAt(all, cuts));
				if (answers.length === 0) expect(pass).toBe(all);
				else expect(pass.length).toBeLessThan(all.length);
			}),
			{numRuns: 1000},
		);
	});

	test('in a paste are text, wherever its marks are cut', () => {
		const paste = '\u001b[200~\u001b]11;rgb:0/0/0\u0007\u001b[?62c\u001b[201~';
		for (let cut = 0; cut <= paste.length; cut++)
			expect(sieveAll([paste.slice(0, cut), paste.slice(cut)])).toEqual({pass: paste, answers: []});
		expect(sieveAll([...paste, ...'\u001b[?62c'])).toEqual({pass: paste, answers: [{kind: 'attributes'}]});
	});

	test('hold up no key when none is expected', () => {
		const sieve = createSieve(() => false);
		for (const key of ['\u001b', '\u001b[', '\u001b]', '\u001bP', 'x'])
			expect(sieve.push(key), JSON.stringify(key)).toEqual({pass: key, answers: []});
		expect(sieve.push('\u001b]11;rgb:')).toEqual({pass: '', answers: []});
		expect(sieve.push('00/00/00\u001b\\k').pass).toBe('k');
	});

	test('that never end are given up', () => {
		const sieve = createSieve(() => true);
		const endless = `\u001b]11;${'x'.repeat(5000)}`;
		expect(sieve.push(endless).pass).toBe(endless);
		expect(sieve.holds()).toBe(false);
	});
});

test.each([
	['rgb:ff/00/80', 0xff0080],
	['rgb:f/0/8', 0xff0088],
	['rgb:ffff/0000/8000', 0xff0080],
	['rgba:ffff/ffff/ffff/ffff', 0xffffff],
	['#123456', 0x123456],
	['red', null],
	['rgb:1/2', null],
])('the colour %s', (text, colour) => expect(parseColour(text)).toBe(colour));
