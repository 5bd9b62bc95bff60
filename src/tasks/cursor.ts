// A place in a line and its column, tabs counted to the next multiple of four as Markdown does.
import type {SourceLine} from './lines.ts';

export type Cursor = {readonly text: string; readonly end: number; at: number; column: number};

const TAB = 9;
const SPACE = 32;

/** A cursor at the first character of a line. */
export const cursorAt = (text: string, line: SourceLine): Cursor => ({text, end: line.end, at: line.start, column: 0});

/** The character code under the cursor; NaN at the end of the line. */
export const codeAt = (cursor: Cursor, ahead = 0): number =>
	cursor.at + ahead < cursor.end ? cursor.text.charCodeAt(cursor.at + ahead) : Number.NaN;

/** Moves over one character. */
export const advance = (cursor: Cursor): void => {
	cursor.column = codeAt(cursor) === TAB ? cursor.column + 4 - (cursor.column % 4) : cursor.column + 1;
	cursor.at++;
};

/** Moves over spaces and tabs. */
export const skipBlanks = (cursor: Cursor): void => {
	while (isBlank(codeAt(cursor))) advance(cursor);
};

/** Whether nothing is left of the line. */
export const atEnd = (cursor: Cursor): boolean => cursor.at >= cursor.end;

/** Space or tab. */
export const isBlank = (code: number): boolean => code === SPACE || code === TAB;
