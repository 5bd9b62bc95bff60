/** A line as offsets into its text, without its ending. `number` counts from 1. */
export type SourceLine = {readonly number: number; readonly start: number; readonly end: number};

const LF = 10;
const CR = 13;
const BOM = 0xfeff;

/**
 * The line behind another, or the first; undefined at the end of the text. Lines end with LF, CRLF or CR, mixed as a
 * text likes. A byte order mark belongs to no line. One by one, so that no list of them has to be kept.
 */
export const lineAfter = (text: string, line: SourceLine | undefined): SourceLine | undefined => {
	const start = line ? line.end + endingLength(text, line.end) : text.charCodeAt(0) === BOM ? 1 : 0;
	if (start >= text.length) return undefined;
	let end = start;
	while (end < text.length && text.charCodeAt(end) !== LF && text.charCodeAt(end) !== CR) end++;
	return {number: line ? line.number + 1 : 1, start, end};
};

const endingLength = (text: string, at: number): number =>
	text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
