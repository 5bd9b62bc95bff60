/** A line as offsets into its text, without its ending. `number` counts from 1. */
export type SourceLine = {readonly number: number; readonly start: number; readonly end: number};

const LF = 10;
const CR = 13;
const BOM = 0xfeff;

/** The lines of a text that ends them with LF, CRLF or CR, mixed as it likes. A byte order mark belongs to no line. */
export const splitLines = (text: string): SourceLine[] => {
	const lines: SourceLine[] = [];
	let start = text.charCodeAt(0) === BOM ? 1 : 0;
	for (let at = start; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code !== LF && code !== CR) continue;
		lines.push({number: lines.length + 1, start, end: at});
		if (code === CR && text.charCodeAt(at + 1) === LF) at++;
		start = at + 1;
	}
	if (start < text.length) lines.push({number: lines.length + 1, start, end: text.length});
	return lines;
};
