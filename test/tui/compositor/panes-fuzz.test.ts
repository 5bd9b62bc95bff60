// Several panes at once, of sessions that are larger and smaller than their places, fed with whatever a program may
// print: each shows what an emulator that mosaic did not write makes of the same bytes.
import {expect, onTestFinished, test} from 'vitest';
import {createScreen} from '../../../src/sessions/screen.ts';
import {createWholeCharacters} from '../../../src/sessions/unfinished-tail.ts';
import {Compositor} from '../../../src/tui/compositor/compositor.ts';
import type {Pane} from '../../../src/tui/pane.ts';
import {paneSurface} from '../../../src/tui/pane-surface.ts';
import {drawing, randomFrom} from './drawing.ts';
import {Paper} from './paper.ts';

type Random = (below: number) => number;

const SIZE = {cols: 61, rows: 20};
const THEME = {depth: 'full'} as const;

const TEXTS = [
	'a',
	'word ',
	'a longer text that wraps',
	'漢字',
	'😀',
	'é',
	'e\u0301',
	'👩‍🚀',
	'❤️',
	'कि',
	'தமிழ்',
	'\t',
	' ',
	'│',
];
const CONTROLS = ['\r\n', '\n', '\r', '\b', '\x1bM', '\x1bD', '\x1bE', '\x1b7', '\x1b8', '\x1b(0', '\x1b(B', '\x1b[!p'];
const STYLES = [
	'0',
	'1',
	'2',
	'3',
	'4',
	'4:3',
	'5',
	'7',
	'8',
	'9',
	'22',
	'24',
	'27',
	'31',
	'44',
	'97',
	'38;5;200',
	'48;2;1;2;3',
	'53',
];
const FINALS = [...'HABCDGdXP@LMSTJKEFIZ`aefb'];
const MODES = ['?1049', '?47', '?7', '?25', '?6', '4', '?2026', '?45'];

/** Bytes that make no character together, or an ideograph. */
const BROKEN = [0x80, 0x8f, 0x9b, 0xa7, 0xbf, 0xc0, 0xc1, 0xe4, 0xe4, 0xe5, 0xf8, 0xfe, 0xff];

/** Text, styles, sequences of every kind, and bytes that are no text at all. */
const somethingPrinted = (random: Random): Buffer => {
	const pick = (list: readonly string[]): string => list[random(list.length)] ?? '';
	switch (random(9)) {
		case 0:
		case 1:
		case 2:
			return Buffer.from(pick(TEXTS));
		case 3:
			return Buffer.from(pick(CONTROLS));
		case 4:
			return Buffer.from(`\x1b[${pick(STYLES)}m`);
		case 5:
			// 1J is left out: in the last cell it throws in a plain xterm.
			return Buffer.from(`\x1b[${[0, 2, 3, 5, 12][random(5)]};${1 + random(45)}${pick(FINALS)}`);
		case 6:
			return Buffer.from(`\x1b[${pick(MODES)}${random(3) === 0 ? 'h' : 'l'}`);
		case 7:
			return Buffer.from(`\x1b[${1 + random(8)};${1 + random(14)}r`);
		default:
			return Buffer.from(Array.from({length: 1 + random(4)}, () => BROKEN[random(BROKEN.length)] ?? 0));
	}
};

/** Where a pane lies, and the size its session has: as large, larger both ways, smaller, and larger one way. */
const PLACES = [
	{rect: {x: 0, y: 1, width: 30, height: 9}, size: {cols: 30, rows: 9}},
	{rect: {x: 31, y: 1, width: 30, height: 9}, size: {cols: 44, rows: 14}},
	{rect: {x: 0, y: 11, width: 30, height: 8}, size: {cols: 21, rows: 5}},
	{rect: {x: 31, y: 11, width: 30, height: 9}, size: {cols: 31, rows: 9}},
];

