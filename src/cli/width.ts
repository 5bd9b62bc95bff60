// How wide a text is in a terminal. string-width would say the same, but its pattern of all emoji takes 19 ms to
// compile, as long as Node takes to start; a character's own width and these few rules are enough for a table.
import {eastAsianWidth} from 'get-east-asian-width';

/** The width of a printable text in terminal cells. */
export const widthOf = (text: string): number => {
	if (/^[\x20-\x7e]*$/.test(text)) return text.length;
	let width = 0;
	for (const part of parts(text)) width += partWidth(part);
	return width;
};

/** The text in at most `width` cells, cut with an ellipsis between two characters as people see them. */
export const clip = (text: string, width: number): string => {
	if (widthOf(text) <= width) return text;
	let cut = '';
	let used = 1;
	for (const part of parts(text)) {
		used += partWidth(part);
		if (used > width) break;
		cut += part;
	}
	return `${cut}…`;
};

const COMPOSING = /[\p{Mark}\p{Default_Ignorable_Code_Point}\p{Regional_Indicator}\p{Emoji_Modifier}\u1100-\u11ff]/u;

/** The characters as people see them. The segmenter takes 8 ms to wake, so it is asked only where code points join. */
const parts = (text: string): Iterable<string> => (COMPOSING.test(text) ? graphemes(text) : text);

let segmenter: Intl.Segmenter | undefined;

function* graphemes(text: string): Generator<string> {
	segmenter ??= new Intl.Segmenter();
	for (const {segment} of segmenter.segment(text)) yield segment;
}

const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Control}\p{Mn}\p{Me}\p{Surrogate}]+$/u;
const SPACING_MARK = /\p{Mc}/gu;
const WIDE_EMOJI = /\ufe0f|\p{Regional_Indicator}{2}|\p{Emoji_Presentation}/u;

const partWidth = (part: string): number => {
	if (INVISIBLE.test(part)) return 0;
	if (WIDE_EMOJI.test(part)) return 2;
	const marks = part.length > 1 ? (part.slice(1).match(SPACING_MARK)?.length ?? 0) : 0;
	return eastAsianWidth(part.codePointAt(0) ?? 0x20) + marks;
};
