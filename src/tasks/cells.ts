// The cells of a Markdown table row, as offsets. Only a backslash escapes a pipe; code spans do not (GFM).

/** A stretch of the text. */
export type Span = {readonly start: number; readonly end: number};

const PIPE = 124;
const BACKSLASH = 92;

/**
 * The cells of a row, each trimmed. Pipes around the row are optional. An empty cell's span is the place where its
 * text would go: behind the first blank, so that putting a word in and taking it out again leaves the same bytes.
 */
export const splitCells = (text: string, start: number, end: number): Span[] => {
	const cells: Span[] = [];
	const last = trimEnd(text, start, end);
	let from = text.charCodeAt(start) === PIPE ? start + 1 : start;
	for (let at = from; at < last; at++) {
		const code = text.charCodeAt(at);
		if (code === BACKSLASH && isEscapable(text.charCodeAt(at + 1))) at++;
		else if (code === PIPE) {
			cells.push(trim(text, from, at));
			from = at + 1;
		}
	}
	if (from < last) cells.push(trim(text, from, last));
	return cells;
};

/** How many cells a row of dashes (`|---|:-:|`) has, or 0 where the line is none. It must hold a pipe. */
export const delimiterCells = (text: string, start: number, end: number): number => {
	let pipe = false;
	for (let at = start; at < end; at++) {
		const code = text.charCodeAt(at);
		if (code === PIPE) pipe = true;
		else if (code !== 45 && code !== 58 && code !== 32 && code !== 9) return 0;
	}
	if (!pipe) return 0;
	const cells = splitCells(text, start, end);
	return cells.every((cell) => /^:?-+:?$/.test(text.slice(cell.start, cell.end))) ? cells.length : 0;
};

/** A cell's text with its escaped pipes undone. */
export const cellText = (text: string, cell: Span): string => {
	const raw = text.slice(cell.start, cell.end);
	return raw.includes('\\') ? raw.replaceAll('\\|', '|') : raw;
};

/**
 * Text as it can stand in a cell: one line, pipes escaped. Backslashes right before a pipe go, because renderers
 * disagree about them.
 */
export const escapeCell = (text: string): string => text.replace(/\\*\|/g, '\\|');

const isEscapable = (code: number): boolean => code === PIPE || code === BACKSLASH;

const isSpace = (code: number): boolean => code === 32 || code === 9;

const trimEnd = (text: string, start: number, end: number): number => {
	let last = end;
	while (last > start && isSpace(text.charCodeAt(last - 1))) last--;
	return last;
};

const trim = (text: string, start: number, end: number): Span => {
	const last = trimEnd(text, start, end);
	if (last === start) return {start: Math.min(start + 1, end), end: Math.min(start + 1, end)};
	let first = start;
	while (isSpace(text.charCodeAt(first))) first++;
	return {start: first, end: last};
};