const openPane = ({rect, size}: (typeof PLACES)[number], index: number) => {
	const screen = createScreen({size, scrollback: 30});
	onTestFinished(() => screen.dispose());
	const plain = new Paper(size, 'normal');
	const whole = createWholeCharacters();
	let place = {first: 0, left: 0};
	return {
		rect,
		print: (bytes: Buffer): void => {
			screen.write(bytes);
			// The plain emulator loses some characters that a write cuts in two (xterm 6.0.0): it gets them whole.
			plain.write(whole(bytes));
		},
		/** Another part of it is seen. */
		move: (random: Random): void => {
			place = {
				first: random(Math.max(1, size.rows - rect.height + 1)),
				left: random(Math.max(1, size.cols - rect.width + 1)),
			};
		},
		surface: () => {
			const view = {...screen, size, status: 'live'} as unknown as Pane['screen'];
			return paneSurface({key: String(index), screen: view, rect, ...place, letterbox: true}, THEME);
		},
		damage: () => {
			const rows = screen.takeDamage();
			return rows && {first: rect.y + rows.first - place.first, last: rect.y + rows.last - place.first};
		},
		/** What is to be seen in its rectangle, from the plain emulator. */
		wanted: (): string[][] =>
			Array.from({length: rect.height}, (_, y) => {
				const row = place.first + y < size.rows ? plain.cells(size.cols, 1, 0, place.first + y)[0] : undefined;
				return windowOn(hiddenAsBlanks(row ?? []), place.left, rect.width, size.cols);
			}),
	};
};

const BLANK = ' /1  0:0 ';
const isInk = (cell: string): boolean => !cell.startsWith(' /');
const widthOf = (cell: string): number => Number(/\/(\d) /.exec(cell)?.[1] ?? 1);

/** Hidden text of two columns is two blanks. */
const hiddenAsBlanks = (row: readonly string[]): string[] => {
	const blank = (cell = ''): string => cell.replace(' /2', ' /1');
	return row.map((cell, x) => (row[x - 1]?.startsWith(' /2') ? blank(row[x - 1]) : blank(cell)));
};

/** The columns of a row that a pane shows, its marks as their glyphs alone. */
const windowOn = (row: readonly string[], left: number, width: number, cols: number): string[] => {
	const seen = Array.from(
		{length: width},
		(_, x) => row[left + x] ?? (left + x < cols && row.length > 0 ? BLANK : '·'),
	);
	if (cols <= width) return seen;
	const cutAt = (x: number) => widthOf(row[x] ?? BLANK) === 2;
	if (cutAt(left - 1)) seen[0] = BLANK;
	if (cutAt(left + width - 1)) seen[width - 1] = BLANK;
	// A mark takes the other half of a wide character with it.
	if (row.slice(0, left).some(isInk)) seen.splice(0, cutAt(left) ? 2 : 1, ...(cutAt(left) ? ['‹', ' '] : ['‹']));
	if (row.slice(left + width).some(isInk) || cutAt(left + width - 1)) {
		if (cutAt(left + width - 2)) seen[width - 2] = ' ';
		seen[width - 1] = '›';
	}
	return seen;
};

/**
 * Written anew, an ideograph and an emoji with a joiner between them are two cells; a program gets them into one by moving
 * the cursor in between. The first one is what is to be seen.
 */
const withoutImpossible = (cell: string): string =>
	cell.replace(/^((?!\p{Extended_Pictographic})[^/]*?\u200d)[^/]+/u, '$1');

const glyphOnly = (cells: string[][], wanted: string[][]): string[][] =>
	cells.map((row, y) =>
		row.map((cell, x) => ('·‹› '.includes(wanted[y]?.[x] ?? '') ? cell.split('/')[0] : withoutImpossible(cell)) ?? ''),
	);

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
	'panes with offsets and clipping show what a plain emulator shows (seed %i)',
	(seed) => {
		const random = randomFrom(seed);
		const compositor = new Compositor(SIZE, 'full', true);
		const paper = new Paper(SIZE);
		const panes = PLACES.map(openPane);
		const chrome = drawing(
			0,
			0,
			...Array.from({length: SIZE.rows}, (_, y) => `${(y % 10 === 0 ? '─' : ' ').repeat(30)}│`),
		);
		chrome.rect = {x: 0, y: 0, width: SIZE.cols, height: SIZE.rows};
		const show = () => compositor.show([chrome, ...panes.map((pane) => pane.surface())]);
		show();
		for (let frame = 0; frame < 250; frame++) {
			for (const pane of panes) for (let count = random(8); count > 0; count--) pane.print(somethingPrinted(random));
			if (random(12) === 0) {
				panes[random(panes.length)]?.move(random);
				show();
			}
			for (const pane of panes) {
				const rows = pane.damage();
				if (rows)
					compositor.damage(Math.max(pane.rect.y, rows.first), Math.min(pane.rect.y + pane.rect.height - 1, rows.last));
			}
			paper.write(compositor.frame(null));
			for (const [index, pane] of panes.entries()) {
				const {x, y, width, height} = pane.rect;
				const wanted = pane.wanted().map((row) => row.map(withoutImpossible));
				expect(glyphOnly(paper.cells(width, height, x, y), wanted), `pane ${index}, frame ${frame}`).toEqual(wanted);
			}
		}
	},
);
