// Lines end with the byte \n and nothing else: readline also splits on U+2028, which JSON allows inside a string.

export type SplitLine = {readonly text: string; readonly cut: boolean};

export type LineSplitter = {
	push(bytes: Uint8Array): SplitLine[];
	/** The half line at the end, if there is one. */
	end(): SplitLine[];
};

/** A terminal's `\r` before the `\n` is left out. Of a line longer than `longest` bytes only the beginning is kept. */
export const createLineSplitter = (longest: number): LineSplitter => {
	let parts: Buffer[] = [];
	let length = 0;
	let cut = false;
	const keep = (bytes: Buffer): void => {
		const part = bytes.subarray(0, Math.max(0, longest - length));
		if (part.length < bytes.length) cut = true;
		if (part.length === 0) return;
		// The caller may use its buffer again.
		parts.push(Buffer.from(part));
		length += part.length;
	};
	const take = (): SplitLine => {
		const text = Buffer.concat(parts).toString('utf8').replace(/\r$/, '');
		const line = {text, cut};
		parts = [];
		length = 0;
		cut = false;
		return line;
	};
	return {
		push: (bytes) => {
			const lines: SplitLine[] = [];
			let rest = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
			for (let at = rest.indexOf(10); at !== -1; at = rest.indexOf(10)) {
				keep(rest.subarray(0, at));
				lines.push(take());
				rest = rest.subarray(at + 1);
			}
			keep(rest);
			return lines;
		},
		end: () => (length > 0 || cut ? [take()] : []),
	};
};
