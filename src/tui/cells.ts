// Text measured and cut in terminal cells. All foreign text passes `cellText` before it is measured.
import {plainLine, shorten} from '../domain/text.ts';
import {charactersOf, widthOf} from './width.ts';

// Joiners, variation selectors, enclosing keycaps and skin tones: terminals disagree about the width of what they make,
// and one wrong guess shifts everything to its right. Without them each character has one width everywhere.
const DISPUTED = /\u200c|\u200d|[\ufe00-\ufe0f]|\u20e3|\ud83c[\udffb-\udfff]/g;
const LONGEST = 2000;
const ASCII = /^[\u0020-\u007e]*$/;

/** Foreign text as one printable line whose width every terminal agrees on; bounded, so that it is cheap to measure. */
export const cellText = (text: string): string => {
	const short = text.length > LONGEST ? shorten(text, LONGEST) : text;
	return ASCII.test(short) ? short.trim() : plainLine(short).replace(DISPUTED, '');
};

/** At most `width` cells, cut with an ellipsis and never inside a character. */
export const cut = (text: string, width: number): string => {
	if (width <= 0) return '';
	if (widthOf(text) <= width) return text;
	if (width === 1) return '…';
	return `${clip(text, width - 1)}…`;
};

/** The first cells of a text, at most `width`, without a mark where it ends. */
export const clip = (text: string, width: number): string => {
	if (ASCII.test(text)) return text.slice(0, Math.max(0, width));
	let used = 0;
	let end = 0;
	for (const character of charactersOf(text)) {
		used += widthOf(character);
		if (used > width) break;
		end += character.length;
	}
	return text.slice(0, end);
};

/** At most `width` cells, cut in the middle: of ids that begin alike the end tells which it is. */
export const cutMiddle = (text: string, width: number): string => {
	if (width < 4 || widthOf(text) <= width) return cut(text, width);
	const tail: string[] = [];
	let room = Math.floor((width - 1) / 2);
	for (const character of [...charactersOf(text)].reverse()) {
		room -= widthOf(character);
		if (room < 0) break;
		tail.unshift(character);
	}
	const end = tail.join('');
	return `${clip(text, width - 1 - widthOf(end))}…${end}`;
};

/** Exactly `width` cells: cut where it is longer, filled with blanks where it is shorter. */
export const padTo = (text: string, width: number): string => {
	const short = cut(text, width);
	return short + ' '.repeat(Math.max(0, width - widthOf(short)));
};

/** The text in lines of at most `width` cells, broken at blanks where there are any; the last of `most` lines is cut. */
export const wrap = (text: string, width: number, most = 100): string[] => {
	const lines: string[] = [];
	let rest = text.trim();
	while (rest !== '' && width > 0 && lines.length < most - 1 && widthOf(rest) > width) {
		const whole = clip(rest, width);
		if (whole === '') break;
		const next = rest[whole.length];
		const blank = next === ' ' ? whole.length : whole.lastIndexOf(' ');
		const line = blank > 0 ? rest.slice(0, blank) : whole;
		lines.push(line);
		rest = rest.slice(line.length).trimStart();
	}
	return rest === '' ? lines : [...lines, cut(rest, width)];
};
