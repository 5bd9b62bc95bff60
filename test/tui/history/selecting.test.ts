import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {selectedText} from '../../../src/tui/history/selection.ts';
import {until} from '../../support/until.ts';
import {aSheet, held, numbered} from './sheet.ts';

describe('a selection by keys', () => {
	test('of characters runs over lines, ends included', () => {
		const {press, copied, lit} = held(aSheet('first line\r\nsecond line\r\nthird'));
		press('g', 'w', 'v', 'j', '0', 'e');
		expect(lit('selected')[1]).toBe('second');
		press('y');
		expect(copied()).toEqual(['line\nsecond']);
	});

	test('of lines takes lines whole, with all rows they wrap over', () => {
		const {press, copied, effects} = held(aSheet('abcdefghijklmno\r\nnext\r\nlast', {cols: 10, rows: 6}));
		press('g', 'j', 'V');
		press('j', 'enter');
		expect(copied()).toEqual(['abcdefghijklmno\nnext']);
		expect(effects[0]).toMatchObject({told: '2 lines', leave: true});
	});

	test('of a block takes columns, whole wide characters, without joining rows', () => {
		const {press, copied} = held(aSheet('ab漢字e\r\nabcdef\r\na', {cols: 10, rows: 6}));
		press('g', 'l', 'l', 'ctrl+v', 'j', 'j', 'k', 'y');
		expect(copied()).toEqual(['漢\nc']);
	});

	test('can be turned round and grows at both ends', () => {
		const {press, copied} = held(aSheet('one two three four'));
		press('g', 'w', 'v', 'e', 'o', 'b', 'y');
		expect(copied()).toEqual(['one two']);
	});

	test('stays on its text while output goes on', () => {
		const sheet = aSheet(numbered(30));
		const {press, copied, lit} = held(sheet);
		press('k', 'k', 'k', 'V', 'k');
		const before = lit('selected');
		sheet.feed(`${numbered(50, 30)}\x1b[H\x1b[2J`);
		expect(lit('selected')).toEqual(before);
		press('y');
		expect(copied()).toEqual(['line 26\nline 27']);
	});

	test('copies without the blanks at the ends of lines, and joins what only the edge cut apart', () => {
		const {press, copied} = held(aSheet('abc   \x1b[44m   \x1b[0m\r\n1234567890ab  cd\r\nx', {cols: 10, rows: 6}));
		press('g', 'v', 'G', '$', 'y');
		expect(copied()).toEqual(['abc\n1234567890ab  cd\nx']);
	});

	test('says how much was copied, and that nothing is selected', () => {
		const {press, effects, message} = held(aSheet('e\u0301👩‍🚀x'));
		press('y');
		expect(message()).toContain('Nothing is selected');
		press('0', 'v', '$', 'y');
		expect(effects[0]).toMatchObject({text: 'e\u0301👩\u200d🚀x', told: expect.stringMatching(/character/)});
	});

	test('reaches the next hit of a search', () => {
		const {press, type, copied} = held(aSheet('from here\r\nto there'));
		press('g', 'v', '/');
		type('there');
		press('enter', 'y');
		expect(copied()).toEqual(['from here\nto t']);
	});
});

