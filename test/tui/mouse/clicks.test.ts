// Clicks on mosaic's own words, over the whole loop: each does what its key does.
import {describe, expect, onTestFinished, test} from 'vitest';
import {NO_MODES, type Size} from '../../../src/domain/screen.ts';
import {surfacesOf} from '../../../src/tui/draw/surfaces.ts';
import {withMouse} from '../../../src/tui/mouse/outer-mouse.ts';
import {LIST_MODES} from '../../../src/tui/outer/outer-modes.ts';
import {Ui} from '../../../src/tui/ui.ts';
import {widthOf} from '../../../src/tui/width.ts';
import {FakeController} from '../../support/fake-controller.ts';
import {sampleWorld} from '../sample-world.ts';

const NOW = Date.parse('2026-01-01T12:04:30Z');
const LOOK = {choice: 'auto', depth: 'full', background: null} as const;

const start = (size: Size = {cols: 120, rows: 40}) => {
	const controller = new FakeController(sampleWorld(NOW));
	const ui = new Ui(controller, size, {quit: () => {}, mirror: () => {}, now: () => NOW, look: LOOK});
	onTestFinished(() => ui.close());
	const press = (name: string) => ui.key({kind: 'key', name});
	/** The cell where a text stands on the topmost surface that has it. */
	const placeOf = (wanted: string): {x: number; y: number} => {
		for (const {rect, lines} of surfacesOf(ui.frame()).toReversed())
			for (const [row, line] of lines.entries()) {
				const text = line.map((part) => part.text).join('');
				const at = text.indexOf(wanted);
				if (at >= 0) return {x: rect.x + widthOf(text.slice(0, at)), y: rect.y + row};
			}
		throw new Error(`nowhere: ${wanted}`);
	};
	const click = (wanted: string) => {
		const at = placeOf(wanted);
		const event = {button: 'left', shift: false, alt: false, ctrl: false, ...at} as const;
		ui.mouse({kind: 'press', ...event});
		ui.mouse({kind: 'release', ...event});
	};
	const view = () => ui.frame().view;
	return {controller, ui, press, click, view, state: () => view().state};
};

describe('in the lists', () => {
	test('an entry of the footer does what its key does', () => {
		const {click, state} = start();
		click('commands');
		expect(state().dialog).toMatchObject({kind: 'pick', list: {of: 'commands'}});
		click('Esc close ');
		expect(state().dialog).toBe(null);
	});

	test('a place in the header leads there; the count of those who wait leads to the next one', () => {
		const {click, state, view} = start();
		click('Mission control ›');
		expect(state().panel).toBe('missions');
		click('wait for you');
		expect(view().session?.id).toBe('sess-004');
		expect(state().panel).toBe('sessions');
	});

	test('a message goes when it is clicked', () => {
		const {ui, click, state} = start();
		ui.tell({text: 'Something went wrong.', tone: 'bad'});
		click('Something went wrong.');
		expect(state().notices.shown).toEqual([]);
	});
});

describe('in a dialog', () => {
	test('a click chooses an entry, a second one does it', () => {
		const {click, press, state} = start();
		press(':');
		for (const letter of 'theme') press(letter);
		click('theme: light');
		expect(state().look.choice).toBe('auto');
		click('theme: light');
		expect(state()).toMatchObject({dialog: null, look: {choice: 'light'}});
	});

	test('no single click gives an answer that is not the safe one', () => {
		const {click, press, controller, state} = start();
		press('n');
		press('x');
		expect(state().dialog).toMatchObject({kind: 'confirm'});
		click('[ y ');
		expect(controller.dispatched).toEqual([]);
		click('[ y ');
		expect(controller.dispatched).toMatchObject([{type: 'session.stop', sessionId: 'sess-004'}]);
	});

	test('clicks beside it do nothing', () => {
		const {click, press, state} = start();
		press('?');
		const before = state();
		click('Mission control ›');
		click('Tasks');
		expect(state()).toBe(before);
	});

	test('can be used at 40×12', () => {
		const {click, press, state} = start({cols: 40, rows: 12});
		press('?');
		click('entry before');
		expect(state().dialog).toMatchObject({index: 1});
	});
});

test('while a session is typed into, the line that names the leave key leaves it', () => {
	const {click, press, controller, state} = start();
	controller.screen('sess-004').show({lines: ['$ ']});
	press('n');
	press('a');
	expect(state().attached).toMatchObject({sessionId: 'sess-004'});
	click('Ctrl+Q leaves');
	expect(state().attached).toBe(null);
	expect(controller.typed).toBe('');
});

test('one who does not want mosaic to have the mouse gives it to programs only', () => {
	expect(withMouse(null, false)).toEqual(LIST_MODES);
	expect(withMouse({...NO_MODES, mouse: 'vt200'}, false)).toMatchObject({mouse: 'drag', mouseEncoding: 'sgr'});
	expect(withMouse(null)).toMatchObject({mouse: 'drag', mouseEncoding: 'sgr'});
});
