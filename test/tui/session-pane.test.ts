import {expect, test} from 'vitest';
import {createScreen} from '../../src/sessions/screen.ts';
import {createWholeCharacters} from '../../src/sessions/unfinished-tail.ts';
import {Compositor} from '../../src/tui/compositor/compositor.ts';
import {randomFrom} from './compositor/drawing.ts';
import {Paper} from './compositor/paper.ts';

const SIZE = {cols: 60, rows: 16};

/** A session's screen in the middle of a larger terminal, beside the same bytes in an emulator of its own. */
const start = (links = true) => {
	const session = createScreen({size: SIZE});
	const reference = new Paper(SIZE, 'normal');
	const whole = createWholeCharacters();
	const outer = new Paper({cols: 70, rows: 20});
	const compositor = new Compositor({cols: 70, rows: 20}, 'full', links);
	const rect = {x: 4, y: 2, width: SIZE.cols, height: SIZE.rows};
	compositor.show([{rect, cells: (y, sink) => session.cells(y, sink)}]);
	let written = '';
	return {
		feed: (bytes: Uint8Array) => {
			session.write(bytes);
			// A plain emulator loses some characters that a write cuts in two (xterm 6.0.0): it gets them whole.
			reference.write(whole(bytes));
			const damage = session.takeDamage();
			if (damage) compositor.damage(rect.y + damage.first, rect.y + damage.last);
			const {x, y, visible} = session.cursor();
			const frame = compositor.frame(visible ? {x: rect.x + x, y: rect.y + y} : null);
			written += frame;
			outer.write(frame);
		},
		seen: () => outer.cells(SIZE.cols, SIZE.rows, rect.x, rect.y),
		wanted: () => reference.cells(),
		written: () => written,
	};
};

const WORDS = [
	'plain text ',
	'漢字 ',
	'é\u0301',
	'\u001b[1m',
	'\u001b[31;42m',
	'\u001b[38;2;9;8;7m',
	'\u001b[7m',
	'\u001b[0m',
	'\u001b[4m',
	'\u001b[4:3m',
	'\u001b[4:2;58:2::9:200:7m',
	'\u001b[21;58;5;9m',
	'\u001b[4:5;59m',
	'\u001b[24m',
	'\u001b[5;53;9m',
	'\u001b]8;;https://one.example/a?b=c;d\u0007',
	'\u001b]8;id=x;https://two.example\u001b\\',
	'\u001b]8;;\u0007',
	'\r\n',
	'\n',
	'\r',
	'\t',
	'\b',
];
const MOVES = ['H', 'J', 'K', 'L', 'M', 'P', 'X', '@', 'A', 'B', 'C', 'D', 'S', 'T', 'r', 'b', 'm', 'G', 'd'];

const randomBytes = (random: (below: number) => number): Buffer => {
	const what = random(10);
	if (what < 5) return Buffer.from(WORDS[random(WORDS.length)] ?? '');
	if (what < 8) return Buffer.from(`\u001b[${random(25)};${random(65)}${MOVES[random(MOVES.length)]}`);
	if (what === 8)
		return Buffer.from(
			['\u001b[?1049h', '\u001b[?1049l', '\u001b[?7l', '\u001b[?7h', '\u001bM', '\u001b[r', '👩‍🚀🇯🇵❤️'][random(7)] ?? '',
		);
	return Buffer.from(Array.from({length: random(12)}, () => random(256)));
};

test.each([1, 2, 3, 4, 5, 6, 7, 8])('a pane shows what a terminal shows, whatever is printed (seed %i)', (seed) => {
	const random = randomFrom(seed * 7919);
	const {feed, seen, wanted} = start();
	for (let frame = 0; frame < 120; frame++) {
		feed(Buffer.concat(Array.from({length: 1 + random(8)}, () => randomBytes(random))));
		expect(seen(), `frame ${frame}`).toEqual(wanted());
	}
});

