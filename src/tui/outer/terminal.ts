// The person's terminal: taken over whole, and given back exactly as it was found.
import {readSync, writeSync} from 'node:fs';
import {errorCode} from '../../domain/errors.ts';
import type {ScreenModes} from '../../domain/screen.ts';
import {LIST_MODES, modeChanges} from './outer-modes.ts';
import {BRING_TITLE_BACK, KEEP_TITLE} from './writes.ts';

const ENTER = '\u001b[?1049h\u001b[2J\u001b[H\u001b[?25l\u001b[?2004h';
// Styles, scroll region and modes first, then the other screen with the cursor and text that were there before.
const LEAVE = '\u001b[?2026l\u001b[m\u001b[r\u001b[?2004l\u001b[?25h\u001b[?1049l';
/** Ends a sequence of which only the first half was taken. */
const CANCEL = '\u0018';
const NO_LINK = '\u001b]8;;\u001b\\';

/** Gives a terminal back whose holder was killed: nothing is known of it, so all that may have been set is taken back. */
export const REPAIR = [
	CANCEL,
	NO_LINK,
	...[9, 1000, 1002, 1003, 1006, 1016, 1004, 1].map((mode) => `\u001b[?${mode}l`),
	'\u001b>',
	'\u001b[=0;1u',
	// Where nothing was put aside this does nothing.
	BRING_TITLE_BACK,
	LEAVE,
].join('');

/** Who is told when the terminal is taken over, and when it is given back. */
export type TerminalHolder = {take(): void; release(): void};

/** Holds the terminal from the moment it is made until `restore`. */
export class Terminal {
	readonly #stdin: NodeJS.ReadStream;
	readonly #stdout: NodeJS.WriteStream;
	readonly #wasRaw: boolean;
	#taken = false;
	#modes: ScreenModes = LIST_MODES;
	#wanted: ScreenModes = LIST_MODES;
	readonly #holder: TerminalHolder | undefined;
	#titled = false;
	/** Whether the terminal is still to answer what it was asked. */
	#answersDue = (): boolean => false;
	#said = '';

	constructor(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream, holder?: TerminalHolder) {
		this.#holder = holder;
		this.#stdin = stdin;
		this.#stdout = stdout;
		this.#wasRaw = stdin.isRaw === true;
		this.take();
	}

	/** Raw input and the alternate screen; once more after the terminal was given back, or stopped without a word. */
	take(): void {
		this.#holder?.take();
		this.#taken = true;
		this.#modes = LIST_MODES;
		// Off first: the terminal may have been set by others while this process believed in its own setting.
		this.#stdin.setRawMode?.(false);
		this.#stdin.setRawMode?.(true);
		setBlocking(this.#stdout, false);
		this.#stdout.write(ENTER);
	}

	/** The modes that the focused session asked for; null for those of the lists. Told with the next frame. */
	readonly mirror = (modes: ScreenModes | null): void => {
		this.#wanted = modes ?? LIST_MODES;
	};

	/** Says a whole sequence to the terminal, before the next frame. */
	readonly say = (sequence: string): void => {
		this.#said += sequence;
	};

	/** What was said, and the sequences for modes that changed, since the last call. */
	modeChanges(): string {
		const changes = this.#said + modeChanges(this.#modes, this.#wanted);
		this.#modes = this.#wanted;
		this.#said = '';
		return changes;
	}

	/** The sequences that name the window; null gives it back the name that it had. */
	readonly nameWindow = (title: string | null): string => {
		const had = this.#titled;
		this.#titled = title !== null;
		if (title === null) return had ? BRING_TITLE_BACK : '';
		return had ? title : KEEP_TITLE + title;
	};

	/** Who knows whether answers of the terminal are on their way; they must not go to the shell. */
	expect(answersDue: () => boolean): void {
		this.#answersDue = answersDue;
	}

	/** Whether mosaic has the terminal: from the moment it is given back nothing may be drawn on it. */
	get taken(): boolean {
		return this.#taken;
	}

	/** Gives the terminal back; later calls do nothing. Synchronous, so that it works while the process ends. */
	readonly restore = (): void => {
		if (!this.#taken) return;
		this.#taken = false;
		if (this.#answersDue()) swallowAnswers(this.#stdin);
		const half = this.#stdout.writableLength > 0 ? CANCEL : '';
		const link = half === '' ? '' : NO_LINK;
		writeNow(this.#stdout, half + link + modeChanges(this.#modes, LIST_MODES) + this.nameWindow(null) + LEAVE);
		try {
			this.#stdin.setRawMode?.(this.#wasRaw);
		} catch {
			// The terminal is gone; nothing is left to give back.
		}
		this.#holder?.release();
	};
}

const SWALLOW_MS = 500;
const LAST_ANSWER = /\u001b\[\?[\d;]*c/;

/** Reads until the terminal's last answer came. Synchronous: the process may be about to end by an error or a signal. */
const swallowAnswers = (stdin: NodeJS.ReadStream): void => {
	// The handle's own descriptor, unlike stdin.fd, does not block.
	const fd = (stdin as {_handle?: {fd?: number}})._handle?.fd;
	if (fd === undefined || fd < 0) return;
	const buffer = Buffer.alloc(4096);
	const end = performance.now() + SWALLOW_MS;
	let seen = '';
	while (performance.now() < end && !LAST_ANSWER.test(seen)) {
		try {
			const length = readSync(fd, buffer);
			if (length === 0) return;
			seen = (seen + buffer.toString('latin1', 0, length)).slice(-8192);
		} catch (error) {
			if (errorCode(error) !== 'EAGAIN') return;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
		}
	}
};

/**
 * Calls back at each change of the window's size, also at those that were taken back before anybody looked: the terminal
 * lost cells all the same, and Node's own `resize` event leaves them out.
 */
export const onWindowChange = (listener: () => void): (() => void) => {
	process.on('SIGWINCH', listener);
	return () => void process.off('SIGWINCH', listener);
};

/** Written past the stream's buffer, because the process may end before a buffer is emptied. */
const writeNow = (stdout: NodeJS.WriteStream, text: string): void => {
	try {
		setBlocking(stdout, true);
		const {fd} = stdout as {fd?: number};
		if (fd === undefined) stdout.write(text);
		else writeSync(fd, text);
	} catch {
		// A closed or full terminal; there is nobody to restore it for.
	}
};

/**
 * Node writes to terminals synchronously: one that reads slowly would hold up keys and signals as well. The handle's own
 * switch is the only way to change that (nodejs/node: lib/tty.js calls it in the constructor of WriteStream).
 */
const setBlocking = (stdout: NodeJS.WriteStream, blocking: boolean): void => {
	const {_handle} = stdout as {_handle?: {setBlocking?(blocking: boolean): void}};
	_handle?.setBlocking?.(blocking);
};
