// An agent's synchronized output (DEC mode 2026): what it prints between the two marks is one frame, and a viewer sees
// it whole or not at all. https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036

/** An agent that does not end its frame within this time or length is shown as it prints. */
const FRAME_MS = 150;
const LONGEST_FRAME = 4 * 1024 * 1024;

export type WholeFramesOptions = {
	/** Takes bytes; they are the caller's until this returns. */
	readonly write: (bytes: Uint8Array) => void;
	/** Calls back once after so many milliseconds, unless the function it gives is called. */
	readonly later?: (ms: number, work: () => void) => () => void;
};

/** Passes bytes on, those of a frame once it is whole. */
export const createWholeFrames = ({write, later = afterMs}: WholeFramesOptions) => {
	let held: Uint8Array[] = [];
	let heldBytes = 0;
	let holding = false;
	let cancel: (() => void) | undefined;
	/** The beginning of a sequence at the end of the last bytes: it may become a mark. */
	let begun: Uint8Array = NONE;

	const release = (): void => {
		cancel?.();
		cancel = undefined;
		holding = false;
		const bytes = held;
		held = [];
		heldBytes = 0;
		if (bytes.length > 0) write(bytes.length === 1 ? (bytes[0] as Uint8Array) : Buffer.concat(bytes));
	};
	const take = (bytes: Uint8Array): void => {
		if (bytes.length === 0) return;
		if (!holding) return write(bytes);
		// A copy: `slice` of a Buffer would be a view of bytes that the next read writes over.
		held.push(new Uint8Array(bytes));
		heldBytes += bytes.length;
		if (heldBytes > LONGEST_FRAME) release();
	};
	const push = (bytes: Uint8Array): void => {
		if (!holding && begun.length === 0 && !bytes.includes(ESC)) return take(bytes);
		const all = begun.length === 0 ? bytes : Buffer.concat([begun, bytes]);
		const end = all.length - unfinished(all);
		begun = new Uint8Array(all.subarray(end));
		let from = 0;
		for (const mark of marksIn(all, end)) {
			if (mark.opens === holding) continue;
			const at = mark.opens ? mark.start : mark.end;
			take(all.subarray(from, at));
			from = at;
			if (mark.opens) holding = true;
			else release();
		}
		take(all.subarray(from, end));
		if (holding) cancel ??= later(FRAME_MS, release);
	};
	return {
		push,
		/** Passes on what is held, whole or not. */
		flush: (): void => {
			take(begun);
			begun = NONE;
			release();
		},
		/** Forgets what is held. */
		drop: (): void => {
			held = [];
			begun = NONE;
			release();
		},
	};
};

const NONE = new Uint8Array(0);
const ESC = 0x1b;
const NUMBER = Buffer.from('2026');
/** A mark with other modes beside it is hardly longer. */
const LONGEST_MARK = 40;

type Mark = {readonly opens: boolean; readonly start: number; readonly end: number};

const marksIn = (bytes: Uint8Array, end: number): Mark[] => {
	const marks: Mark[] = [];
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, end);
	for (let at = buffer.indexOf(NUMBER); at >= 0; at = buffer.indexOf(NUMBER, at + NUMBER.length)) {
		const start = buffer.lastIndexOf(ESC, at);
		if (start < 0 || at - start > LONGEST_MARK) continue;
		const match = /^\u001b\[\?(?:\d{1,4};)*2026(?:;\d{1,4})*([hl])/.exec(
			buffer.toString('latin1', start, Math.min(end, at + LONGEST_MARK)),
		);
		if (match) marks.push({opens: match[1] === 'h', start, end: start + match[0].length});
	}
	return marks;
};

/** How many bytes at the end begin a sequence that may become a mark. */
const unfinished = (bytes: Uint8Array): number => {
	const from = Math.max(0, bytes.length - LONGEST_MARK);
	const end = Buffer.from(bytes.buffer, bytes.byteOffset + from, bytes.length - from);
	const start = end.lastIndexOf(ESC);
	return start >= 0 && /^\u001b(?:\[(?:\?[\d;]*)?)?$/.test(end.toString('latin1', start)) ? end.length - start : 0;
};

const afterMs = (ms: number, work: () => void): (() => void) => {
	const timer = setTimeout(work, ms);
	return () => clearTimeout(timer);
};