describe('the mouse', () => {
	const at = (x: number, y: number) => ({x, y, alt: false});

	test('selects what it is drawn over, forward and backward, and copies it', () => {
		const {history, copied, lit} = held(aSheet('hello brave world'));
		history.mouse({kind: 'press', ...at(6, 0)});
		history.mouse({kind: 'drag', ...at(10, 0)});
		expect(lit('selected')).toEqual(['brave']);
		history.mouse({kind: 'release', ...at(10, 0)});
		history.mouse({kind: 'press', ...at(4, 0)});
		history.mouse({kind: 'drag', ...at(0, 0)});
		history.mouse({kind: 'release', ...at(0, 0)});
		expect(copied()).toEqual(['brave', 'hello']);
	});

	test('takes a word with two clicks, a path as one, and a whole line with three', () => {
		const {history, copied} = held(aSheet('see src/tui/keys.ts:12, or\r\nnot', {cols: 20, rows: 6}));
		for (const _ of [1, 2, 3]) {
			history.mouse({kind: 'press', ...at(8, 0)});
			history.mouse({kind: 'release', ...at(8, 0)});
		}
		expect(copied()).toEqual(['src/tui/keys.ts:12', 'see src/tui/keys.ts:12, or']);
	});

	test('two clicks that are slow or elsewhere are two presses', () => {
		const {history, clock, copied} = held(aSheet('one two'));
		history.mouse({kind: 'press', ...at(1, 0)});
		clock.now = 1000;
		history.mouse({kind: 'press', ...at(1, 0)});
		history.mouse({kind: 'press', ...at(5, 0)});
		history.mouse({kind: 'release', ...at(5, 0)});
		expect(copied()).toEqual([]);
	});

	test('goes on word by word after two clicks', () => {
		const {history, copied} = held(aSheet('one two three'));
		history.mouse({kind: 'press', ...at(5, 0)});
		history.mouse({kind: 'press', ...at(5, 0)});
		history.mouse({kind: 'drag', ...at(1, 0)});
		history.mouse({kind: 'release', ...at(1, 0)});
		expect(copied()).toEqual(['one two']);
	});

	test('held beyond the edge scrolls on by itself until it is released', async () => {
		const {history, rows, copied} = held(aSheet(numbered(40)));
		history.mouse({kind: 'press', ...at(0, 3)});
		history.mouse({kind: 'drag', ...at(0, -1)});
		await until('the oldest line', () => rows()[0] === 'line 0');
		history.mouse({kind: 'release', ...at(0, -1)});
		expect(copied()[0]).toMatch(/^line 0\n(line \d+\n)+l$/);
	});

	test('selects a block with Alt', () => {
		const {history, copied} = held(aSheet('abcd\r\nefgh\r\nijkl'));
		history.mouse({kind: 'press', x: 1, y: 0, alt: true});
		history.mouse({kind: 'drag', x: 2, y: 2, alt: true});
		history.mouse({kind: 'release', x: 2, y: 2, alt: true});
		expect(copied()).toEqual(['bc\nfg\njk']);
	});
});

describe('prompts', () => {
	const prompt = (command: string, output: string) =>
		`\x1b]133;A\x07$ \x1b]133;B\x07${command}\r\n\x1b]133;C\x07${output}\x1b]133;D;0\x07`;
	const shell = prompt('ls', numbered(30)) + prompt('pwd', '/home\r\n') + prompt('true', '');

	test('are gone to, up and down', () => {
		const {press, history, message} = held(aSheet(`${shell}\x1b]133;A\x07$ `));
		press('{', '{', '{');
		expect(history.state.cursor.line).toBe(0);
		press('{');
		expect(message()).toBe('No prompt above.');
		press('}');
		expect(history.state.cursor.line).toBe(31);
	});

	test('have outputs, of which the one here is selected, else the last above that has any', () => {
		const {press, copied} = held(aSheet(`${shell}\x1b]133;A\x07$ `));
		press('O', 'y');
		press('{', 'O', 'y', '{', '{', 'O', 'y');
		expect(copied().slice(0, 2)).toEqual(['/home', '/home']);
		expect(copied()[2]?.split('\n')).toHaveLength(30);
	});

	test('are not there without a shell that marks them, and that is said', () => {
		const {press, message} = held(aSheet('$ ls\r\n'));
		press('{');
		expect(message()).toContain('OSC 133');
		press('O');
		expect(message()).toContain('OSC 133');
	});
});

test('any selection copies exactly the cells between its ends, in whichever direction it was made', () => {
	const character = fc.constantFrom('a', 'b', ' ', '漢', 'e\u0301');
	const keys = fc.constantFrom('h', 'l', 'j', 'k', 'w', 'b', 'e', '0', '$', 'g', 'G', 'ctrl+u');
	fc.assert(
		fc.property(
			fc.array(
				fc.array(character, {maxLength: 14}).map((parts) => parts.join('')),
				{minLength: 1, maxLength: 10},
			),
			fc.array(keys, {maxLength: 12}),
			fc.constantFrom('v', 'V', 'ctrl+v'),
			fc.array(keys, {maxLength: 12}),
			(texts, before, kind, after) => {
				const pane = held(aSheet(texts.join('\r\n'), {cols: 8, rows: 5}));
				pane.press(...before, kind, ...after);
				const once = selectedIn(pane);
				pane.press('o');
				expect(selectedIn(pane)).toBe(once);
				expect(once).not.toMatch(/[ \t]$/m);
				if (kind === 'V')
					for (const line of once.split('\n')) expect(['', ...texts.map((text) => text.trimEnd())]).toContain(line);
				pane.press('y');
				expect(pane.copied().at(-1) ?? '').toBe(once);
			},
		),
		{numRuns: 200},
	);
});

