import {expect, test} from 'vitest';
import {drawFooter} from '../../src/tui/draw/footer.ts';
import {BINDINGS} from '../../src/tui/keymap.ts';
import {readKey} from '../../src/tui/keys.ts';
import {reduce} from '../../src/tui/reduce.ts';
import {viewOf} from '../../src/tui/view.ts';
import {startState} from '../../src/tui/view-state.ts';
import {sampleWorld} from './sample-world.ts';

const world = sampleWorld();
const view = viewOf(world, reduce(startState({cols: 80, rows: 24}, 0), {type: 'world-changed'}, world));

test('no key is bound twice', () => {
	const keys = BINDINGS.flatMap((binding) => binding.keys);
	expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

test('every plain key can be typed', () => {
	const plain = BINDINGS.flatMap((binding) => binding.keys).filter((key) => key.length === 1);
	for (const key of plain) expect(readKey(key)).toMatchObject({key: {name: key}});
});

test('every reason is a whole sentence', () => {
	const reasons = BINDINGS.map((binding) => binding.whyDisabled(view)).filter((reason) => reason !== null);
	expect(reasons.filter((reason) => !/^[A-Za-z0-9].*\.$/.test(reason))).toEqual([]);
});

test('help and quit stay in the footer however narrow it is, and a key that does not work is dim', () => {
	for (let width = 40; width <= 120; width++) {
		const [line] = drawFooter(view, width).slice(-1);
		const text = line?.map((part) => part.text).join('') ?? '';
		expect(text.length).toBe(width);
		expect(text).toMatch(/\? help.*q quit/);
	}
	const wide = drawFooter(view, 120).at(-1);
	expect(wide?.find((part) => part.text.includes('start'))).toMatchObject({token: 'muted'});
	expect(wide?.find((part) => part.text.includes('attach'))).toMatchObject({token: 'accent'});
});
