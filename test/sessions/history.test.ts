import fc from 'fast-check';
import {describe, expect, onTestFinished, test} from 'vitest';
import {createScreen} from '../../src/sessions/screen.ts';

const opened = (size = {cols: 20, rows: 4}, scrollback = 10) => {
	const screen = createScreen({size, scrollback});
	onTestFinished(() => screen.dispose());
	return {screen, feed: (text: string) => screen.write(Buffer.from(text))};
};

type Opened = ReturnType<typeof opened>['screen'];

const textOf = ({history}: Opened, line: number): string => {
	let text = '';
	history.cells(line, {
		put: (x, glyph) => {
			text = text.padEnd(x) + (typeof glyph === 'number' ? String.fromCodePoint(glyph) : glyph);
		},
	});
	return text.trimEnd();
};

const allOf = (screen: Opened): string[] => {
	const {first, end} = screen.history;
	return Array.from({length: end - first}, (_, at) => textOf(screen, first + at));
};

describe('a line of the history', () => {
	test('keeps its number while others are printed below and given up above', () => {
		const {screen, feed} = opened();
		feed('one\r\ntwo\r\n');
		expect([screen.history.first, screen.history.screen, screen.history.end]).toEqual([0, 0, 4]);
		for (let at = 3; at <= 30; at++) feed(`${at}\r\n`);
		expect([screen.history.first, screen.history.screen, screen.history.end]).toEqual([17, 27, 31]);
		expect(textOf(screen, 20)).toBe('21');
		expect(textOf(screen, 16)).toBe('');
		expect(textOf(screen, 31)).toBe('');
	});

	test('is where a naive count of all lines has it, whatever is printed, cleared or reset', () => {
		const piece = fc.oneof(
			fc.nat(30).map((lines) => ({kind: 'lines' as const, lines})),
			fc.constant({kind: 'clear history' as const}),
			fc.constant({kind: 'alternate' as const}),
			fc.constant({kind: 'reset' as const}),
		);
		fc.assert(
			fc.property(fc.array(piece, {maxLength: 30}), (pieces) => {
				const {screen, feed} = opened();
				let cursor = 0;
				for (const step of pieces) {
					if (step.kind === 'clear history') feed('\x1b[3J');
					if (step.kind === 'alternate') feed('\x1b[?1049hfull\r\nscreen\r\n\n\n\n\n\n\n\x1b[?1049l');
					if (step.kind === 'reset') feed('\x1bc');
					if (step.kind !== 'lines') continue;
					for (let at = 0; at < step.lines; at++) feed(`line ${cursor++}\r\n`);
				}
				const {first, screen: top, end} = screen.history;
				expect(end - first).toBeLessThanOrEqual(14);
				expect(top + screen.cursor().y).toBe(cursor);
				for (let line = first; line < cursor; line++) expect(textOf(screen, line)).toBe(`line ${line}`);
			}),
			{numRuns: 200},
		);
	});

	test('says whether it goes on from the one before', () => {
		const {screen, feed} = opened({cols: 5, rows: 4});
		feed('abcdefg\r\nhi');
		expect([0, 1, 2, 3].map(screen.history.wraps)).toEqual([false, true, false, false]);
		expect(screen.history.wraps(99)).toBe(false);
	});

	test('is the main screen’s while a program has the alternate one', () => {
		const {screen, feed} = opened();
		feed('before\r\n\x1b[?1049h\x1b[Hfull screen');
		expect(textOf(screen, 0)).toBe('before');
		expect(screen.text()[0]).toBe('full screen');
	});
});

describe('an anchor', () => {
	test('goes where its line goes when the width changes', () => {
		const {screen, feed} = opened({cols: 20, rows: 4}, 100);
		feed(`${'x'.repeat(50)}\r\nsecond\r\nthird\r\n${'y'.repeat(40)}\r\n\nend`);
		const anchor = screen.history.anchor(3);
		expect(textOf(screen, 3)).toBe('second');
		screen.resize({cols: 10, rows: 4});
		expect(textOf(screen, anchor.line as number)).toBe('second');
		screen.resize({cols: 60, rows: 6});
		expect(anchor.line).toBe(1);
		expect(textOf(screen, 1)).toBe('second');
		anchor.release();
	});

	test('is gone with its line', () => {
		const {screen, feed} = opened();
		const anchor = screen.history.anchor(0);
		feed('\n'.repeat(40));
		expect(anchor.line).toBeNull();
	});
});

