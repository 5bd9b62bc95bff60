// How wide a text is in a terminal. string-width would say the same, but its pattern of all emoji takes 19 ms to
// compile, as long as Node takes to start; a character's own width and these few rules are enough. The patterns stand
// within their functions, because each is read when the line that holds it runs.
import {eastAsianWidth} from 'get-east-asian-width';

// What mosaic itself draws with: one cell each.
const OWN = /^[\u0020-\u007e·–—“”‖…›←-↓⊘\u2500-\u25fc\u2800-\u28ff✗]*$/;

/** The width of a printable text in terminal cells. */
export const widthOf = (text: string): number => {
	if (OWN.test(text)) return text.length;
	let width = 0;
	for (const character of charactersOf(text)) width += characterWidth(character);
	return width;
};

/** The characters of a text as people see them. The segmenter takes 8 ms to wake, so it is asked only where code points join. */
export const charactersOf = (text: string): Iterable<string> =>
	/[\p{Mark}\p{Default_Ignorable_Code_Point}\p{Regional_Indicator}\p{Emoji_Modifier}\u1100-\u11ff]/u.test(text)
		? graphemes(text)
		: text;

let segmenter: Intl.Segmenter | undefined;

function* graphemes(text: string): Generator<string> {
	segmenter ??= new Intl.Segmenter();
	for (const {segment} of segmenter.segment(text)) yield segment;
}

const characterWidth = (character: string): number => {
	if (/^[\p{Default_Ignorable_Code_Point}\p{Control}\p{Mn}\p{Me}\p{Surrogate}]+$/u.test(character)) return 0;
	if (/\ufe0f|\p{Regional_Indicator}{2}|\p{Emoji_Presentation}/u.test(character)) return 2;
	const marks = character.length > 1 ? (character.slice(1).match(/\p{Mc}/gu)?.length ?? 0) : 0;
	return eastAsianWidth(character.codePointAt(0) ?? 0x20) + marks;
};
