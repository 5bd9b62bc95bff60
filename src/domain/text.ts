// Task text, agent output and branch names are hostile: what reaches a terminal or a one-line message is cleaned here.

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;
// Bidirectional embeddings, overrides and isolates reorder the rest of the line; zero-width and tag characters hide text.
const INVISIBLE =
	/[\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;

/** One printable line: control characters become spaces, characters that reorder or hide text go. */
export const plainLine = (text: string): string => text.replace(CONTROL, ' ').replace(INVISIBLE, '').trim();

/** The printable part of a text: control characters and those that reorder or hide text go, blanks and joiners stay. */
export const printable = (text: string): string => text.replace(CONTROL, '').replace(INVISIBLE, '');

/** Whether a character shows something of its own: none that controls, reorders, hides, or only joins another one. */
export const isPrintable = (codePoint: number): boolean => {
	if (codePoint < 0x7f) return codePoint >= 0x20;
	if (codePoint < 0x300) return codePoint >= 0xa0 && codePoint !== 0xad;
	if ((codePoint >= 0x2500 && codePoint < 0x2600) || (codePoint >= 0x30a0 && codePoint < 0xa000)) return true;
	return !/^[\p{Mn}\p{Me}\p{Cf}\p{Cs}\u2028\u2029]/u.test(String.fromCodePoint(codePoint));
};

/** At most `length` UTF-16 units, cut with an ellipsis and never inside a surrogate pair. */
export const shorten = (text: string, length: number): string => {
	if (text.length <= length) return text;
	const end = length - 1;
	const code = text.charCodeAt(end - 1);
	const whole = code >= 0xd800 && code <= 0xdbff ? end - 1 : end;
	return `${text.slice(0, whole)}…`;
};

/** A value quoted in a message: one line, at most 80 characters. */
export const quoted = (text: string): string => `"${shorten(plainLine(text), 80)}"`;

/** Several lines: each printable, tabs kept; whatever ends a line becomes a line feed. */
export const printableLines = (text: string): string =>
	text
		.split(/\r\n|[\n\r\u2028\u2029]/)
		.map((line) => line.split('\t').map(printable).join('\t'))
		.join('\n');
