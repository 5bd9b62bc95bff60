// The end of a byte stream that is not whole yet: a character or an escape sequence cut in two. A terminal that joins
// in the middle needs these bytes first, or it shows the rest of the sequence as text.
import {createEscapeParser} from './escape-parser.ts';

/** Of a longer sequence (an image, a clipboard) only the introducer is kept: its rest is then passed over as unknown. */
const LONGEST_TAIL = 16_384;

/** Follows a stream; `bytes()` gives what is begun and not ended. */
export const createTail = () => {
	const parser = createEscapeParser({print: () => {}, control: () => {}, csi: () => {}, escape: () => {}});
	const decoder = new TextDecoder();
	let sequence = '';
	let character: Buffer = Buffer.alloc(0);
	const keep = (text: string) => {
		sequence = parser.inSequence() ? sequence + text : '';
		if (sequence.length > LONGEST_TAIL) sequence = sequence.slice(0, 2);
	};
	const follow = (bytes: Uint8Array): void => {
		character = cutCharacter(Buffer.concat([character, bytes.subarray(Math.max(0, bytes.length - 4))]));
		const text = decoder.decode(bytes, {stream: true});
		// An ESC means the same in every state, so what stands before the last one does not matter.
		const last = text.lastIndexOf('\x1b');
		if (last >= 0) sequence = '';
		else if (!parser.inSequence() && !/[\u0080-\u009f]/.test(text)) return;
		for (const next of last >= 0 ? text.slice(last) : text) {
			parser.push(next);
			keep(next);
		}
	};
	return {follow, bytes: (): Buffer => Buffer.concat([Buffer.from(sequence), character])};
};

/** The bytes at the end that begin a UTF-8 character and do not finish it. */
const cutCharacter = (end: Buffer): Buffer => {
	for (let back = 1; back <= Math.min(3, end.length); back++) {
		const byte = end[end.length - back] as number;
		if (byte < 0x80) break;
		if (byte < 0xc0) continue;
		const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
		return length > back ? Buffer.from(end.subarray(end.length - back)) : Buffer.alloc(0);
	}
	return Buffer.alloc(0);
};
