import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {parseKey} from '../../../src/tui/input/key-spec.ts';
import {readKey} from '../../../src/tui/input/keys.ts';
import {createLeaveScanner} from '../../../src/tui/input/leave-key.ts';
import {leaveSequences, parseLeaveKey} from '../../../src/tui/input/leave-sequences.ts';

describe('a key as a person writes it', () => {
	test.each([
		['a', 'a'],
		['G', 'G'],
		['日', '日'],
		['Ctrl+P', 'ctrl+p'],
		['alt+x', 'alt+x'],
		['Shift+Tab', 'shift+tab'],
		['PageUp', 'pgup'],
		['Escape', 'esc'],
		['Space', ' '],
		['ctrl+space', 'ctrl+space'],
		['shift+ctrl+left', 'ctrl+shift+left'],
		['F12', 'f12'],
		['ctrl+]', 'ctrl+]'],
	])('%s is %s', (written, key) => {
		expect(parseKey(written)).toEqual({ok: true, key});
	});

	test.each([
		['entr', 'Did you mean enter?'],
		['ctrl+i', 'terminals send the same for "ctrl+i" and tab; say tab'],
		['ctrl+1', 'no code for "ctrl+1"'],
		['shift+a', 'write the letter that Shift gives'],
		['hyper+a', 'is no key'],
		['', 'is no key'],
		['\u001b[31m', 'is no key'],
	])('%j is refused', (written, reason) => {
		const spec = parseKey(written);
		expect(spec.ok ? '' : spec.reason).toContain(reason);
		expect(JSON.stringify(spec)).not.toContain('\u001b');
	});
});

const name = (input: string): string | undefined => {
	const read = readKey(input);
	return read !== 'incomplete' && read.key?.kind === 'key' ? read.key.name : undefined;
};

const LEAVE_KEYS = ['ctrl+q', 'ctrl+]', 'ctrl+\\', 'ctrl+^', 'ctrl+_', 'ctrl+space', 'ctrl+g', 'f1', 'f3', 'f5', 'f12'];

test.each(LEAVE_KEYS)('input reads every sequence of the leave key %s as that key', (key) => {
	const plain = leaveSequences(key).filter((sequence) => !sequence.startsWith('\u001b[27;'));
	expect(new Set(plain.map(name))).toEqual(new Set([key]));
});

test('a leave key is found in whatever pieces its sequence comes', () => {
	fc.assert(
		fc.property(fc.constantFrom(...LEAVE_KEYS), fc.nat(), fc.nat(), (key, which, at) => {
			const sequences = leaveSequences(key);
			const sequence = sequences[which % sequences.length] ?? '';
			const cut = at % (sequence.length + 1);
			const scan = createLeaveScanner(sequences);
			const first = scan(`before${sequence.slice(0, cut)}`);
			if (first.rest !== undefined) return;
			expect(scan(`${first.held}${sequence.slice(cut)}after`).rest).toBe('after');
		}),
	);
});

test.each(['q', 'enter', 'alt+x', 'up', 'space'])('%s cannot be the leave key: programs get it typed', (key) => {
	expect(parseLeaveKey(key)).toMatchObject({ok: false, reason: expect.stringContaining('is typed into programs')});
});

test('the end of a key press is no key', () => {
	expect(name('\u001b[113;5:3u')).toBeUndefined();
	expect(name('\u001b[1;1:3A')).toBeUndefined();
	expect(name('\u001b[113;5:2u')).toBe('ctrl+q');
});
