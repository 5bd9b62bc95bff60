// Takes the terminal's answers out of what a person types. Everything else passes, in its order and untouched.
import {PASTE_END, PASTE_START} from '../input/keys.ts';
import {type Answer, readAnswer} from './answers.ts';

export type Sieved = {
	/** What goes on, one byte per character. */
	readonly pass: string;
	readonly answers: readonly Answer[];
};

/** So much of an answer is waited for while none is expected: `ESC`, `ESC [`, `ESC ]` and `ESC P` are keys as well. */
const SHORTEST_HELD = 3;

/**
 * A sieve for one stdin. `expecting` says whether answers are on their way: then also the shortest beginnings are held.
 * Who calls `push` has to call `release` when a held beginning was not continued for a while.
 */
export const createSieve = (expecting: () => boolean) => {
	let held = '';
	/** The last characters that passed: where a paste begins and ends is told by marks that may be cut. */
	let passed = '';
	let pasting = false;
	const pass = (text: string): string => {
		const seen = passed + text;
		if (pasting ? seen.includes(PASTE_END) : seen.includes(PASTE_START))
			pasting = seen.lastIndexOf(PASTE_START) > seen.lastIndexOf(PASTE_END);
		passed = seen.slice(-(PASTE_END.length - 1));
		return text;
	};
	/** A paste passes whole: the text in it is nobody's answer. Gives how much of the text is part of one. */
	const restOfPaste = (text: string): number => {
		const seen = passed + text;
		const end = seen.indexOf(PASTE_END);
		return end < 0 ? text.length : Math.max(0, end + PASTE_END.length - passed.length);
	};
	const push = (latin1: string): Sieved => {
		let rest = held + latin1;
		let out = '';
		const answers: Answer[] = [];
		held = '';
		while (rest !== '') {
			if (pasting) {
				const length = restOfPaste(rest);
				out += pass(rest.slice(0, length));
				rest = rest.slice(length);
				continue;
			}
			const at = rest.indexOf('\u001b');
			if (at !== 0) {
				out += pass(at < 0 ? rest : rest.slice(0, at));
				rest = at < 0 ? '' : rest.slice(at);
				continue;
			}
			const read = readAnswer(rest);
			if (read === 'begun' && (rest.length >= SHORTEST_HELD || expecting())) {
				held = rest;
				break;
			}
			if (read !== null && read !== 'begun') {
				answers.push(read.answer);
				rest = rest.slice(read.length);
				continue;
			}
			out += pass('\u001b');
			rest = rest.slice(1);
		}
		return {pass: out, answers};
	};
	return {
		push,
		holds: () => held !== '',
		/** What was held is no answer, or one that never ends. */
		release: (): string => {
			const out = held;
			held = '';
			return pass(out);
		},
	};
};
