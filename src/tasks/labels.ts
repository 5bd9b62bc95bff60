// `Label: value` lines under a task, and dependencies named in its prose.
import type {Span} from './cells.ts';
import {type Field, fieldOf} from './columns.ts';

export type Label = {readonly field: Field; readonly value: Span};

const LABEL = /^[*_`]{0,3}([\p{L}][\p{L} _-]{0,30}?)[*_`]{0,3}\s{0,3}:[*_`]{0,3}(?:\s+|$)/u;

/** The label that a line begins with: `**Status:** done`, `_Depends: 1.1_`, `- Verify: npm test` (without its dash). */
export const labelAt = (text: string, start: number, end: number): Label | undefined => {
	const head = LABEL.exec(text.slice(start, Math.min(end, start + 80)));
	const field = head ? fieldOf(head[1] as string) : undefined;
	if (!head || field === undefined) return undefined;
	let last = end;
	while (last > start + head[0].length && /\s/.test(text.charAt(last - 1))) last--;
	if (head[0].startsWith('_') && text.charAt(last - 1) === '_') last--;
	const from = Math.min(start + head[0].length, last);
	return {field, value: {start: from, end: last}};
};

const PROSE =
	/\b(?:depends? on|depending on|blocked[ -]by|dependency|dependencies|requires task|after task)\b[*_`]*\s*:?\s*/gi;

/** What follows `depends on`, `blocked by:` and the like in a line of prose. */
export const prosePhrases = (line: string): string[] => {
	if (!/depend|blocked|requires task|after task/i.test(line)) return [];
	const found = [...line.slice(0, 4000).matchAll(PROSE)];
	return found.map((match, index) => line.slice(match.index + match[0].length, found[index + 1]?.index));
};
