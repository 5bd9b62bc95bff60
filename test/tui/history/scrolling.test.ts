import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {HistoryDocument} from '../../../src/tui/history/document.ts';
import {aSheet, held, numbered} from './sheet.ts';

describe('a pane that is held', () => {
	test('begins with exactly what the screen shows', () => {
		const {rows, position} = held(aSheet(numbered(20)));
		expect(rows()).toEqual(['line 15', 'line 16', 'line 17', 'line 18', 'line 19', '']);
		expect(position()).toBe('21/21');
	});

	test('stays where it is while output goes on, and tells how much is new', () => {
		const sheet = aSheet(numbered(20));
		const {press, rows, position} = held(sheet);
		press('pgup');
		const before = rows();
		expect(before[0]).toBe('line 11');
		sheet.feed(numbered(7, 20));
		expect(rows()).toEqual(before);
		expect(position()).toContain('↓ 7 new lines');
	});

	test('keeps the rows of the screen as they were, though the program draws over them', () => {
		const sheet = aSheet('one\r\ntwo\r\nthree');
		const {rows} = held(sheet);
		sheet.feed('\x1b[H\x1b[2Jspinner');
		expect(rows().slice(0, 3)).toEqual(['one', 'two', 'three']);
	});

	test('goes up to the oldest line that is kept, by line, half page, page and all at once', () => {
		const {press, rows} = held(aSheet(numbered(40)));
		press('ctrl+y');
		expect(rows()[0]).toBe('line 34');
		press('ctrl+u');
		expect(rows()[0]).toBe('line 31');
		press('pgup');
		expect(rows()[0]).toBe('line 27');
		press('g');
		expect(rows()[0]).toBe('line 0');
		press('G');
		expect(rows()[4]).toBe('line 39');
	});

	test('is left when a page or the wheel comes to the bottom, but not while something is selected', () => {
		const sheet = aSheet(numbered(40));
		const one = held(sheet);
		one.press('pgup', 'pgdn');
		expect(one.left()).toBe(true);
		const other = held(sheet);
		other.history.mouse({kind: 'wheel', by: -3});
		other.press('v');
		other.history.mouse({kind: 'wheel', by: 3});
		expect(other.left()).toBe(false);
		other.press('esc');
		other.history.mouse({kind: 'wheel', by: 3});
		expect(other.left()).toBe(true);
	});

	test('is left by Esc and q', () => {
		for (const key of ['esc', 'q']) {
			const {press, left} = held(aSheet(numbered(9)));
			press(key);
			expect(left()).toBe(true);
		}
	});

	test('takes in what is new when asked', () => {
		const sheet = aSheet(numbered(20));
		const {press, rows, position} = held(sheet);
		press('pgup');
		sheet.feed(numbered(10, 20));
		press('r');
		expect(rows()[0]).toBe('line 11');
		expect(position()).not.toContain('new');
		press('G');
		expect(rows()[4]).toBe('line 29');
	});

	test('stays on its lines when the terminal gets another width', () => {
		const sheet = aSheet(Array.from({length: 30}, (_, at) => `${at} ${'word '.repeat(12)}\r\n`).join(''));
		const {press, rows, history} = held(sheet);
		press('g', 'pgdn', 'pgdn');
		const line = rows()[0] as string;
		sheet.resize({cols: 25, rows: 6});
		history.follow();
		expect(line.startsWith(rows()[0] as string)).toBe(true);
		sheet.resize({cols: 90, rows: 6});
		history.follow();
		expect(rows()[0]?.startsWith(line)).toBe(true);
	});

	test('a full-screen program is held as it stands, and says that there is nothing above', () => {
		const sheet = aSheet(`${numbered(20)}\x1b[?1049h\x1b[Hhtop 漢字`);
		const {rows, press, position} = held(sheet);
		sheet.feed('\x1b[H\x1b[2Jother');
		press('g', 'pgup');
		expect(rows()[0]).toBe('htop 漢字');
		expect(position()).toContain('no history, the transcript has all');
		sheet.feed('\x1b[?1049l');
		expect(rows()[0]).toBe('htop 漢字');
	});
});

test('what a session gives up while it prints stays in a view that is held: its styles, wide characters and links too', () => {
	const link = '\u001b]8;;https://example.com\u001b\\';
	const sheet = aSheet(
		`\u001b[1;4;31mred 漢字 é\u001b[m ${link}there\u001b]8;;\u001b\\\r\n${numbered(15)}`,
		{cols: 40, rows: 6},
		20,
	);
	const {history, press, type, rows, position} = held(sheet);
	const before = cellsOf(history.document, history.document.first);
	press('g');
	const seen = rows();
	sheet.feed(numbered(5000, 100));
	history.follow();
	expect(rows()).toEqual(seen);
	expect(cellsOf(history.document, history.document.first)).toEqual(before);
	expect(position()).toMatch(/· ↓ 5000 new lines$/);
	press('/');
	type('line 7$');
	press('enter');
	expect(rows().join()).toContain('line 7');
});

test('a held view shows the lines a naive list of all lines has at its place, whatever is printed and given up', () => {
	const action = fc.oneof(
		fc.nat(12).map((lines) => ({print: lines})),
		fc.constantFrom('j', 'k', 'ctrl+y', 'ctrl+u', 'pgup', 'g', 'H', 'L', 'w', 'b').map((key) => ({key})),
	);
	fc.assert(
		fc.property(fc.array(action, {maxLength: 40}), fc.integer({min: 1, max: 40}), (actions, start) => {
			const all = Array.from({length: start}, (_, at) => `line ${at}`);
			const sheet = aSheet(numbered(start), {cols: 40, rows: 6}, 15);
			const {history, press, rows} = held(sheet);
			const end = history.document.end;
			for (const one of actions) {
				const before = history.state;
				if ('key' in one) press(one.key);
				else {
					sheet.feed(numbered(one.print, all.length));
					for (let at = 0; at < one.print; at++) all.push(`line ${all.length}`);
					expect(history.state.top).toBe(before.top);
				}
				const {top, cursor} = history.state;
				const expected = Array.from({length: 6}, (_, y) => (top + y < Math.min(start, end) ? all[top + y] : ''));
				expect(rows()).toEqual(expected);
				expect(cursor.line).toBeGreaterThanOrEqual(top);
				expect(cursor.line).toBeLessThan(top + 6);
			}
		}),
		{numRuns: 150},
	);
});

/** All that is known of the cells of a line. */
const cellsOf = (document: HistoryDocument, line: number): unknown[] => {
	const cells: unknown[] = [];
	document.cells(line, {put: (...cell) => void cells.push(cell)});
	return cells;
};
