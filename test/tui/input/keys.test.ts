import {expect, test} from 'vitest';
import {readKey} from '../../../src/tui/input/keys.ts';

/** All keys of some input; a half sequence at the end reads `half:…`. */
const keys = (input: string): (string | null)[] => {
	const names: (string | null)[] = [];
	for (let rest = input; rest !== ''; ) {
		const read = readKey(rest);
		if (read === 'incomplete') return [...names, `half:${JSON.stringify(rest)}`];
		names.push(read.key === null ? null : read.key.kind === 'key' ? read.key.name : `paste:${read.key.text}`);
		rest = rest.slice(read.length);
	}
	return names;
};

test('letters come one by one, characters outside the first plane whole', () => {
	expect(keys('jG?é日🚀')).toEqual(['j', 'G', '?', 'é', '日', '🚀']);
});

test('control keys have names', () => {
	expect(keys('\r\t\u007f\u0003\u0011\u0004')).toEqual(['enter', 'tab', 'backspace', 'ctrl+c', 'ctrl+q', 'ctrl+d']);
});

test('arrows and paging are the same in normal and application mode', () => {
	expect(keys('\u001b[A\u001bOB\u001b[5~\u001b[6~\u001b[H\u001bOF\u001b[Z\u001b[1;5C')).toEqual([
		'up',
		'down',
		'pgup',
		'pgdn',
		'home',
		'end',
		'shift+tab',
		'ctrl+right',
	]);
});

test('keys of the kitty protocol are the same keys', () => {
	expect(keys('\u001b[27u\u001b[113;5u\u001b[13u\u001b[9;2u\u001b[106u')).toEqual([
		'esc',
		'ctrl+q',
		'enter',
		'shift+tab',
		'j',
	]);
});

test('answers of the terminal and unknown sequences are swallowed whole', () => {
	expect(keys('\u001b[?62;4c\u001b[I\u001b[<0;10;10Mj')).toEqual([null, null, null, 'j']);
});

test('what may still become something else is kept', () => {
	expect(keys('\u001b')).toEqual(['half:"\\u001b"']);
	expect(keys('j\u001b[1')).toEqual(['j', 'half:"\\u001b[1"']);
	expect(keys('\u001b\u001b')).toEqual(['esc', 'half:"\\u001b"']);
});

test('a paste is one thing, whatever it holds', () => {
	expect(keys('\u001b[200~sx\u001b[Ay\r\u001b[201~j')).toEqual(['paste:sx\u001b[Ay\r', 'j']);
	expect(keys('\u001b[200~sx')).toEqual(['half:"\\u001b[200~sx"']);
});
