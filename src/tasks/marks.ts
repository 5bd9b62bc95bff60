// Checkboxes: `[ ]`, `[x]`, and the marks that some tools add.
import type {TaskStatus} from '../domain/task.ts';
import type {Span} from './cells.ts';

/** A checkbox at the start of a list item. `text` is what follows the brackets; `optional` is Kiro's `[ ]*`. */
export type Checkbox = {
	readonly mark: string;
	readonly markSpan: Span;
	readonly text: Span;
	readonly optional: boolean;
};

const CHECKBOX = /\[([^[\]\r\n])\](\*?)(?:[ \t]+|$)/uy;
const EMPTY = /\[\](?:[ \t]+|$)/y;

/** The checkbox at an offset, `'empty'` for the slip `[]`, or undefined. */
export const checkboxAt = (text: string, start: number, end: number): Checkbox | 'empty' | undefined => {
	if (text.charCodeAt(start) !== 91) return undefined;
	const line = text.slice(start, end);
	CHECKBOX.lastIndex = 0;
	const match = CHECKBOX.exec(line);
	if (!match) {
		EMPTY.lastIndex = 0;
		return EMPTY.test(line) ? 'empty' : undefined;
	}
	const mark = match[1] as string;
	return {
		mark,
		markSpan: {start: start + 1, end: start + 1 + mark.length},
		text: {start: start + match[0].length, end: start + line.trimEnd().length},
		optional: match[2] === '*',
	};
};

const MARKS: Readonly<Record<string, TaskStatus>> = {
	' ': 'not-started',
	'\t': 'not-started',
	'\u00a0': 'not-started',
	x: 'done',
	X: 'done',
	'✓': 'done',
	'✔': 'done',
	'✅': 'done',
	'/': 'in-progress',
	'~': 'in-progress',
	'!': 'blocked',
};

/**
 * What a mark means, or undefined for one that mosaic does not know. `-` is in progress before an id that is a number,
 * as Kiro writes it, and cancelled elsewhere, as note-taking tools do.
 */
export const statusOfMark = (mark: string, id: string | null): TaskStatus | undefined => {
	if (mark === '-') return id !== null && /^\d/.test(id) ? 'in-progress' : 'cancelled';
	return Object.hasOwn(MARKS, mark) ? MARKS[mark] : undefined;
};
