import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Key} from '../../../src/tui/input/keys.ts';
import {editText, type Written} from '../../../src/tui/people/write.ts';

const key = (name: string): Key => ({kind: 'key', name});
const type = (from: Written, ...names: string[]): Written =>
	names.reduce((written, name) => editText(written, key(name)) ?? written, from);

test('letters, new lines and pastes go where the caret is; words, lines and characters are taken back', () => {
	const hello = type({text: '', at: 0}, ...'hello', 'alt+enter', ...'you');
	expect(hello).toEqual({text: 'hello\nyou', at: 9});
	expect(type(hello, 'up', 'end', '!')).toEqual({text: 'hello!\nyou', at: 6});
	expect(type(hello, 'ctrl+w')).toEqual({text: 'hello\n', at: 6});
	expect(type(hello, 'ctrl+u', 'backspace')).toEqual({text: 'hello', at: 5});
	expect(editText({text: 'ab', at: 1}, {kind: 'paste', text: 'x\r\ny\u001b[31m'})).toEqual({text: 'ax\ny[31mb', at: 8});
	expect(type({text: 'a👩‍🚀b', at: 6}, 'backspace')).toEqual({text: 'ab', at: 1});
});

test('whatever is pressed, the caret stays in the text and nothing unprintable comes in', () => {
	const names = fc.constantFrom(
		...[
			'a',
			'é',
			'漢',
			'👍🏽',
			' ',
			'enter',
			'esc',
			'left',
			'right',
			'up',
			'down',
			'home',
			'end',
			'backspace',
			'delete',
		],
		...['alt+enter', 'ctrl+u', 'ctrl+k', 'ctrl+w', 'ctrl+d', 'f1'],
	);
	const keys = fc.array(
		fc.oneof(
			names.map(key),
			fc.string().map((text): Key => ({kind: 'paste', text})),
		),
		{maxLength: 60},
	);
	fc.assert(
		fc.property(keys, (pressed) => {
			let written: Written = {text: '', at: 0};
			for (const one of pressed) {
				written = editText(written, one) ?? written;
				expect(written.at).toBeGreaterThanOrEqual(0);
				expect(written.at).toBeLessThanOrEqual(written.text.length);
			}
			expect(written.text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
		}),
	);
});
