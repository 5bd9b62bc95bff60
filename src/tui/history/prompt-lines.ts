// Prompts and the outputs between them, from the marks of the shell. Pure.
import type {HistoryDocument} from './document.ts';

type Marked = Pick<HistoryDocument, 'marks' | 'first' | 'end' | 'row'>;

/** The line of the nearest prompt above (-1) or below (1) a line; null where there is none. */
export const promptFrom = (document: Marked, line: number, by: -1 | 1): number | null => {
	const prompts = document.marks().filter((mark) => mark.kind === 'prompt');
	const found = by < 0 ? prompts.findLast((mark) => mark.line < line) : prompts.find((mark) => mark.line > line);
	return found?.line ?? null;
};

/** The lines that the command at a line has printed, from its prompt on; of the last one above where it has not. */
export const lastOutput = (document: Marked, line: number): {readonly first: number; readonly last: number} | null => {
	const marks = document.marks();
	const next = promptFrom(document, line, 1) ?? document.end;
	for (let at = marks.length - 1; at >= 0; at--) {
		const mark = marks[at];
		if (mark?.kind !== 'output' || mark.line >= next) continue;
		const after = marks.slice(at + 1).find(({kind}) => kind !== 'output');
		const last = lastPrinted(document, mark.line, (after?.line ?? document.end) - 1);
		if (last >= mark.line) return {first: mark.line, last};
	}
	return null;
};

/** The last line of a stretch that is not blank. */
const lastPrinted = (document: Marked, first: number, last: number): number => {
	let line = last;
	while (line >= first && document.row(line).text.trim() === '') line -= 1;
	return line;
};
