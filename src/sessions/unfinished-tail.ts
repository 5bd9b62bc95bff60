// The end of a byte stream that is not whole yet: a character or an escape sequence cut in two. A terminal that joins
// in the middle needs these bytes first, or it shows the rest of the sequence as text.
import {createEscapeParser} from './escape-parser.ts';

/** Of a longer sequence (an image, a clipboard) only the introducer is kept: its rest is then passed over as unknown. */
const LONGEST_TAIL = 16_384;

const ESC = 0x1b;
/** The first byte of the 8-bit controls in UTF-8. */
const C1_LEAD = 0xc2;

/** Follows a stream; `bytes()` gives what is begun and not ended. */
export const createTail = () => {
	const parser = createEscapeParser({print: () => {}, control: () => {}, csi: () => {}, escape: () => {}});
	const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
	let sequence = '';
	let character: Uint8Array = new Uint8Array(0);
	const keep = (text: string) => {
		sequence = parser.inSequence() ? sequence + text : '';
		if (sequence.length > LONGEST_TAIL) sequence = sequence.slice(0, 2);
	};
	const follow = (bytes: Uint8Array): void => {
		const all = character.length === 0 ? bytes : Buffer.concat([character, bytes]);
		character = cutCharacter(all);
		// An ESC means the same in every state, so what stands before the last one does not matter.
		const last = all.lastIndexOf(ESC);
		if (last >= 0) sequence = '';
		// Nearly all output: nothing is begun at its end, and no letter of it has to be looked at.
		if (last >= 0 ? endsInText(all, last) : !parser.inSequence() && !all.includes(C1_LEAD)) {
			if (parser.inSequence()) parser.push(A_WHOLE_ONE);
			return;
		}
		const text = decoder.decode(all.subarray(Math.max(0, last), all.length - character.length));
		// Megabytes of one string need no reading letter by letter.
		if (last < 0 && parser.inString() && !/[\u0007\u0018\u001a\u0080-\u009f]/.test(text)) return keep(text);
		for (const next of text) {
			parser.push(next);
			keep(next);
		}
	};
	return {follow, bytes: (): Buffer => Buffer.concat([Buffer.from(sequence), character])};
};

const [BRACKET, FIRST_PARAMETER, FIRST_FINAL, LAST_FINAL] = [0x5b, 0x20, 0x40, 0x7e];
/** Brings a parser back from wherever it was. */
const A_WHOLE_ONE = '\x1b[m';

/** Whether the ESC at `last`, the last one, begins a CSI sequence that is whole, and only text follows it. */
const endsInText = (bytes: Uint8Array, last: number): boolean => {
	if (bytes[last + 1] !== BRACKET) return false;
	let at = last + 2;
	const code = () => bytes[at] ?? 0;
	while (code() >= FIRST_PARAMETER && code() < FIRST_FINAL) at += 1;
	return code() >= FIRST_FINAL && code() <= LAST_FINAL && !bytes.includes(C1_LEAD, at);
};

/** A copy of the bytes at the end that begin a UTF-8 character and do not finish it. */
const cutCharacter = (end: Uint8Array): Uint8Array => {
	for (let back = 1; back <= Math.min(3, end.length); back++) {
		const byte = end[end.length - back] as number;
		if (byte < 0x80) break;
		if (byte < 0xc0) continue;
		const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
		return length > back ? end.slice(end.length - back) : NONE;
	}
	return NONE;
};

const NONE = new Uint8Array(0);

/**
 * Hands bytes on in whole characters; what begins one waits for its rest. xterm 6.0.0 loses a character of three bytes whose
 * second is 0x80 ("…", "–", quotation marks) where a write ends before its third.
 */
export const createWholeCharacters = (): ((bytes: Uint8Array) => Uint8Array) => {
	let begun: Uint8Array = NONE;
	return (bytes) => {
		const all = begun.length === 0 ? bytes : Buffer.concat([begun, bytes]);
		begun = cutCharacter(all);
		return begun.length === 0 ? all : all.subarray(0, all.length - begun.length);
	};
};
