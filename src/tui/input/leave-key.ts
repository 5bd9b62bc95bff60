// Finds the leave key in a person's bytes on their way to a session, outside pastes only. Pure apart from its memory of
// what came before.
import {leaveSequences} from './leave-sequences.ts';

export const DEFAULT_LEAVE_KEY = 'ctrl+q';
const PASTE_START = '\u001b[200~';
const PASTE_END = '\u001b[201~';

export type Scan = {
	/** What goes to the session, one byte per character. */
	readonly pass: string;
	/** What came after the leave key; undefined where there was none. */
	readonly rest: string | undefined;
	/** The sequence that was found, where one was. */
	readonly found?: string;
	/** The start of what may become a leave key: held back until the next bytes or a short while came. */
	readonly held: string;
};

/**
 * A scanner for one stay in a session. Takes bytes as latin1 text, so that nothing is decoded on the way; what it held
 * back must be put before the next bytes.
 */
export const createLeaveScanner = (leaveKeys: readonly string[] = leaveSequences(DEFAULT_LEAVE_KEY)) => {
	const marks = [...leaveKeys, PASTE_START];
	let pasting = false;
	// A lone ESC is a key of its own and is passed at once; this remembers that a mark may go on from it.
	let lead = '';
	return (bytes: string): Scan => {
		const text = lead + bytes;
		const pass = (end?: number) => text.slice(lead.length, end);
		let from = 0;
		for (;;) {
			const mark = firstOf(text, from, pasting ? [PASTE_END] : marks);
			if (mark === undefined) break;
			const end = mark.index + mark.text.length;
			if (leaveKeys.includes(mark.text))
				return {pass: pass(mark.index), rest: text.slice(end), held: '', found: mark.text};
			pasting = mark.text === PASTE_START;
			from = end;
		}
		const end = heldAtEnd(text.slice(from), pasting ? [PASTE_END] : marks);
		const kept = Math.max(lead.length, text.length - end.length);
		const scan = {pass: pass(kept), rest: undefined, held: text.slice(kept)};
		if (end === '') lead = text.endsWith('\u001b') ? '\u001b' : '';
		else if (text.length - end.length >= lead.length) lead = '';
		return scan;
	};
};

type Mark = {readonly index: number; readonly text: string};

const firstOf = (text: string, from: number, marks: readonly string[]): Mark | undefined =>
	marks
		.map((mark) => ({index: text.indexOf(mark, from), text: mark}))
		.filter(({index}) => index >= 0)
		.sort((a, b) => a.index - b.index)[0];

/** The end of the text where it begins one of the marks, at least two bytes long. */
const heldAtEnd = (text: string, marks: readonly string[]): string => {
	for (let length = Math.min(Math.max(...marks.map((mark) => mark.length)) - 1, text.length); length >= 2; length--) {
		const end = text.slice(-length);
		if (marks.some((mark) => mark.length > length && mark.startsWith(end))) return end;
	}
	return '';
};