test('of what an agent prints only cells go out', () => {
	const {feed, seen, wanted, written} = start(false);
	const evil = [
		'\u001b]0;stolen title\u0007',
		'\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007',
		'\u001b]52;c;ZXZpbA==\u0007',
		'\u001b]9;notify\u0007\u001b]777;notify;a;b\u0007\u001b]99;;x\u001b\\',
		'\u001bP+q544e\u001b\\\u001b_apc\u001b\\\u001b^pm\u001b\\\u001bXsos\u001b\\',
		'\u001b[?1000h\u001b[?1003h\u001b[>1u\u001b[5n\u001b[c\u001b[21t\u0007\u000e\u009b31m',
		'\u202eevil\u202c a\u0301\u0301\u0301 \ud800 \u{e0041}',
	];
	for (const text of evil) feed(Buffer.from(`${text}\r\n`));
	expect(seen()[1]?.[0]).toMatch(/^l/);
	expect(wanted().length).toBe(SIZE.rows);
	expectOnlyCells(written());
	expect(written()).not.toContain('evil.example');
});

test('a link keeps its target and ends with its text, and one that may not leave is text', () => {
	const {feed, written} = start();
	feed(Buffer.from('\u001b]8;id=7;https://one.example/x?y=1;2\u0007over '));
	feed(Buffer.from('there\u001b]8;;\u0007 plain '));
	const opened = /\u001b\]8;id=([!-9<-~]+);https:\/\/one\.example\/x\?y=1;2\u001b\\/g;
	const spans = [...written().matchAll(opened)];
	expect(new Set(spans.map(([, id]) => id)).size).toBe(1);
	expect(spans).toHaveLength(2);
	expect(written().split('\u001b]8;;\u001b\\')).toHaveLength(3);
	expect(written().replace(opened, '<')).toMatch(/<over \u001b\]8;;\u001b\\/);
	for (const bad of [
		'file:///etc/passwd',
		'javascript:x',
		'https://bank@evil.example',
		'https://ä.example',
		`https://${'a'.repeat(3000)}`,
	])
		feed(Buffer.from(`\u001b]8;;${bad}\u0007bad\u001b]8;;\u0007`));
	expect(written().match(/bad/g)).toHaveLength(5);
	expect(written().replace(opened, '').replaceAll('\u001b]8;;\u001b\\', '')).not.toMatch(/\u001b\]/);
});

test('an underline that few terminals know is a plain one where colours are few', () => {
	const session = createScreen({size: SIZE});
	session.write(Buffer.from('\u001b[4:3;58:2::1:2:3mcurly\u001b[m'));
	const frameAt = (depth: '16' | '256' | 'none') => {
		const compositor = new Compositor(SIZE, depth);
		compositor.show([
			{rect: {x: 0, y: 0, width: SIZE.cols, height: SIZE.rows}, cells: (y, sink) => session.cells(y, sink)},
		]);
		return compositor.frame(null);
	};
	expect(frameAt('16')).toContain('\u001b[4mcurly');
	expect(frameAt('256')).toMatch(/\u001b\[4:3;58:5:\d+mcurly/);
	expect(frameAt('none')).not.toMatch(/\u001b\[[\d;:]+m/);
	session.dispose();
});

test('a sequence without an end, however long, writes nothing and holds up nothing', () => {
	const {feed, written} = start();
	feed(Buffer.from('before\r\n'));
	feed(Buffer.from('\u001b]52;c;'));
	for (let at = 0; at < 50; at++) feed(Buffer.alloc(100_000, 'A'));
	expectOnlyCells(written());
	expect(written().length).toBeLessThan(2000);
	feed(Buffer.from('\u001b\\after'));
	expect(written()).toContain('after');
});

/** Cursor moves, erasing, scrolling, styles, synchronized frames and a cursor seen or not: no other sequence exists. */
const expectOnlyCells = (bytes: string): void => {
	const known = /\u001b\[(?:[\d;]*[HKXCSTJmr]|\?2026[hl]|\?25[hl])/g;
	expect(bytes.replace(known, '')).not.toMatch(/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e]/);
};
