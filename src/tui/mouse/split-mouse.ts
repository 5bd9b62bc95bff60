// Takes mouse reports out of a person's bytes on their way to a session. Pure apart from its memory of what came before.
import type {MouseEvent} from './mouse-event.ts';
import {readMouse} from './read-mouse.ts';

const PASTE_START = '\u001b[200~';
const PASTE_END = '\u001b[201~';
/** No report and no mark is longer. */
const LONGEST = 24;

export type SplitInput = {
	/** Bytes for the session (one per character) and reports, in order. */
	readonly parts: readonly (string | MouseEvent)[];
	/** What may become a report: kept until the next bytes or a short while came; put before the next bytes. */
	readonly held: string;
};

/**
 * A splitter for one stay in a session. What stands in a paste is the person's text, whatever it looks like. A lone ESC
 * at the end of a read is the Esc key; one right behind a report in the same read is the beginning of the next.
 */
export const createMouseSplitter = () => {
	let pasting = false;
	/** The read before this one ended with a lone ESC, which is on its way already. */
	let afterEscape = false;

	const markAt = (text: string): 'whole' | 'half' | null => {
		const mark = pasting ? PASTE_END : PASTE_START;
		if (text.startsWith(mark)) return 'whole';
		return text.length > 1 && mark.startsWith(text) ? 'half' : null;
	};

	return (bytes: string): SplitInput => {
		const parts: (string | MouseEvent)[] = [];
		let from = 0;
		const pass = (end: number): void => {
			if (end > from) parts.push(bytes.slice(from, end));
			from = end;
		};
		if (afterEscape && markAt(`\u001b${bytes.slice(0, 5)}`) === 'whole') pasting = !pasting;
		afterEscape = bytes.endsWith('\u001b');
		for (let at = bytes.indexOf('\u001b'); at >= 0; at = bytes.indexOf('\u001b', at)) {
			const rest = bytes.slice(at, at + LONGEST);
			const mark = markAt(rest);
			if (mark === 'whole') {
				pasting = !pasting;
				at += PASTE_END.length;
				continue;
			}
			const next = rest === '\u001b' && at === from && at > 0;
			const read = mark === 'half' || next ? 'incomplete' : pasting ? null : readMouse(rest);
			if (read === 'incomplete') {
				pass(at);
				afterEscape = false;
				return {parts, held: bytes.slice(at)};
			}
			if (read === null) {
				at += 1;
				continue;
			}
			pass(at);
			if (read.event) parts.push(read.event);
			at += read.length;
			from = at;
		}
		pass(bytes.length);
		return {parts, held: ''};
	};
};