const selectedIn = ({history}: ReturnType<typeof held>): string => {
	const {selection} = history.state;
	return selection === null ? '' : selectedText(history.document, selection);
};

describe('a selection, when the terminal gets another width', () => {
	const prose = Array.from(
		{length: 8},
		(_, at) => `${at} brave new 漢字 world of wide words, e\u0301 and 👩‍🚀 too\r\n`,
	).join('');

	test('stays on the same text, however the rows are cut, and can be copied', () => {
		const sheet = aSheet(prose, {cols: 40, rows: 8});
		const {press, history, copied, message} = held(sheet);
		press('g', 'j', 'j', 'w', 'v', 'j', 'j', 'j', 'e', 'e');
		const wanted = selectedText(
			history.document,
			history.state.selection as NonNullable<typeof history.state.selection>,
		);
		for (const cols of [23, 80, 31, 120]) {
			sheet.resize({cols, rows: 8});
			history.follow();
			expect(history.state.selection).not.toBeNull();
		}
		press('y');
		expect(copied()).toEqual([wanted]);
		expect(message()).toBe('');
	});

	test('of lines takes them whole again', () => {
		const sheet = aSheet(prose, {cols: 40, rows: 8});
		const {press, history, copied} = held(sheet);
		press('g', 'j', 'j', 'V', 'j', 'j');
		sheet.resize({cols: 25, rows: 8});
		history.follow();
		press('y');
		expect(copied()[0]?.split('\n')).toEqual(
			[1, 2].map((at) => `${at} brave new 漢字 world of wide words, e\u0301 and 👩‍🚀 too`),
		);
	});

	test('that was a block of columns cut apart is let go with a word; one that is still whole is kept', () => {
		const sheet = aSheet('abcdefghij\r\nklmnopqrst\r\n', {cols: 40, rows: 6});
		const {press, history, copied, message} = held(sheet);
		press('g', 'l', 'ctrl+v', 'j', 'l', 'l');
		sheet.resize({cols: 30, rows: 6});
		history.follow();
		press('y');
		expect(copied()).toEqual(['bcd\nlmn']);
		press('g', 'l', 'l', 'ctrl+v', 'j', '$');
		sheet.resize({cols: 7, rows: 6});
		history.follow();
		expect(history.state.selection).toBeNull();
		expect(message()).toContain('another width');
	});

	test('keeps what is left of it where its first lines were given up meanwhile', () => {
		const sheet = aSheet(numbered(30), {cols: 20, rows: 6}, 20);
		const {press, history, copied} = held(sheet);
		press('g', 'V', 'G');
		sheet.feed(numbered(10, 30));
		sheet.resize({cols: 30, rows: 6});
		history.follow();
		press('y');
		expect(copied()[0]?.split('\n').at(-1)).toBe('line 29');
		expect(copied()[0]?.split('\n')[0]).toBe('line 15');
	});

	test('is the same text after any widths', () => {
		fc.assert(
			fc.property(
				fc.array(fc.string({unit: fc.constantFrom('a', 'b', ' ', '漢', 'e\u0301', '🪣'), maxLength: 60}), {
					minLength: 1,
					maxLength: 8,
				}),
				fc.array(fc.integer({min: 4, max: 70}), {minLength: 1, maxLength: 4}),
				fc.array(fc.constantFrom('j', 'l', 'w', 'e', '$', 'b'), {maxLength: 12}),
				(lines, widths, moves) => {
					const sheet = aSheet(lines.join('\r\n'), {cols: 40, rows: 8});
					const {press, history} = held(sheet);
					press('g', 'v', ...moves);
					const text = () => (history.state.selection ? selectedText(history.document, history.state.selection) : null);
					const wanted = text();
					for (const cols of widths) {
						sheet.resize({cols, rows: 8});
						history.follow();
						const now = text();
						if (now !== null) expect(now).toBe(wanted);
						else expect(history.state.said?.text).toContain('another width');
					}
				},
			),
			{numRuns: 60},
		);
	});
});
