import fc from 'fast-check';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {ProgramStatus} from '../../src/sessions/program-status.ts';
import {createScreen} from '../../src/sessions/screen.ts';

const opened = (size = {cols: 40, rows: 6}) => {
	const said = {replies: '', titles: [] as string[], states: [] as ProgramStatus[], bells: 0};
	const screen = createScreen({
		size,
		scrollback: 100,
		onReply: (bytes) => {
			said.replies += bytes.toString();
		},
		onSignal: (signal) => {
			if (signal.kind === 'title') said.titles.push(signal.text);
			if (signal.kind === 'bell') said.bells += 1;
		},
		onStatus: (status) => said.states.push(status),
	});
	onTestFinished(() => screen.dispose());
	return {screen, said, feed: (text: string) => screen.write(Buffer.from(text))};
};

const plain = {
	fg: null,
	bg: null,
	bold: false,
	dim: false,
	italic: false,
	underline: false,
	inverse: false,
	strike: false,
};

describe('the rows of a screen', () => {
	test('are stretches of styled text, without blanks at their ends', () => {
		const {screen, feed} = opened();
		feed('plain \x1b[1;31mred\x1b[0m \x1b[38;2;1;2;3;48;5;99mrgb\x1b[0m   \r\n\x1b[9;7m x \x1b[0m');
		expect(screen.row(0)).toEqual([
			{...plain, text: 'plain '},
			{...plain, text: 'red', bold: true, fg: 1},
			{...plain, text: ' '},
			{...plain, text: 'rgb', fg: [1, 2, 3], bg: 99},
		]);
		expect(screen.row(1)).toEqual([{...plain, text: ' x ', inverse: true, strike: true}]);
		expect(screen.row(99)).toEqual([]);
		expect(screen.row(-1)).toEqual([]);
		expect(screen.text().slice(0, 2)).toEqual(['plain red rgb', ' x']);
	});

	test('keep the vowel signs of Indic scripts, as the cells do', () => {
		const words = 'हिन्दी தமிழ் বাংলা कः';
		const {screen, feed} = opened();
		feed(`${words}\r\n\x1b[2Cा`);
		expect(screen.text().slice(0, 2)).toEqual([words, '  ा']);
		const seen: string[] = [];
		screen.cells(0, {
			put: (_, glyph) => void seen.push(typeof glyph === 'number' ? String.fromCodePoint(glyph) : glyph),
		});
		expect(seen.join('')).toBe(words);
	});

	test('never hold a character that controls, reorders or hides text', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.oneof(fc.string({unit: 'binary'}), fc.constantFrom('\u202e', '\u200b', '\x1b[', '\u009b', '👩\u200d💻')),
				),
				(parts) => {
					const {screen, feed} = opened();
					feed(parts.join(''));
					const text = screen
						.rows()
						.flat()
						.map((part) => part.text)
						.join('');
					expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
					expect(text.isWellFormed()).toBe(true);
				},
			),
			{numRuns: 150},
		);
	});

	test('keep an emoji together, and bound a pile of marks', () => {
		const {screen, feed} = opened();
		feed(`👩\u200d💻|e${'\u0301'.repeat(500)}|`);
		expect(screen.text()[0]).toContain('👩\u200d');
		expect((screen.text()[0] as string).length).toBeLessThan(60);
	});
});

describe('a screen answers its program', () => {
	test('in the order of the questions', () => {
		const {said, feed} = opened();
		feed(
			'\x1b]7501;?\x07\x1b[c\x1b[6n\x1b[>q\x1b[?u\x1b[?2026$p\x1b]11;?\x1b\\\x1b]4;1;?;7;?\x07\x1bP+q544e\x1b\\\x1b[18t',
		);
		expect(said.replies).toBe(
			[
				'\x1b]7501;?\x1b\\',
				'\x1b[?1;2c',
				'\x1b[1;1R',
				'\x1bP>|mosaic\x1b\\',
				'\x1b[?0u',
				'\x1b[?2026;2$y',
				'\x1b]11;rgb:1010/1010/1010\x1b\\',
				'\x1b]4;1;rgb:cdcd/0000/0000\x1b\\',
				'\x1b]4;7;rgb:e5e5/e5e5/e5e5\x1b\\',
				'\x1bP0+r544e\x1b\\',
				'\x1b[8;6;40t',
			].join(''),
		);
	});

	test('and never says back what it was told', () => {
		const {said, feed} = opened();
		feed('\x1b]0;\nrm -rf /\n\x07\x1b[21t\x1b]10;evil\x07\x1b]4;999;?;x;?\x07\x1bP+q\nls\n\x1b\\\x1b]52;c;?\x07');
		expect(said.replies).not.toMatch(/rm|evil|ls/);
	});

	test('with the keyboard flags of the buffer that is shown', () => {
		const {screen, said, feed} = opened();
		feed('\x1b[>1u\x1b[>5u\x1b[<u\x1b[?u\x1b[?1049h\x1b[?u\x1b[=8;2u\x1b[?u\x1b[?1049l\x1b[?u');
		expect(said.replies).toBe('\x1b[?1u\x1b[?0u\x1b[?8u\x1b[?1u');
		expect(screen.modes().keyboardFlags).toBe(1);
		feed('\x1bc');
		expect(screen.modes().keyboardFlags).toBe(0);
	});
});

