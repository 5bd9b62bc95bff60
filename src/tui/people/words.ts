// Foreign text of several lines as rows.
import {printableLines, shorten} from '../../domain/text.ts';
import {cellText, wrap} from '../cells.ts';
import {span} from '../line.ts';
import type {Line} from '../theme.ts';
import type {Token} from '../themes/token.ts';
import {type Row, textRow} from './row.ts';

const LONGEST = 40_000;
const MOST_LINES = 2000;

/** A heading, with a blank row above it. */
export const heading = (text: string): Row[] => [textRow([]), textRow([span(text, 'accent')])];

/** A text's own lines, each wrapped; blank ones stay. What is beyond reason is cut, and says so. */
export const paragraphs = (text: string, width: number, token: Token = 'text', indent = ''): Line[] => {
	const lines = printableLines(shorten(text, LONGEST)).split('\n');
	const shown = lines.slice(0, MOST_LINES).flatMap((line): Line[] => {
		const own = /^\s*/.exec(line)?.[0].replaceAll('\t', '    ').slice(0, 12) ?? '';
		const wrapped = wrap(cellText(line), Math.max(8, width - indent.length - own.length));
		return wrapped.length === 0 ? [[]] : wrapped.map((part) => [span(indent + own), span(part, token)]);
	});
	return lines.length > MOST_LINES
		? [...shown, [span(`${indent}… ${lines.length - MOST_LINES} more lines`, 'muted')]]
		: shown;
};

/** The same as rows. */
export const paragraphRows = (text: string, width: number, token: Token = 'text', indent = ''): Row[] =>
	paragraphs(text, width, token, indent).map((line) => textRow(line));

/** A list item: a mark, then the text with its later lines beneath it. */
export const itemRows = (mark: Line, markWidth: number, text: string, width: number, token: Token = 'text'): Row[] =>
	wrap(cellText(text), Math.max(8, width - markWidth)).map((part, index) =>
		textRow([...(index === 0 ? mark : [span(' '.repeat(markWidth))]), span(part, token)]),
	);
