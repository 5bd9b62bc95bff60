// The cells of a terminal buffer, as far as they are read: in the shape of xterm's own, so that only screen.ts needs it.
import type {Colour} from '../domain/screen.ts';

/** The style of a cell, or of the pen. Flags are 0 or not 0. */
export type TerminalCell = {
	isFgRGB(): boolean;
	isBgRGB(): boolean;
	isFgPalette(): boolean;
	isBgPalette(): boolean;
	getFgColor(): number;
	getBgColor(): number;
	isBold(): number;
	isDim(): number;
	isItalic(): number;
	isUnderline(): number;
	isBlink(): number;
	isInverse(): number;
	isInvisible(): number;
	isStrikethrough(): number;
	isOverline(): number;
	/** xterm's own numbers; its isUnderline() is also true of a link, which terminals show as they like. */
	readonly fg: number;
	readonly bg: number;
	readonly extended: RawExtended;
};

/** What few cells have: `_ext` holds the underline's style and colour, `_urlId` the number of a link. Never changed. */
export type RawExtended = {readonly _ext: number; readonly _urlId: number};

// xterm 6.0.0, src/common/buffer/Constants.ts: FgFlags, BgFlags, ExtFlags.
const UNDERLINE = 0x10000000;
const HAS_EXTENDED = 0x10000000;
const COLOUR = 0x3ffffff;
const MODE_RGB = 3;

/** The underline of a style: 0 is none, 1 single, 2 double, 3 curly, 4 dotted, 5 dashed. */
export const underlineOf = ({fg, bg, extended}: Pick<TerminalCell, 'fg' | 'bg' | 'extended'>): number => {
	if ((fg & UNDERLINE) === 0) return 0;
	return ((bg & HAS_EXTENDED) !== 0 && (extended._ext >> 26) & 7) || 1;
};

/** The colour of an underline, where it is not the text's own. SGR 59 leaves all bits set. */
export const underlineColourOf = ({_ext}: RawExtended): Colour => {
	const value = _ext & COLOUR;
	const mode = value >> 24;
	if (mode === 0 || value === COLOUR) return null;
	return mode === MODE_RGB ? [(value >> 16) & 255, (value >> 8) & 255, value & 255] : value & 255;
};

/** The number of a cell's link; 0 for none. */
export const linkOf = ({bg, extended}: TerminalCell): number => ((bg & HAS_EXTENDED) === 0 ? 0 : extended._urlId);

export type ContentCell = TerminalCell & {getChars(): string; getWidth(): number};

export type TerminalLine = {
	readonly isWrapped: boolean;
	readonly length: number;
	getCell(x: number, cell?: ContentCell): ContentCell | undefined;
};

export type TerminalBuffer = {
	readonly type: 'normal' | 'alternate';
	readonly cursorX: number;
	readonly cursorY: number;
	readonly baseY: number;
	readonly length: number;
	getLine(y: number): TerminalLine | undefined;
	getNullCell(): ContentCell;
};

/**
 * What a cell shows: its characters, `''` for an empty one, null for the second half of a wide character. Halves that
 * lost each other (xterm leaves some with autowrap off) show a blank, so that every row has exactly its columns.
 */
export const glyphAt = (line: TerminalLine, x: number, cell: ContentCell): string | null => {
	const width = cell.getWidth();
	if (width === 1) return cell.getChars();
	if (width === 0) return x > 0 && line.getCell(x - 1)?.getWidth() === 2 ? null : ' ';
	return x + 1 < line.length && line.getCell(x + 1)?.getWidth() === 0 ? cell.getChars() : ' ';
};

/** A cell's foreground. */
export const foregroundOf = (cell: TerminalCell): Colour =>
	colour(cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor());

/** A cell's background. */
export const backgroundOf = (cell: TerminalCell): Colour =>
	colour(cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor());

const colour = (rgb: boolean, palette: boolean, value: number): Colour => {
	if (rgb) return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
	return palette ? value & 255 : null;
};

/** The SGR sequence that gives a pen this style, whatever it had before. */
export const sgrOf = (cell: TerminalCell): string => {
	const codes: (number | string)[] = [0];
	if (cell.isBold()) codes.push(1);
	if (cell.isDim()) codes.push(2);
	if (cell.isItalic()) codes.push(3);
	const underline = underlineOf(cell);
	if (underline > 0) codes.push(underline === 1 ? 4 : `4:${underline}`);
	if (cell.isBlink()) codes.push(5);
	if (cell.isInverse()) codes.push(7);
	if (cell.isInvisible()) codes.push(8);
	if (cell.isStrikethrough()) codes.push(9);
	if (cell.isOverline()) codes.push(53);
	if (underline > 0) addUnderlineColour(codes, underlineColourOf(cell.extended));
	const fg = foregroundOf(cell);
	const bg = backgroundOf(cell);
	if (fg !== null) codes.push(colourCode(38, fg));
	if (bg !== null) codes.push(colourCode(48, bg));
	return codes.length === 1 ? '\x1b[m' : `\x1b[${codes.join(';')}m`;
};

const addUnderlineColour = (codes: (number | string)[], colour: Colour): void => {
	if (colour !== null) codes.push(typeof colour === 'number' ? `58:5:${colour}` : `58:2::${colour.join(':')}`);
};

const colourCode = (base: 38 | 48, value: Exclude<Colour, null>): string => {
	if (typeof value !== 'number') return `${base};2;${value.join(';')}`;
	// The eight and the eight bright ones in their short form: `30` and `38;5;0` differ to programs that read them.
	if (value < 8) return String(base - 8 + value);
	return value < 16 ? String(base + 52 + value - 8) : `${base};5;${value}`;
};