describe('a program reports', () => {
	const base64 = (text: string) => Buffer.from(text).toString('base64');

	test('its state, and only in the exact form', () => {
		const {said, feed} = opened();
		feed(`\x1b]7501;state=blocked:app=claude:kind=question:msg=${base64('Why\x1b[31m\nnot?\u202e')}\x07`);
		feed('\x1b]7501;state=idle\x1b\\');
		for (const bad of ['state=happy', 'state=idle:state=done', 'idle', 'state=idle:msg=***', 'state=idle:msg=/w==', ''])
			feed(`\x1b]7501;${bad}\x07`);
		expect(said.states).toEqual([
			{state: 'blocked', app: 'claude', kind: 'question', message: 'Why [31m not?'},
			{state: 'idle', app: null, kind: null, message: null},
		]);
	});

	test('a message of bounded length, its title and its bell', () => {
		const {said, feed} = opened();
		feed(`\x1b]7501;state=done:msg=${base64('x'.repeat(5000))}\x07\x07\x1b]0;${'t'.repeat(900)}\x07`);
		expect(said.states[0]?.message).toHaveLength(200);
		expect(said.titles[0]).toHaveLength(200);
		expect(said.bells).toBe(1);
	});
});

test('no bytes bring a screen down', () => {
	const sequence = fc.tuple(
		fc.constantFrom('\x1b[', '\x1b[?', '\x1b[>', '\x1b]', '\x1bP', '\x1b', '\u009b'),
		fc.array(fc.oneof(fc.integer({min: -1, max: 3_000_000}), fc.constantFrom(1, 2, 8, 47, 1049)), {maxLength: 4}),
		fc.constantFrom(...'ABCDEFGHIJKLMPSTXZ@`abcdefghlmnpqrstu\x07\x1b'),
		fc.constantFrom('', 'text', '漢字', '\n\n\n'),
	);
	fc.assert(
		fc.property(fc.array(sequence, {maxLength: 40}), fc.nat(60), fc.nat(20), (sequences, cols, rows) => {
			const {screen, feed} = opened({cols: 20, rows: 5});
			feed(sequences.map(([start, params, final, text]) => start + params.join(';') + final + text).join(''));
			screen.resize({cols: 20 + cols, rows});
			feed('\x1bc\x1b[0mstill here');
			expect(screen.text()[0]).toBe('still here');
			expect(screen.snapshot().length).toBeGreaterThan(0);
		}),
		{numRuns: 200},
	);
});

test('erasing up to the last cell, which xterm cannot bear, erases all', () => {
	const {screen, feed} = opened({cols: 4, rows: 2});
	feed('abcd\r\nefgh\x1b[1Jx');
	expect(screen.text()).toEqual(['', 'x']);
});

test('a count of two thousand million holds nobody up', () => {
	const {screen, feed} = opened({cols: 20, rows: 5});
	for (const final of '@ABCDEFGHIJKLMPSTXZ`abdefg') feed(`x\x1b[2147483647${final}`);
	feed('\x1bcstill here');
	expect(screen.text()[0]).toBe('still here');
});

test('a character whose bytes come one by one is shown, whatever bytes it has', () => {
	const text = 'Working… – “so” 漢字 🙂 é ‐';
	const screen = createScreen({size: {cols: 60, rows: 2}});
	for (const byte of Buffer.from(text)) screen.write(Uint8Array.of(byte));
	expect(screen.text()[0]).toBe(text);
	screen.dispose();
});
