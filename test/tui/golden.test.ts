// Whole screens as they were looked at and found good: test/fixtures/screens. `vitest run -u` draws them anew; look at each.
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import type {Size} from '../../src/domain/screen.ts';
import {surfacesOf} from '../../src/tui/draw/surfaces.ts';
import {Stage} from '../../src/tui/stage.ts';
import {Ui} from '../../src/tui/ui.ts';
import {FakeController} from '../support/fake-controller.ts';
import {Paper} from './compositor/paper.ts';
import {sampleScreen, sampleWorld} from './sample-world.ts';

const NOW = Date.parse('2026-01-01T12:04:30Z');
const SIZES: readonly Size[] = [
	{cols: 40, rows: 12},
	{cols: 80, rows: 24},
	{cols: 120, rows: 40},
	{cols: 200, rows: 60},
];

/** What a person pressed to get there, key by key; a text is typed letter by letter. */
const SCENES: Readonly<Record<string, readonly string[]>> = {
	lists: [],
	sessions: ['tab'],
	help: ['?'],
	palette: [':', ...'start'],
	confirm: ['n', 'x'],
	details: ['i'],
	filter: ['/', ...'row'],
	panes: ['n', 'p'],
	zoomed: ['n', 'p', 'z'],
	typing: ['n', 'a'],
	history: ['n', 'p', '[', 'k', 'k', 'V', 'k', 'k'],
	search: ['n', 'p', '[', '/', ...'test 1', 'enter'],
};

const drawn = (size: Size, keys: readonly string[]): string => {
	const controller = new FakeController(sampleWorld(NOW));
	for (const id of ['sess-003', 'sess-004'])
		controller.screen(id).show({
			size: {cols: 100, rows: 20},
			lines: sampleScreen,
			above: Array.from({length: 60}, (_, line) => `  earlier line ${line}`),
			cursor: {x: 4, y: 18, visible: true},
		});
	const ui = new Ui(controller, size, {quit: () => {}, mirror: () => {}, now: () => NOW});
	onTestFinished(() => ui.close());
	for (const name of keys) ui.key({kind: 'key', name});
	for (const {size: asked, sessionId} of controller.resized) controller.screen(sessionId).show({size: asked});
	const stage = new Stage(size, {depth: 'none'});
	stage.drawPlainly(surfacesOf(ui.frame()));
	stage.follow(ui.frame());
	const paper = new Paper(size);
	paper.write(stage.bytes());
	return `${paper.text()}\n`;
};

const cases = Object.entries(SCENES).flatMap(([scene, keys]) => SIZES.map((size) => [scene, size, keys] as const));

test.each(cases)('%s at %o', async (scene, size, keys) => {
	const file = `${scene}-${size.cols}x${size.rows}.txt`;
	await expect(drawn(size, keys)).toMatchFileSnapshot(path.join(import.meta.dirname, '../fixtures/screens', file));
});
