import fc from 'fast-check';
import {expect, test} from 'vitest';
import {Input} from '../../../src/tui/input/input.ts';
import {createLeaveScanner} from '../../../src/tui/input/leave-key.ts';
import {until} from '../../support/until.ts';

const PASTE = '\u001b[200~';
const END = '\u001b[201~';

/** An input whose target attaches on `a` and keeps all it gets. */
const recorder = () => {
	const log: string[] = [];
	let attached = false;
	let typed = '';
	const input = new Input({
		attached: () => attached,
		key: (key) => {
			log.push(key.kind === 'key' ? key.name : `paste:${key.text}`);
			if (key.kind === 'key' && key.name === 'a') attached = true;
		},
		typed: (bytes) => {
			typed += Buffer.from(bytes).toString('latin1');
		},
		leave: () => {
			attached = false;
			log.push('left');
		},
	});
	return {
		log,
		typed: () => typed,
		write: (text: string) => input.write(Buffer.from(text, 'latin1')),
		close: () => input.close(),
	};
};

test('what follows the attach key in the same read goes to the session', () => {
	const {log, typed, write} = recorder();
	write('jals -l\r');
	expect(log).toEqual(['j', 'a']);
	expect(typed()).toBe('ls -l\r');
});

test('bytes reach the session untouched, broken UTF-8 included', () => {
	const {typed, write} = recorder();
	const bytes = Array.from({length: 256}, (_, code) => String.fromCharCode(code)).filter((c) => c !== '\u0011');
	write('a');
	write(bytes.join(''));
	expect(typed()).toBe(bytes.join(''));
});

test.each(['\u0011', '\u001b[113;5u'])('the leave key %j gives the keys back', (leave) => {
	const {log, typed, write} = recorder();
	write('a');
	write(`hello${leave}jk`);
	expect(typed()).toBe('hello');
	expect(log).toEqual(['a', 'left', 'j', 'k']);
});

test('what follows the leave key never reaches the session that was left', () => {
	let typed = '';
	const input = new Input({
		attached: () => true,
		key: () => {},
		typed: (bytes) => {
			typed += Buffer.from(bytes).toString('latin1');
		},
		leave: () => {},
	});
	input.write(Buffer.from('one\u0011two'));
	expect(typed).toBe('one');
});

test('a leave key inside a paste is text', () => {
	const {log, typed, write} = recorder();
	write('a');
	const paste = `${PASTE}one\u0011two\u001b[113;5u${END}`;
	write(`${paste}\u0011`);
	expect(typed()).toBe(paste);
	expect(log).toEqual(['a', 'left']);
});

test('a lone Esc goes to the session at once, a half leave key after a short while', async () => {
	const {typed, write} = recorder();
	write('a');
	write('\u001b');
	expect(typed()).toBe('\u001b');
	write('x\u001b[11');
	expect(typed()).toBe('\u001bx');
	await until('the held bytes', () => typed() === '\u001bx\u001b[11');
});

test('a lone Esc in the lists is the Esc key', async () => {
	const {log, write} = recorder();
	write('\u001b');
	expect(log).toEqual([]);
	await until('the Esc key', () => log.includes('esc'));
});

test('however the bytes are split, the session gets the same ones and leaves at the same place', () => {
	const piece = fc.constantFrom(
		'a',
		'\u001b',
		PASTE,
		END,
		'\u0011',
		'\u001b[113;5u',
		'\u001b[A',
		'日本',
		'[200~',
		'\u001b[1',
	);
	fc.assert(
		fc.property(
			fc.array(piece, {maxLength: 12}),
			fc.array(fc.integer({min: 1, max: 5}), {minLength: 1}),
			(parts, cuts) => {
				const text = Buffer.from(parts.join('')).toString('latin1');
				expect(scanned(chunksOf(text, cuts))).toEqual(scanned([text]));
			},
		),
		{numRuns: 500},
	);
});

const chunksOf = (text: string, cuts: readonly number[]): string[] => {
	const chunks: string[] = [];
	for (let at = 0, turn = 0; at < text.length; turn++) {
		const size = cuts[turn % cuts.length] ?? 1;
		chunks.push(text.slice(at, at + size));
		at += size;
	}
	return chunks;
};

/** What passes before the leave key and what comes after it; an ESC that was passed before its sequence went on counts as part of it. */
const scanned = (chunks: readonly string[]) => {
	const scan = createLeaveScanner();
	let passed = '';
	let held = '';
	for (const [index, chunk] of chunks.entries()) {
		const found = scan(held + chunk);
		passed += found.pass;
		held = found.held;
		if (found.rest !== undefined)
			return {passed: passed.replace(/\u001b+$/, ''), rest: found.rest + chunks.slice(index + 1).join('')};
	}
	return {passed: passed + held, rest: undefined};
};
