// The sole owner of stdin. Bytes become keys for the lists, or go to the session that has the focus, untouched.
import {StringDecoder} from 'node:string_decoder';
import type {MouseEvent} from '../mouse/mouse-event.ts';
import {readMouse} from '../mouse/read-mouse.ts';
import {createMouseSplitter} from '../mouse/split-mouse.ts';
import {type Key, readKey} from './keys.ts';
import {createLeaveScanner, DEFAULT_LEAVE_KEY} from './leave-key.ts';
import {leaveSequences} from './leave-sequences.ts';

/** What input needs of the one who gets it. Asked again after each key: a key may take or leave the focus. */
export type InputTarget = {
	attached(): boolean;
	key(key: Key): void;
	/** Bytes for the session that has the focus. */
	typed(bytes: Uint8Array): void;
	leave(): void;
	/** Shift+PgUp: holds the session's screen a page up; false where there is nothing to scroll to, so that the key is its. */
	scrollBack?(): boolean;
	/** The mouse is mosaic's own; where left out, its reports are bytes like others. */
	mouse?(event: MouseEvent): void;
};

/** After this long a half sequence is taken as it is: an ESC is the Esc key, held bytes go on to the session. */
const HALF_SEQUENCE_MS = 25;
const ESC = 0x1b;
/** Shift+PgUp, which scrolls terminals back everywhere. */
const SCROLL_BACK = '\u001b[5;2~';
/** A sequence or paste that never ends is given up beyond this many characters. */
const LONGEST_SEQUENCE = 4_000_000;

/** Feeds a person's bytes to the target. */
export class Input {
	readonly #target: InputTarget;
	readonly #leaveKeys: readonly string[];
	/** Bytes with which anything begins that is not simply typed. */
	readonly #leads: ReadonlySet<number>;
	/** The last bytes that were looked at ended with a lone ESC: what comes next may go on from it. */
	#afterEscape = false;
	#decoder = new StringDecoder('utf8');
	#scan;
	/** A sequence for the lists that is not whole yet. */
	#half = '';
	/** The start of what may be the leave key, on its way to a session. */
	#held = '';
	#split = createMouseSplitter();
	/** The start of what may be a mouse report, on its way to a session. */
	#heldMouse = '';
	#timer: NodeJS.Timeout | undefined;

	constructor(target: InputTarget, leaveKey = DEFAULT_LEAVE_KEY) {
		this.#target = target;
		this.#leaveKeys = [...leaveSequences(leaveKey), ...(target.scrollBack ? [SCROLL_BACK] : [])];
		this.#leads = new Set([ESC, ...this.#leaveKeys.map((key) => key.charCodeAt(0))]);
		this.#scan = createLeaveScanner(this.#leaveKeys);
	}

	/** Takes what stdin gave. */
	readonly write = (bytes: Uint8Array): void => {
		if (this.#isPlain(bytes)) return this.#target.typed(bytes);
		clearTimeout(this.#timer);
		this.#afterEscape = bytes.at(-1) === ESC;
		if (this.#target.attached()) this.#toSession(Buffer.from(bytes).toString('latin1'));
		else this.#toLists(this.#half + this.#decoder.write(Buffer.from(bytes)));
		if (this.#half !== '' || this.#held !== '' || this.#heldMouse !== '')
			this.#timer = setTimeout(() => this.#flush(), HALF_SEQUENCE_MS);
	};

	/** Forgets what was half. */
	close(): void {
		clearTimeout(this.#timer);
	}

	/** Whether these bytes can be nothing but keys for the session, so that they need not be looked at any closer. */
	#isPlain(bytes: Uint8Array): boolean {
		if (this.#afterEscape || this.#held !== '' || this.#heldMouse !== '' || !this.#target.attached()) return false;
		for (const byte of bytes) if (this.#leads.has(byte)) return false;
		return true;
	}

	#toLists(text: string): void {
		this.#half = '';
		let rest = text;
		while (rest !== '' && !this.#target.attached()) {
			const report = this.#target.mouse ? readMouse(rest) : null;
			const read = report ?? readKey(rest);
			if (read === 'incomplete') {
				this.#half = rest.length > LONGEST_SEQUENCE ? '' : rest;
				return;
			}
			rest = rest.slice(read.length);
			if ('event' in read) {
				if (read.event) this.#target.mouse?.(read.event);
			} else if (read.key) this.#target.key(read.key);
		}
		if (!this.#target.attached()) return;
		this.#scan = createLeaveScanner(this.#leaveKeys);
		this.#split = createMouseSplitter();
		this.#decoder = new StringDecoder('utf8');
		if (rest !== '') this.#toSession(Buffer.from(rest).toString('latin1'));
	}

	#toSession(latin1: string): void {
		if (!this.#target.mouse) return this.#pass(latin1);
		const {parts, held} = this.#split(this.#heldMouse + latin1);
		this.#heldMouse = held;
		for (const part of parts) {
			if (typeof part !== 'string') this.#target.mouse(part);
			else if (this.#target.attached()) this.#pass(part);
			else this.#toLists(this.#half + this.#decoder.write(Buffer.from(part, 'latin1')));
		}
		if (this.#target.attached() || held === '') return;
		this.#half += held;
		this.#heldMouse = '';
	}

	#pass(latin1: string): void {
		const found = this.#scan(this.#held + latin1);
		this.#held = found.held;
		if (found.pass !== '') this.#target.typed(Buffer.from(found.pass, 'latin1'));
		if (found.rest === undefined) return;
		if (found.found === SCROLL_BACK && !this.#scrollBack(found.rest)) return;
		if (found.found !== SCROLL_BACK) this.#target.leave();
		// One who keeps the focus has nothing else to do with keys; nothing more may reach the session that was left.
		if (found.rest !== '' && !this.#target.attached())
			this.#toLists(this.#decoder.write(Buffer.from(found.rest, 'latin1')));
	}

	/** Whether the session's screen is held now; else the key is the session's, and so is what follows. */
	#scrollBack(rest: string): boolean {
		if (this.#target.scrollBack?.()) return true;
		this.#target.typed(Buffer.from(SCROLL_BACK, 'latin1'));
		if (rest !== '') this.#pass(rest);
		return false;
	}

	#flush(): void {
		if (this.#heldMouse !== '' && this.#target.attached()) this.#pass(this.#heldMouse);
		this.#heldMouse = '';
		if (this.#held !== '' && this.#target.attached()) this.#target.typed(Buffer.from(this.#held, 'latin1'));
		this.#held = '';
		const lone = this.#half === '\u001b';
		// A paste may take its time; any other half sequence is given up.
		if (lone || !this.#half.startsWith('\u001b[200~')) this.#half = '';
		if (lone) this.#target.key({kind: 'key', name: 'esc'});
	}
}
