// Stretches in which nothing is Markdown: fenced code, HTML comments, raw HTML blocks.
import {type Containers, openQuotes} from './containers.ts';
import {atEnd, type Cursor, codeAt, cursorAt, skipBlanks} from './cursor.ts';
import type {SourceLine} from './lines.ts';

export type LiteralKind = 'fence' | 'comment' | 'code' | 'front matter';

/** An open literal stretch, with what ends it. */
export type Literal = {
	readonly kind: LiteralKind;
	readonly line: number;
	readonly quotes: number;
	/** The content column of the list item it stands in; a line left of it ends the stretch. */
	readonly base: number;
	/** A fence's character and length, or the text that ends the stretch. */
	readonly closer: {readonly code: number; readonly length: number} | string;
	/** Whether it ends on the line it begins on. */
	readonly closed: boolean;
};

const RAW_HTML = /^<(pre|script|style|textarea)(?=[\s>]|$)/i;

/** The literal stretch that begins at the cursor, if one does. */
export const opensLiteral = (open: Containers, cursor: Cursor, at: {readonly line: number}): Literal | undefined => {
	const place = {line: at.line, quotes: open.quotes, base: open.lists.at(-1) ?? 0};
	const code = codeAt(cursor);
	if (code === 96 || code === 126) {
		const length = fenceLength(cursor, code);
		return length < 3 ? undefined : {...place, kind: 'fence', closer: {code, length}, closed: false};
	}
	if (code !== 60) return undefined;
	const rest = cursor.text.slice(cursor.at, cursor.end);
	if (rest.startsWith('<!--')) return {...place, kind: 'comment', closer: '-->', closed: rest.includes('-->', 2)};
	const tag = RAW_HTML.exec(rest.slice(0, 16))?.[1]?.toLowerCase();
	if (tag === undefined) return undefined;
	const closer = `</${tag}>`;
	return {...place, kind: 'code', closer, closed: rest.toLowerCase().includes(closer)};
};

/** Whether a line lies in the stretch, where its content starts, and whether it is the last; undefined when outside. */
export const continuesLiteral = (
	text: string,
	line: SourceLine,
	literal: Literal,
): {readonly start: number; readonly closes: boolean} | undefined => {
	const cursor = cursorAt(text, line);
	skipBlanks(cursor);
	if (literal.quotes > 0 && openQuotes(cursor, literal.base, 0, literal.quotes).quotes < literal.quotes)
		return undefined;
	if (!atEnd(cursor) && cursor.column < literal.base) return undefined;
	return {start: cursor.at, closes: closes(cursor, literal)};
};

const closes = (cursor: Cursor, literal: Literal): boolean => {
	const {closer} = literal;
	if (typeof closer === 'string') return cursor.text.slice(cursor.at, cursor.end).toLowerCase().includes(closer);
	if (cursor.column - literal.base > 3) return false;
	let length = 0;
	while (codeAt(cursor, length) === closer.code) length++;
	return length >= closer.length && cursor.text.slice(cursor.at + length, cursor.end).trim() === '';
};

// A backtick fence's info string holds no backtick; otherwise the line is a code span.
const fenceLength = (cursor: Cursor, code: number): number => {
	let length = 0;
	while (codeAt(cursor, length) === code) length++;
	return length >= 3 && code === 96 && cursor.text.slice(cursor.at + length, cursor.end).includes('`') ? 0 : length;
};
