import fc from 'fast-check';
import {describe, expect, onTestFinished, test} from 'vitest';
import type {Size} from '../../src/domain/screen.ts';
import {createScreen, type Screen} from '../../src/sessions/screen.ts';

const opened = (size: Size): Screen => {
	const screen = createScreen({size, scrollback: 50});
	onTestFinished(() => screen.dispose());
	return screen;
};

const feed = (screen: Screen, ...chunks: (string | Uint8Array)[]): void => {
	for (const chunk of chunks) screen.write(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
};

/** All that a viewer can tell apart. A second snapshot says it for the history, the pen and the modes too. */
const look = (screen: Screen) => ({
	rows: screen.rows(),
	cursor: screen.cursor(),
	modes: screen.modes(),
	snapshot: screen.snapshot().toString(),
});

const copyOf = (screen: Screen): Screen => {
	const copy = opened(screen.size());
	copy.write(screen.snapshot());
	return copy;
};

const piece = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.constantFrom('a', 'word ', 'longer text that wraps around', '漢字', '😀', 'é', 'e\u0301', '\t'),
	},
	{weight: 3, arbitrary: fc.constantFrom('\r\n', '\n', '\r', '\b', '\x1bM', '\x1bD', '\x1bE', '\x1b7', '\x1b8')},
	{weight: 4, arbitrary: fc.integer({min: 0, max: 107}).map((n) => `\x1b[${n}m`)},
	{
		weight: 2,
		arbitrary: fc.constantFrom('\x1b[38;5;200m', '\x1b[48;2;1;2;3m', '\x1b[1;2m', '\x1b[22m', '\x1b[0m', '\x1b[7;44m'),
	},
	{
		weight: 3,
		arbitrary: fc.constantFrom(
			'\x1b[4:3m',
			'\x1b[4:5;58:2::7:8:9m',
			'\x1b[58;5;3m',
			'\x1b[59m',
			'\x1b]8;;https://a.example\x07',
			'\x1b]8;id=q;https://b.example/?x=1;2\x1b\\',
			'\x1b]8;;\x07',
		),
	},
	{
		weight: 4,
		arbitrary: fc
			.tuple(
				fc.nat(12),
				fc.nat(25),
				fc.constantFrom('H', 'A', 'B', 'C', 'D', 'G', 'd', 'X', 'P', '@', 'L', 'M', 'S', 'T'),
			)
			.map(([a, b, final]) => `\x1b[${a}${final === 'H' ? `;${b}` : ''}${final}`),
	},
	{weight: 2, arbitrary: fc.tuple(fc.nat(2), fc.constantFrom('J', 'K')).map(([n, final]) => `\x1b[${n}${final}`)},
	{weight: 1, arbitrary: fc.tuple(fc.nat(8), fc.nat(8)).map(([a, b]) => `\x1b[${a};${b}r`)},
	{
		weight: 2,
		arbitrary: fc
			.tuple(
				fc.constantFrom('?1049', '?47', '?1', '?7', '?25', '?2004', '?1000', '?1003', '?1006', '?1004', '4', '?6'),
				fc.constantFrom('h', 'l'),
			)
			.map(([mode, final]) => `\x1b[${mode}${final}`),
	},
	{weight: 1, arbitrary: fc.constantFrom('\x1b[>1u', '\x1b[<u', '\x1b(0', '\x1b(B', '\x1b[!p', '\x1b]0;title\x07')},
);

describe('a screen made from a snapshot', () => {
	test('equals the first one, whatever was written', () => {
		fc.assert(
			fc.property(
				fc.integer({min: 2, max: 24}),
				fc.integer({min: 2, max: 8}),
				fc.array(piece, {maxLength: 60}),
				(cols, rows, pieces) => {
					const first = createScreen({size: {cols, rows}, scrollback: 50});
					feed(first, ...pieces);
					const second = createScreen({size: {cols, rows}, scrollback: 50});
					feed(second, first.snapshot());
					expect(look(second)).toEqual(look(first));
					first.dispose();
					second.dispose();
				},
			),
			{numRuns: Number(process.env.RUNS ?? 300)},
		);
	});

	test('goes on like the first one from the middle of a sequence or a character', () => {
		const bytes = Buffer.from(
			'\x1b[1;31mred\x1b[0m \x1b]0;a title\x07 漢 \x1bP$qm\x1b\\ 😀 \x1b[2;5Hend\x1b(0q\x1b(Bé',
		);
		for (let cut = 0; cut <= bytes.length; cut++) {
			const first = opened({cols: 20, rows: 4});
			feed(first, bytes.subarray(0, cut));
			const second = copyOf(first);
			feed(first, bytes.subarray(cut));
			feed(second, bytes.subarray(cut));
			expect(look(second)).toEqual(look(first));
		}
	});

	test('has the history, the hidden cursor, the scroll region, the pen and the modes', () => {
		const first = opened({cols: 20, rows: 5});
		feed(first, ...Array.from({length: 40}, (_, n) => `line ${n}\r\n`));
		feed(first, '\x1b[2;4r\x1b[3;3H\x1b[?25l\x1b[?2004h\x1b[?1002h\x1b[?1006h\x1b[>5u\x1b[2;38;5;99m');
		const second = copyOf(first);
		expect(look(second)).toEqual(look(first));
		expect(second.modes()).toMatchObject({bracketedPaste: true, mouse: 'drag', mouseEncoding: 'sgr', keyboardFlags: 5});
		expect(second.cursor()).toEqual({x: 2, y: 2, visible: false});
		feed(first, '\n\n\n\nscrolled');
		feed(second, '\n\n\n\nscrolled');
		expect(look(second)).toEqual(look(first));
		expect(second.snapshot(3).toString()).not.toContain('line 20');
		expect(second.snapshot().toString()).toContain('line 20');
	});

	test('keeps the normal screen behind the alternate one', () => {
		const first = opened({cols: 20, rows: 5});
		feed(first, 'shell\r\n$ vi\x1b[?1049h\x1b[Hfile\x1b[3;1H~');
		const second = copyOf(first);
		expect(second.text()).toEqual(['file', '', '~', '', '']);
		feed(second, '\x1b[?1049l');
		expect(second.text()).toEqual(['shell', '$ vi', '', '', '']);
		expect(second.cursor()).toMatchObject({x: 4, y: 1});
	});
});
