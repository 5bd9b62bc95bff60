// The person's terminal: taken over whole, and given back exactly as it was found.
import {writeSync} from 'node:fs';
import type {ScreenModes} from '../domain/screen.ts';

const ENTER = '\u001b[?1049h\u001b[2J\u001b[H\u001b[?25l\u001b[?2004h';
// Styles, cursor keys and paste marks first, then the other screen with the cursor and text that were there before.
const LEAVE = '\u001b[?2026l\u001b[0m\u001b[?1l\u001b[?2004l\u001b[?25h\u001b[?1049l';

export type Terminal = {
	/** Sets the modes that the focused session asked for; null sets those of the lists. */
	mirror(modes: ScreenModes | null): void;
	/** Gives the terminal back; later calls do nothing. Synchronous, so that it works while the process ends. */
	restore(): void;
};

/** Takes the terminal: raw input, the alternate screen, pastes marked so that no pasted letter acts as a key. */
export const takeTerminal = (stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream): Terminal => {
	const wasRaw = stdin.isRaw === true;
	let taken = true;
	let pasteMarks = true;
	let cursorKeys = false;
	stdin.setRawMode?.(true);
	stdout.write(ENTER);
	return {
		mirror: (modes) => {
			const wantsMarks = modes?.bracketedPaste ?? true;
			const wantsKeys = modes?.applicationCursor ?? false;
			const changes =
				(wantsMarks === pasteMarks ? '' : `\u001b[?2004${wantsMarks ? 'h' : 'l'}`) +
				(wantsKeys === cursorKeys ? '' : `\u001b[?1${wantsKeys ? 'h' : 'l'}`);
			pasteMarks = wantsMarks;
			cursorKeys = wantsKeys;
			if (changes !== '' && taken) stdout.write(changes);
		},
		restore: () => {
			if (!taken) return;
			taken = false;
			writeNow(stdout, LEAVE);
			try {
				stdin.setRawMode?.(wasRaw);
			} catch {
				// The terminal is gone; nothing is left to give back.
			}
		},
	};
};

/** Written past the stream's buffer, because the process may end before a buffer is emptied. */
const writeNow = (stdout: NodeJS.WriteStream, text: string): void => {
	try {
		const {fd} = stdout as {fd?: number};
		if (fd !== undefined && stdout.writableLength === 0) writeSync(fd, text);
		else stdout.write(text);
	} catch {
		// A closed or full terminal; there is nobody to restore it for.
	}
};
