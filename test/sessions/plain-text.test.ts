import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createTextStream} from '../../src/sessions/plain-text.ts';

const linesOf = (...chunks: (string | Uint8Array)[]) => {
	const lines: string[] = [];
	const alternate: boolean[] = [];
	const stream = createTextStream((line) => lines.push(line), {onAlternateScreen: (on) => alternate.push(on)});
	for (const chunk of chunks) stream.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
	stream.end();
	return {lines, alternate};
};

describe('an agent’s output as text', () => {
	test('is its lines without colours, titles and links', () => {
		const {lines} = linesOf(
			'\x1b[1;32mok\x1b[0m\r\n\x1b]0;title\x07two\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\\r\n\r\nlast',
		);
		expect(lines).toEqual(['ok', 'twolink', '', 'last']);
	});

	test('tells a progress bar once, in its last state', () => {
		expect(linesOf('  1%\r 50%\r100%\n').lines).toEqual(['100%']);
		expect(linesOf('downloading…\r\x1b[Kdone\n').lines).toEqual(['done']);
		expect(linesOf('a long line\x1b[2K\rshort\n').lines).toEqual(['short']);
		expect(linesOf('abc\b\bX\n').lines).toEqual(['aXc']);
		expect(linesOf('a\x1b[3Cb\x1b[1GX\n').lines).toEqual(['X   b']);
	});

	test('keeps tabs, and joins characters that were cut in two', () => {
		const bytes = Buffer.from('é\t漢😀\n');
		for (let cut = 0; cut <= bytes.length; cut++)
			expect(linesOf(bytes.subarray(0, cut), bytes.subarray(cut)).lines).toEqual(['é\t漢😀']);
	});

	test('is silent while a full-screen program runs, and says so', () => {
		const {lines, alternate} = linesOf('before\r\n$ vi\x1b[?1049h\x1b[Htext\r\n~\x1b[?1049;25lafter\r\n');
		expect(lines).toEqual(['before', '$ vi', 'after']);
		expect(alternate).toEqual([true, false]);
	});

	test('survives sequences that never end', () => {
		expect(linesOf(`\x1b[${'1;'.repeat(100_000)}mtext\n`).lines).toEqual(['text']);
		expect(linesOf(`a\x1b]52;c;${'A'.repeat(1_000_000)}\x07b\n`).lines).toEqual(['ab']);
		expect(linesOf(`a\x1b[1\x18b\n\x1b]open\x1b[mc\n`).lines).toEqual(['ab', 'c']);
	});

	test('cuts a line that never ends', () => {
		const {lines} = linesOf('x'.repeat(100_000));
		expect(lines.join('')).toHaveLength(100_000);
		expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(20_000);
		expect(linesOf(`\x1b[999999Gx\n`).lines[0]?.length).toBeLessThan(2000);
	});

	test('never holds a control character but the tab, whatever is written', () => {
		const piece = fc.oneof(
			fc.uint8Array({maxLength: 12}),
			fc
				.constantFrom('\x1b[', '\x1b]', '\x1bP', '\u009b', '\u202e', '\x1b[?1049h', '\x1b[?1049l', '\r', '\b', '\t')
				.map((text) => Buffer.from(text)),
		);
		fc.assert(
			fc.property(fc.array(piece, {maxLength: 60}), (chunks) => {
				for (const line of linesOf(...chunks).lines) {
					expect(line).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069]/);
					expect(line.isWellFormed()).toBe(true);
				}
			}),
			{numRuns: 500},
		);
	});
});

describe('an agent’s output as text with its styles', () => {
	const styledLinesOf = (...chunks: string[]) => {
		const lines: string[] = [];
		const stream = createTextStream((line) => lines.push(line), {styles: true});
		for (const chunk of chunks) stream.push(Buffer.from(chunk));
		stream.end();
		return lines;
	};

	test('keeps colours and weights, each line ending its own', () => {
		expect(styledLinesOf('\x1b[1;31mred\x1b[22m thin\r\nstill \x1b[0mplain\n')).toEqual(
			['\x1b[0;1;31mred\x1b[0;31m thin\x1b[m', '\x1b[0;31mstill\x1b[m'].map((line, at) =>
				at === 1 ? '\x1b[0;31mstill \x1b[mplain' : line,
			),
		);
		expect(styledLinesOf('\x1b[38;2;1;2;3;48:5:9mx\x1b[39;49my\n')).toEqual(['\x1b[0;38;2;1;2;3;48;5;9mx\x1b[my']);
	});

	test('of what overwrote itself, in its last style', () => {
		expect(styledLinesOf('\x1b[31mabc\r\x1b[32mX\n')).toEqual(['\x1b[0;32mX\x1b[0;31mbc\x1b[m']);
	});

	test('holds no other sequence, whatever is written', () => {
		const piece = fc.oneof(
			fc.string({unit: 'binary', maxLength: 12}),
			fc.constantFrom(
				'\x1b[',
				'\x1b]0;t\x07',
				'38;5;',
				'999999',
				'm',
				'\u009b',
				'\x1b[4:3m',
				'\x1b[;;1m',
				'\x1b[38;2;1m',
			),
		);
		fc.assert(
			fc.property(fc.array(piece, {maxLength: 40}), (chunks) => {
				for (const line of styledLinesOf(...chunks)) {
					const text = line.replace(/\x1b\[(?:0(?:;\d{1,3})+)?m/g, '');
					expect(text).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e]/);
					if (line !== text) expect(line.endsWith('\x1b[m') || line.includes('\x1b[m')).toBe(true);
				}
			}),
			{numRuns: 300},
		);
	});
});
