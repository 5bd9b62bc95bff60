// The sole owner of stdin. Bytes become keys for the lists, or go to the session that has the focus, untouched.
import {StringDecoder} from 'node:string_decoder';
import {type Key, readKey} from './keys.ts';
import {createLeaveScanner} from './leave-key.ts';

/** What input needs of the one who gets it. Asked again after each key: a key may take or leave the focus. */
export type InputTarget = {
	attached(): boolean;
	key(key: Key): void;
	/** Bytes for the session that has the focus. */
	typed(bytes: Uint8Array): void;
	leave(): void;
};

/** After this long a half sequence is taken as it is: an ESC is the Esc key, held bytes go on to the session. */
const HALF_SEQUENCE_MS = 25;
/** A sequence or paste that never ends is given up beyond this many characters. */
const LONGEST_SEQUENCE = 4_000_000;

/** Feeds a person's bytes to the target. `write` takes what stdin gave; `close` forgets what was half. */
export const createInput = (target: InputTarget) => {
	let decoder = new StringDecoder('utf8');
	let scan = createLeaveScanner();
	let half = '';
	let held = '';
	let timer: NodeJS.Timeout | undefined;

	const write = (bytes: Uint8Array): void => {
		clearTimeout(timer);
		if (target.attached()) writeAttached(Buffer.from(bytes).toString('latin1'));
		else writeKeys(half + decoder.write(Buffer.from(bytes)));
		if (half !== '' || held !== '') timer = setTimeout(flush, HALF_SEQUENCE_MS);
	};

	const writeKeys = (text: string): void => {
		half = '';
		let rest = text;
		while (rest !== '') {
			const read = readKey(rest);
			if (read === 'incomplete') {
				half = rest.length > LONGEST_SEQUENCE ? '' : rest;
				return;
			}
			rest = rest.slice(read.length);
			if (read.key) target.key(read.key);
			if (target.attached()) {
				scan = createLeaveScanner();
				decoder = new StringDecoder('utf8');
				if (rest !== '') writeAttached(Buffer.from(rest).toString('latin1'));
				return;
			}
		}
	};

	const writeAttached = (latin1: string): void => {
		const found = scan(held + latin1);
		held = found.held;
		if (found.pass !== '') target.typed(Buffer.from(found.pass, 'latin1'));
		if (found.rest === undefined) return;
		target.leave();
		if (found.rest !== '') writeKeys(decoder.write(Buffer.from(found.rest, 'latin1')));
	};

	const flush = (): void => {
		if (held !== '') {
			if (target.attached()) target.typed(Buffer.from(held, 'latin1'));
			held = '';
		}
		// A paste may take its time; only a lone escape is a key.
		const lone = half === '\u001b';
		if (lone || !half.startsWith('\u001b[200~')) half = '';
		if (lone) target.key({kind: 'key', name: 'esc'});
	};

	return {write, close: () => clearTimeout(timer)};
};
