// What a pane shows of a session of another size.
import {expect, test} from 'vitest';
import type {CellSink} from '../../src/domain/screen.ts';
import type {Surface} from '../../src/tui/compositor/surface.ts';
import {PaneHistory} from '../../src/tui/history/pane-history.ts';
import {historyCursor, historySurfaces} from '../../src/tui/history/surfaces.ts';
import {cursorOf, panesOf} from '../../src/tui/pane.ts';
import {paneSurface} from '../../src/tui/pane-surface.ts';
import {Ui} from '../../src/tui/ui.ts';
import {aMission, aSession, aTask, aWorld, FakeController, FakeScreen} from '../support/fake-controller.ts';
import {until} from '../support/until.ts';
import {aSheet} from './history/sheet.ts';

const THEME = {depth: 'full'} as const;

/** A surface's rows as text, each as wide as the surface. */
const textOf = ({rect, cells}: Surface): string[] =>
	Array.from({length: rect.height}, (_, y) => {
		const row: string[] = Array.from({length: rect.width}, () => ' ');
		const sink: CellSink = {
			put: (x, glyph, width) => {
				row[x] = typeof glyph === 'number' ? String.fromCodePoint(glyph) : glyph;
				if (width === 2) row[x + 1] = '';
			},
		};
		cells(y, sink);
		return row.join('');
	});

const screenOf = (cols: number, lines: readonly string[], cursor = {x: 0, y: 0}): FakeScreen => {
	const screen = new FakeScreen();
	screen.show({size: {cols, rows: lines.length}, lines, cursor: {...cursor, visible: true}});
	return screen;
};

const paneOf = (screen: FakeScreen, {width = 10, height = 3, left = 0, letterbox = true} = {}) => ({
	...{key: 'a', screen, first: 0, left, letterbox},
	rect: {x: 0, y: 0, width, height},
});

test('rows that go on behind an edge are marked there, others are not', () => {
	const screen = screenOf(14, ['0123456789abcd', 'short', '012345678石xy']);
	expect(textOf(paneSurface(paneOf(screen), THEME))).toEqual(['012345678›', 'short     ', '012345678›']);
	expect(textOf(paneSurface(paneOf(screen, {left: 4}), THEME))).toEqual(['‹56789abcd', '‹         ', '‹5678石xy ']);
});

test('what a smaller session does not have is filled with dots, unless its size is about to follow', () => {
	const screen = screenOf(6, ['abcdef', 'gh']);
	expect(textOf(paneSurface(paneOf(screen), THEME))).toEqual(['abcdef····', 'gh    ····', '··········']);
	expect(textOf(paneSurface(paneOf(screen, {letterbox: false}), THEME))).toEqual([
		'abcdef    ',
		'gh        ',
		'          ',
	]);
});

/** One session among the panes of a terminal of 60×20. */
const ui = () => {
	const sessions = [aSession({id: 'sess-001'})];
	const tasks = [aTask({id: 'T1', liveSessionId: 'sess-001', status: 'in-progress'})];
	const controller = new FakeController(aWorld([aMission({project: '/p'}, {tasks, sessions})]));
	const screen = controller.screen('sess-001');
	const made = new Ui(controller, {cols: 60, rows: 20}, {quit: () => {}, mirror: () => {}, now: () => 0});
	return {ui: made, screen, controller};
};

test('a pane that is typed into follows the cursor of a wider session sideways', async () => {
	const {ui: loop, screen, controller} = ui();
	loop.key({kind: 'key', name: 'p'});
	loop.key({kind: 'key', name: 'enter'});
	// Another viewer gave the session another size than this pane has.
	await until('the size that was asked for', () => controller.resized.length > 0);
	screen.show({size: {cols: 100, rows: 18}, cursor: {x: 79, y: 2, visible: true}});
	const [pane] = panesOf(loop.frame());
	expect(pane).toMatchObject({left: 20});
	expect(cursorOf(loop.frame(), panesOf(loop.frame()))).toEqual({x: 59, y: 2});
	loop.leave();
	expect(panesOf(loop.frame())[0]).toMatchObject({left: 0});
	loop.close();
});

test('no dots are drawn while a session is on its way to the size of its pane', async () => {
	const {ui: loop, screen, controller} = ui();
	screen.show({size: {cols: 40, rows: 10}});
	loop.key({kind: 'key', name: 'p'});
	expect(panesOf(loop.frame())[0]).toMatchObject({letterbox: false});
	await until('the size that was asked for', () => controller.resized.length > 0);
	expect(panesOf(loop.frame())[0]).toMatchObject({letterbox: false});
	screen.show({size: {cols: 30, rows: 8}});
	expect(panesOf(loop.frame())[0]).toMatchObject({letterbox: true});
	loop.close();
});

test('a held pane shows the part of a line that the cursor is in', () => {
	const sheet = aSheet(`${'0123456789'.repeat(3)}abcd\r\nshort\r\n`);
	const history = new PaneHistory(
		sheet.view,
		{rows: 4, cols: 20, first: 0},
		{changed: () => {}, perform: () => {}, now: () => 0},
	);
	const rect = {x: 0, y: 0, width: 20, height: 4};
	const lines = () => textOf(historySurfaces(history, rect, THEME)[0] as Surface);
	history.do({do: 'move', motion: 'first'});
	expect(lines()[0]).toBe('0123456789012345678›');
	history.do({do: 'move', motion: 'line-end'});
	expect(lines().slice(0, 2)).toEqual(['‹567890123456789abcd', '‹'.padEnd(20)]);
	expect(historyCursor(history, rect)).toEqual({x: 19, y: 0});
	history.mouse({kind: 'press', x: 0, y: 0, alt: false});
	expect(history.state.cursor).toEqual({line: 0, x: 14});
	history.close();
});