describe('prompt marks', () => {
	const run = (command: string, output: string, code: number) =>
		`\x1b]133;A\x07$ \x1b]133;B\x07${command}\r\n\x1b]133;C\x07${output}\x1b]133;D;${code};aid=1\x1b\\`;

	test('stand on the lines where the shell said them, with the exit code', () => {
		const {screen, feed} = opened();
		feed(run('ls', 'a\r\nb\r\n', 0) + run('false', '', 1));
		expect(screen.history.marks()).toEqual([
			{line: 0, kind: 'prompt', exitCode: null},
			{line: 0, kind: 'input', exitCode: null},
			{line: 1, kind: 'output', exitCode: null},
			{line: 3, kind: 'done', exitCode: 0},
			{line: 3, kind: 'prompt', exitCode: null},
			{line: 3, kind: 'input', exitCode: null},
			{line: 4, kind: 'output', exitCode: null},
			{line: 4, kind: 'done', exitCode: 1},
		]);
	});

	test('go with their lines, and follow them when the width changes', () => {
		const {screen, feed} = opened({cols: 20, rows: 4}, 100);
		feed(`${'x'.repeat(35)}\r\n${run('ls', 'a\r\n', 0)}`);
		screen.resize({cols: 10, rows: 4});
		expect(screen.history.marks()[0]).toMatchObject({kind: 'prompt', line: 4});
		feed('\n'.repeat(200));
		expect(screen.history.marks()).toEqual([]);
	});

	test('a prompt that is drawn again higher up replaces what stood below it', () => {
		const {screen, feed} = opened();
		feed(`${run('ls', 'a\r\n', 0)}\x1b]133;A\x07$ \x1b[H\x1b[2J\x1b]133;A\x07$ `);
		expect(screen.history.marks()).toEqual([{line: 0, kind: 'prompt', exitCode: null}]);
	});

	test('nothing else is one, and a flood of them is bounded', () => {
		const {screen, feed} = opened({cols: 20, rows: 4}, 20_000);
		for (const data of ['', 'Q', 'AA', 'A'.repeat(600), '1;A', ';A']) feed(`\x1b]133;${data}\x07`);
		feed('\x1b[?1049h\x1b]133;A\x07\x1b[?1049l');
		expect(screen.history.marks()).toEqual([]);
		feed('\x1b]133;A\x07\r\n'.repeat(10_000));
		expect(screen.history.marks().length).toBeLessThanOrEqual(4096);
	});
});

test('a snapshot carries the numbers, the wraps and the marks of the lines into another terminal', () => {
	const line = fc.record({
		text: fc.string({unit: 'grapheme-ascii', maxLength: 45}),
		mark: fc.constantFrom('', 'A', 'D;3'),
	});
	fc.assert(
		fc.property(fc.array(line, {maxLength: 40}), fc.nat(12), (lines, scrollback) => {
			const {screen, feed} = opened();
			for (const {text, mark} of lines) feed(`${mark && `\x1b]133;${mark}\x07`}${text}\r\n`);
			const firstLine = screen.snapshotLine(scrollback);
			const copy = createScreen({size: screen.size(), scrollback: 10, firstLine});
			copy.write(screen.snapshot(scrollback));
			const kept = Math.max(firstLine, screen.history.first);
			expect(copy.history.end).toBe(screen.history.end);
			expect(copy.history.screen).toBe(screen.history.screen);
			expect(allOf(copy)).toEqual(allOf(screen).slice(kept - screen.history.first));
			for (let at = copy.history.first + 1; at < copy.history.end; at++)
				expect(copy.history.wraps(at)).toBe(screen.history.wraps(at));
			expect(copy.history.marks()).toEqual(screen.history.marks().filter((mark) => mark.line >= kept));
			copy.dispose();
		}),
		{numRuns: 150},
	);
});
