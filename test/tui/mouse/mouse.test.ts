import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {Input} from '../../../src/tui/input/input.ts';
import {encodeMouse} from '../../../src/tui/mouse/encode-mouse.ts';
import {BUTTON_CODES, type MouseButton, type MouseEvent} from '../../../src/tui/mouse/mouse-event.ts';
import {readMouse} from '../../../src/tui/mouse/read-mouse.ts';
import {createMouseSplitter} from '../../../src/tui/mouse/split-mouse.ts';

const aPress = (event: Partial<MouseEvent> = {}): MouseEvent => ({
	kind: 'press',
	button: 'left',
	shift: false,
	alt: false,
	ctrl: false,
	x: 0,
	y: 0,
	...event,
});

const buttons = fc.constantFrom(...(Object.keys(BUTTON_CODES) as MouseButton[]));
/** Events as they exist: a wheel only turns, a release and a press have a button. */
const events = (most: number): fc.Arbitrary<MouseEvent> =>
	fc
		.record({
			kind: fc.constantFrom('press', 'release', 'move'),
			button: buttons,
			shift: fc.boolean(),
			alt: fc.boolean(),
			ctrl: fc.boolean(),
			x: fc.nat(most),
			y: fc.nat(most),
		})
		.filter(({kind, button}) => kind === 'move' || button !== 'none')
		.map((event) =>
			BUTTON_CODES[event.button] >= 64 && BUTTON_CODES[event.button] < 128
				? {...event, kind: 'wheel'}
				: (event as MouseEvent),
		);

describe('reading reports', () => {
	test.each([
		['\u001b[<0;12;3M', aPress({x: 11, y: 2})],
		['\u001b[<0;12;3m', aPress({kind: 'release', x: 11, y: 2})],
		['\u001b[<34;1;1M', aPress({kind: 'move', button: 'right'})],
		['\u001b[<65;1;1M', aPress({kind: 'wheel', button: 'down'})],
		['\u001b[<20;1;1M', aPress({shift: true, ctrl: true})],
		['\u001b[32;12;3M', aPress({x: 11, y: 2})],
		['\u001b[35;12;3M', aPress({kind: 'release', button: 'none', x: 11, y: 2})],
		['\u001b[M \u002c#', aPress({x: 11, y: 2})],
		['\u001b[M`!!', aPress({kind: 'wheel', button: 'up'})],
	])('%j', (bytes, event) => {
		expect(readMouse(`${bytes}rest`)).toEqual({event, length: bytes.length});
		for (let length = 3; length < bytes.length; length++) expect(readMouse(bytes.slice(0, length))).toBe('incomplete');
	});

	test('keys are no reports', () => {
		for (const bytes of [
			'\u001b',
			'\u001b[A',
			'\u001b[1;5A',
			'\u001b[27;5;113~',
			'\u001bOA',
			'x',
			'\u001b[200~',
			'\u001b[',
		])
			expect(readMouse(bytes), JSON.stringify(bytes)).toBeNull();
	});

	test('what is read is what was told, in SGR at any place and in X10 bytes up to column 223', () => {
		fc.assert(
			fc.property(events(5000), (event) => {
				const bytes = encodeMouse(event, {mouse: 'any', mouseEncoding: 'sgr'}) ?? '';
				expect(readMouse(bytes)).toEqual({event, length: bytes.length});
			}),
		);
		fc.assert(
			fc.property(events(222), (event) => {
				const bytes = encodeMouse(event, {mouse: 'any', mouseEncoding: 'default'}) ?? '';
				const button = event.kind === 'release' ? 'none' : event.button;
				expect(readMouse(bytes)).toEqual({event: {...event, button}, length: 6});
			}),
		);
	});
});

