// Foreign text within Markdown: nothing in it can end a block, begin one, become HTML, a link, a picture or a mention. Pure.
import {plainLine, printableLines, shorten} from '../../domain/text.ts';

const LONGEST_LINE = 2000;
const LONGEST_BLOCK = 8000;

/** Shows nothing, and keeps what it stands in from being taken for a name, a number of an issue, or an address. */
const BREAK = '\u200b';

/** A text as words of one line. What Markdown reads as its own is escaped; mentions, references and addresses are broken. */
export const inline = (text: string): string =>
	shorten(plainLine(text), LONGEST_LINE)
		.replace(/[\\`*_[\]<>&|~$]/g, '\\$&')
		.replace(/^[#+=-]/, '\\$&')
		.replace(/^(\d{1,9})([.)])/, '$1\\$2')
		.replace(/@|#(?=\d)|gh-(?=\d)/gi, `$&${BREAK}`)
		.replace(/(https?|ftp|mailto|xmpp|www)(?=[:.])/gi, `$&${BREAK}`);

/** A text as a code span, whatever backticks it holds. */
export const code = (text: string): string => {
	const plain = shorten(plainLine(text), LONGEST_LINE);
	if (plain === '') return '';
	const fence = '`'.repeat(longestRun(plain) + 1);
	const blank = /^`|`$/.test(plain) ? ' ' : '';
	return `${fence}${blank}${plain}${blank}${fence}`;
};

/** A text of several lines as a block of code, whatever fences it holds; the last part of one that is too long. */
export const codeBlock = (text: string): string => {
	const lines = printableLines(text.slice(-LONGEST_BLOCK)).trimEnd();
	const fence = '`'.repeat(Math.max(3, longestRun(lines) + 1));
	return `${fence}text\n${lines}\n${fence}`;
};

/** A text of several lines as paragraphs of words. */
export const paragraphs = (text: string): string =>
	printableLines(text)
		.split('\n')
		.map(inline)
		.filter((line) => line !== '')
		.join('\n\n');

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
