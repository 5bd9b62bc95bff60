// How many columns a character takes, and which ones share a cell. xterm's own tables are those of Unicode 6, where an
// emoji is one column wide; every terminal and agent of today says two.
import {eastAsianWidth} from 'get-east-asian-width';

/** What xterm asks of a provider: its `IUnicodeVersionProvider`. */
export type WidthProvider = {
	readonly version: string;
	wcwidth(codePoint: number): 0 | 1 | 2;
	charProperties(codePoint: number, preceding: number): number;
};

const JOINER = 0x200d;
const EMOJI_STYLE = 0xfe0f;
/** What the next character has to know of this one. */
const AFTER = {nothing: 0, joiner: 1, flagHalf: 2, pictograph: 3};

const known = new Int8Array(0x20000).fill(-1);

/** Columns of a character standing alone: 0 for marks and joiners. */
const widthOf = (codePoint: number): 0 | 1 | 2 => {
	if (codePoint < 0x300) return codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0) ? 0 : 1;
	if (codePoint >= known.length) return computed(codePoint);
	const width = known[codePoint] ?? -1;
	if (width >= 0) return width as 0 | 1 | 2;
	const found = computed(codePoint);
	known[codePoint] = found;
	return found;
};

const computed = (codePoint: number): 0 | 1 | 2 => {
	const isMark = /^[\p{Mn}\p{Me}\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u1160-\u11ff\u{e0000}-\u{e007f}]$/u;
	if (isMark.test(String.fromCodePoint(codePoint))) return 0;
	return eastAsianWidth(codePoint);
};

/** xterm's packed properties: a state of 24 bits, a width of two, and whether the character joins the cell before. */
const pack = (state: number, width: number, joins: boolean): number => (state << 3) | (width << 1) | (joins ? 1 : 0);

const propertiesOf = (codePoint: number, preceding: number): number => {
	if (codePoint < 0x300) return pack(AFTER.nothing, widthOf(codePoint), false);
	const before = preceding >> 3;
	const cellWidth = (preceding >> 1) & 3;
	const width = widthOf(codePoint);
	if (cellWidth > 0) {
		if (codePoint === EMOJI_STYLE && before === AFTER.pictograph) return pack(AFTER.pictograph, 2, true);
		if (codePoint === JOINER) return pack(before === AFTER.pictograph ? AFTER.joiner : AFTER.nothing, cellWidth, true);
		if (width === 0) return pack(before, cellWidth, true);
		if (before === AFTER.joiner && isPictograph(codePoint))
			return pack(AFTER.pictograph, Math.max(cellWidth, width), true);
		if (before === AFTER.pictograph && isSkinTone(codePoint)) return pack(AFTER.pictograph, 2, true);
		if (before === AFTER.flagHalf && isFlagHalf(codePoint)) return pack(AFTER.nothing, 2, true);
	}
	const state = isFlagHalf(codePoint) ? AFTER.flagHalf : isPictograph(codePoint) ? AFTER.pictograph : AFTER.nothing;
	return pack(state, width, false);
};

const isFlagHalf = (codePoint: number): boolean => codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
const isSkinTone = (codePoint: number): boolean => codePoint >= 0x1f3fb && codePoint <= 0x1f3ff;

const isPictograph = (codePoint: number): boolean => {
	const mayBe = codePoint >= 0x1f000 || (codePoint >= 0x2190 && codePoint < 0x2c00) || codePoint >= 0x3030;
	if (!mayBe || (codePoint >= 0x2500 && codePoint < 0x2580) || (codePoint >= 0x3300 && codePoint < 0x1f000))
		return false;
	return /^\p{Extended_Pictographic}$/u.test(String.fromCodePoint(codePoint));
};

/** Widths as of Unicode's present tables; emoji sequences are one cell of two columns. */
export const PRESENT_WIDTHS: WidthProvider = {version: 'present', wcwidth: widthOf, charProperties: propertiesOf};