describe('a program hears only what it asked for', () => {
	const tells = (mouse: 'none' | 'x10' | 'vt200' | 'drag' | 'any', event: Partial<MouseEvent>) =>
		encodeMouse(aPress(event), {mouse, mouseEncoding: 'sgr'}) !== null;

	test('by mode', () => {
		const press = {};
		const release = {kind: 'release'} as const;
		const drag = {kind: 'move'} as const;
		const move = {kind: 'move', button: 'none'} as const;
		const wheel = {kind: 'wheel', button: 'up'} as const;
		const all = [press, release, wheel, drag, move];
		expect(all.map((event) => tells('none', event))).toEqual([false, false, false, false, false]);
		expect(all.map((event) => tells('x10', event))).toEqual([true, false, false, false, false]);
		expect(all.map((event) => tells('vt200', event))).toEqual([true, true, true, false, false]);
		expect(all.map((event) => tells('drag', event))).toEqual([true, true, true, true, false]);
		expect(all.map((event) => tells('any', event))).toEqual([true, true, true, true, true]);
	});

	test('a place that its encoding cannot name is not told, and pixels are not invented', () => {
		expect(encodeMouse(aPress({x: 300}), {mouse: 'any', mouseEncoding: 'default'})).toBeNull();
		expect(encodeMouse(aPress(), {mouse: 'any', mouseEncoding: 'sgr-pixels'})).toBeNull();
	});
});

describe('reports among the keys for a session', () => {
	const report = encodeMouse(aPress({x: 4, y: 5}), {mouse: 'any', mouseEncoding: 'sgr'}) ?? '';

	/** What a session gets and what mosaic hears of bytes that come in these pieces. */
	const feed = (...pieces: string[]) => {
		const split = createMouseSplitter();
		let held = '';
		let bytes = '';
		const heard: MouseEvent[] = [];
		for (const piece of pieces) {
			const found = split(held + piece);
			held = found.held;
			for (const part of found.parts)
				if (typeof part === 'string') bytes += part;
				else heard.push(part);
		}
		return {bytes: bytes + held, heard};
	};

	test('are taken out, and everything else passes untouched, wherever it is cut', () => {
		const text = fc.stringMatching(/^[a-z0-9é\r\t]*$/);
		const keys = fc.constantFrom('\u001b[A', '\u001bOP', '\u001b[1;5C', '\u001b[113;5u', 'x', '\u001bx');
		fc.assert(
			fc.property(fc.array(fc.oneof(text, keys, fc.constant(report))), fc.array(fc.nat(60)), (parts, cuts) => {
				const all = parts.join('');
				// A lone ESC at the end of a read is a key of its own, so no cut is made behind one.
				const places = [...new Set(cuts)]
					.filter((at) => all[at - 1] !== '\u001b' && all[at - 2] !== '\u001b')
					.sort((a, b) => a - b);
				const pieces = [0, ...places].map((from, index) => all.slice(from, places[index] ?? undefined));
				const {bytes, heard} = feed(...pieces);
				expect(bytes).toBe(parts.filter((part) => part !== report).join(''));
				expect(heard).toHaveLength(parts.filter((part) => part === report).length);
			}),
		);
	});

	test('what is pasted is the text, even where it looks like a report', () => {
		const paste = `\u001b[200~${report}\u001b[201~`;
		expect(feed(`${paste}${report}`)).toMatchObject({bytes: paste, heard: [{x: 4}]});
		expect(feed('\u001b[20', `0~${report}\u001b[201~`)).toMatchObject({bytes: paste, heard: []});
		expect(feed('\u001b', `[200~${report}\u001b[201~`)).toMatchObject({bytes: paste, heard: []});
	});

	test('a report that is cut behind its ESC in a burst of them is still one', () => {
		expect(feed(`${report}\u001b`, report.slice(1))).toMatchObject({bytes: '', heard: [{x: 4}, {x: 4}]});
	});

	test('a lone ESC is the Esc key at once', () => {
		expect(createMouseSplitter()('\u001b')).toEqual({parts: ['\u001b'], held: ''});
	});
});

test('in the lists a report is no key, and a click that moves the keyboard takes the keys behind it along', () => {
	const log: string[] = [];
	let attached = false;
	const input = new Input({
		attached: () => attached,
		key: (key) => void log.push(`key ${key.kind === 'key' ? key.name : 'paste'}`),
		typed: (bytes) => void log.push(`typed ${Buffer.from(bytes).toString()}`),
		leave: () => {},
		mouse: ({kind}) => {
			log.push(kind);
			attached = kind === 'press';
		},
	});
	input.write(Buffer.from('a\u001b[<0;1;1Mb\u001b[<0;1;1mc'));
	input.close();
	expect(log).toEqual(['key a', 'press', 'typed b', 'release', 'key c']);
});
