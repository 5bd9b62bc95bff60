// How wide a text is in a terminal. string-width would say the same, but its pattern of all emoji takes 19 ms to
// compile, as long as Node takes to start; a character's own width and these few rules are enough for a table.
import {eastAsianWidth} from 'get-east-asian-width';

/** The width of a printable text in terminal cells. */
export const widthOf = (text: string): number => {
	if (/^[\x20-\x7e]*$/.test(text)) return text.length;
	let width = 0;
	for (const {segment} of graphemes(text)) width += graphemeWidth(segment);
	return width;
};

/** The text in at most `width` cells, cut with an ellipsis between two characters as people see them. */
export const clip = (text: string, width: number): string => {
	if (widthOf(text) <= width) return text;
	let cut = '';
	let used = 1;
	for (const {segment} of graphemes(text)) {
		used += graphemeWidth(segment);
		if (used > width) break;
		cut += segment;
	}
	return `${cut}…`;
};

let segmenter: Intl.Segmenter | undefined;

const graphemes = (text: string): Intl.Segments => {
	segmenter ??= new Intl.Segmenter();
	return segmenter.segment(text);
};

const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Control}\p{Mark}\p{Surrogate}]+$/u;
const WIDE_EMOJI = /\ufe0f|\p{Regional_Indicator}{2}|\p{Emoji_Presentation}/u;

const graphemeWidth = (grapheme: string): number => {
	if (INVISIBLE.test(grapheme)) return 0;
	return WIDE_EMOJI.test(grapheme) ? 2 : eastAsianWidth(grapheme.codePointAt(0) ?? 0x20);
};
