import {expect, test} from 'vitest';
import {drawFooter} from '../../../src/tui/draw/footer.ts';
import {contextsOf, DEFAULT_KEYS} from '../../../src/tui/input/default-keys.ts';
import {parseKey} from '../../../src/tui/input/key-spec.ts';
import {BINDINGS} from '../../../src/tui/input/keymap.ts';
import {readKey} from '../../../src/tui/input/keys.ts';
import {reduce} from '../../../src/tui/reduce.ts';
import {viewOf} from '../../../src/tui/view.ts';
import {startState} from '../../../src/tui/view-state.ts';
import {sampleWorld} from '../sample-world.ts';

const world = sampleWorld();
const view = viewOf(world, reduce(startState({cols: 80, rows: 24}, 0), {type: 'world-changed'}, world));

test('no key is bound twice in the same place', () => {
	const keys = Object.entries(DEFAULT_KEYS).flatMap(([id, own]) =>
		own.flatMap((key) => contextsOf(id).map((context) => `${context} ${key}`)),
	);
	expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('every key can be typed, and written into the settings as it is', () => {
	const keys = Object.values(DEFAULT_KEYS).flat();
	for (const key of keys.filter((one) => one.length === 1)) expect(readKey(key)).toMatchObject({key: {name: key}});
	for (const key of keys) expect(parseKey(key)).toEqual({ok: true, key});
});

test('every reason is a whole sentence', () => {
	const reasons = BINDINGS.map((binding) => binding.whyDisabled(view)).filter((reason) => reason !== null);
	expect(reasons.filter((reason) => !/^[A-Za-z0-9].*\.$/.test(reason))).toEqual([]);
});

test('the footer has whole entries only, ends with the way to the others, and shows no key that does not work here', () => {
	for (let width = 40; width <= 160; width++) {
		const [line] = drawFooter(view, width).slice(-1);
		const text = line?.map((part) => part.text).join('') ?? '';
		expect(text.length).toBe(width);
		expect(text).toMatch(width < 50 ? /\? more *$/ : /q quit {2}\? more *$/);
		expect(text).not.toContain('start');
		const words = text.trim().split(/ {2,}/);
		expect(words.filter((word) => !/^\S+ \S+( \S+)?$/.test(word))).toEqual([]);
	}
});
