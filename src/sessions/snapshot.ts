// A terminal's whole state as the bytes that bring another terminal into it. Written here because
// @xterm/addon-serialize 0.14 loses the scroll region, the mouse encoding, a hidden cursor and a pending wrap, and turns
// dim text into bold on the way (test/sessions/snapshot.test.ts compares the two cell by cell).
import type {PromptMark} from '../domain/screen.ts';
import {
	backgroundOf,
	type ContentCell,
	glyphAt,
	linkOf,
	sgrOf,
	type TerminalBuffer,
	type TerminalCell,
	type TerminalLine,
} from './cells.ts';
import type {Links} from './links.ts';
import {promptMarkSequence} from './prompt-marks.ts';
import type {Internals} from './terminal-internals.ts';

export type SnapshotSource = {
	readonly cols: number;
	readonly rows: number;
	readonly normal: TerminalBuffer;
	/** The alternate buffer while it is shown. */
	readonly alternate: TerminalBuffer | null;
	readonly internals: Internals;
	readonly links: Links;
	/** Sequences for the modes, sent last but for those that move the cursor. */
	readonly modes: string;
	readonly originMode: boolean;
	/** Marks of the normal buffer, their lines counted from its beginning. */
	readonly marks: readonly PromptMark[];
};

/**
 * The sequences that rebuild the terminal, beginning with a full reset; `scrollback` lines of history at most. Not
 * carried over: tab stops, and what ESC 7 saved on the buffer not shown.
 */
export const serializeTerminal = (source: SnapshotSource, scrollback: number): Buffer => {
	const {normal, alternate, rows} = source;
	const first = Math.max(0, normal.length - rows - scrollback);
	const parts = [Buffer.from('\x1bc'), ...linesOf(normal, first, normal.length - 1, source)];
	if (alternate !== null) {
		const cursor = moveTo(Math.min(normal.cursorX, source.cols - 1), normal.cursorY);
		parts.push(Buffer.from(`${cursor}\x1b[?1049h\x1b[H`), ...linesOf(alternate, 0, rows - 1, source));
	}
	const end = savedCursorOf(source) + cursorOf(alternate ?? normal, source) + source.modes;
	return Buffer.concat([...parts, Buffer.from(end)]);
};

const DEFAULT_PEN = '\x1b[m';

/** Texts of so many lines become bytes at once: kept for a whole history they would be promoted to V8's old heap. */
const BATCH = 64;

const linesOf = (buffer: TerminalBuffer, first: number, last: number, source: SnapshotSource): Buffer[] => {
	const {rows, links, marks} = source;
	const batches: Buffer[] = [];
	let text = '';
	const marked = buffer.type === 'normal' ? marksByLine(marks) : NO_MARKS;
	const cell = buffer.getNullCell();
	for (let y = first; y <= last; y++) {
		const line = buffer.getLine(y);
		if (line === undefined) continue;
		text += (marked.get(y) ?? '') + cellsOf(line, cell, links);
		if (y === last) break;
		const wraps = buffer.getLine(y + 1)?.isWrapped === true && rows > 1;
		text += wraps ? wrapAfter(line, cell) : '\r\n';
		if ((y - first) % BATCH !== BATCH - 1) continue;
		batches.push(Buffer.from(text));
		text = '';
	}
	return [...batches, Buffer.from(text)];
};

const NO_MARKS: ReadonlyMap<number, string> = new Map();

const marksByLine = (marks: readonly PromptMark[]): ReadonlyMap<number, string> => {
	const byLine = new Map<number, string>();
	for (const mark of marks) byLine.set(mark.line, (byLine.get(mark.line) ?? '') + promptMarkSequence(mark));
	return byLine;
};

/** The cells of a line from its start; the pen is the default one, without a link, before and after. */
const cellsOf = (line: TerminalLine, cell: ContentCell, links: Links): string => {
	const styleOf = createStyleReader(links);
	let out = '';
	let pen = DEFAULT_PEN;
	let gap = 0;
	let link = 0;
	for (let x = 0; x < line.length; x++) {
		const current = line.getCell(x, cell);
		const glyph = current === undefined ? null : glyphAt(line, x, current);
		if (current === undefined || glyph === null) continue;
		const {style, erased, linked} = styleOf(current);
		const blank = glyph === '' && erased;
		if (blank && style === DEFAULT_PEN) {
			gap += 1;
			continue;
		}
		if (gap > 0) out += `\x1b[${gap}C`;
		gap = 0;
		if (style !== pen) out += style;
		pen = style;
		const wanted = blank ? 0 : linked;
		if (wanted !== link) out += links.sequence(wanted);
		link = wanted;
		// An erased cell keeps no character: a space would be copied and reflowed like one.
		out += blank ? eraseOne(x, line.length) : glyph || ' ';
	}
	if (link !== 0) out += links.sequence(0);
	return pen === DEFAULT_PEN ? out : out + DEFAULT_PEN;
};

type CellStyle = {readonly style: string; readonly erased: boolean; readonly linked: number};
const PLAIN: CellStyle = {style: DEFAULT_PEN, erased: true, linked: 0};

/** Most cells are written like the one before them: a style is worked out only where xterm's numbers change. */
const createStyleReader = (links: Links): ((cell: ContentCell) => CellStyle) => {
	let known = PLAIN;
	let fg = 0;
	let bg = 0;
	let extended: TerminalCell['extended'] | undefined;
	return (cell) => {
		if (cell.fg === 0 && cell.bg === 0) return PLAIN;
		if (cell.fg === fg && cell.bg === bg && cell.extended === extended) return known;
		({fg, bg, extended} = cell);
		const style = sgrOf(cell);
		const link = linkOf(cell);
		known = {style, erased: isErasedStyle(cell, style), linked: links.at(link) === null ? 0 : link};
		return known;
	};
};

const eraseOne = (x: number, length: number): string => (x === length - 1 ? '\x1b[X' : '\x1b[X\x1b[C');

/** Erased cells carry a background and nothing else; any other style can only be printed. */
const isErasedStyle = (cell: ContentCell, style: string): boolean =>
	style === (backgroundOf(cell) === null ? DEFAULT_PEN : onlyBackground(cell));

const onlyBackground = (cell: TerminalCell): string => {
	const full = sgrOf(cell);
	const background = /(?:4[0-7]|10[0-7]|48;5;\d+|48;2;\d+;\d+;\d+)m$/.exec(full)?.[0];
	return `\x1b[0;${background}`;
};

/**
 * Goes to the next line as one that continues this: only a character printed past the last column does that. It is
 * erased again, and so is the one put into an empty last column to get there.
 */
const wrapAfter = (line: TerminalLine, cell: ContentCell): string => {
	const x = line.length - 1;
	const last = line.getCell(x, cell);
	const isFull = last === undefined || glyphAt(line, x, last) !== '' || !isErasedStyle(last, sgrOf(last));
	if (isFull) return 'x\r\x1b[X';
	const style = sgrOf(last);
	const column = `\x1b[${line.length}G`;
	return `${column}xx\r\x1b[X\x1b[A${column}${style}\x1b[X${DEFAULT_PEN}\x1b[B\r`;
};

const moveTo = (x: number, y: number): string => `\x1b[${y + 1};${x + 1}H`;

/** A pending wrap is not saved along: the cursor comes back on the last column. */
const savedCursorOf = ({cols, rows, internals: {saved}}: SnapshotSource): string => {
	const x = Math.min(saved.x, cols - 1);
	const y = Math.min(Math.max(saved.y, 0), rows - 1);
	const pen = sgrOf(saved.pen);
	return x === 0 && y === 0 && pen === DEFAULT_PEN ? '' : `${moveTo(x, y)}${pen}\x1b7`;
};

/** Scroll region and origin mode first, because they move the cursor; then the cursor, then the pen. */
const cursorOf = (buffer: TerminalBuffer, {cols, rows, internals, originMode, links}: SnapshotSource): string => {
	const {scrollTop, scrollBottom} = internals;
	const hasRegion = scrollTop > 0 || scrollBottom < rows - 1;
	let out = hasRegion ? `\x1b[${scrollTop + 1};${scrollBottom + 1}r` : '';
	if (originMode) out += '\x1b[?6h';
	const y = originMode ? buffer.cursorY - scrollTop : buffer.cursorY;
	out += buffer.cursorX < cols ? moveTo(buffer.cursorX, y) : pendingWrap(buffer, cols, y, links);
	const link = linkOf(internals.pen);
	return out + sgrOf(internals.pen) + (links.at(link) === null ? '' : links.sequence(link));
};

/** The cursor behind the last column: the character there is printed once more. */
const pendingWrap = (buffer: TerminalBuffer, cols: number, y: number, links: Links): string => {
	const line = buffer.getLine(buffer.baseY + buffer.cursorY);
	const last = line?.getCell(cols - 1);
	const x = line && last && glyphAt(line, cols - 1, last) === null ? cols - 2 : cols - 1;
	const cell = line?.getCell(x);
	const glyph = line && cell ? glyphAt(line, x, cell) : null;
	if (!cell || !glyph) return moveTo(cols - 1, y);
	const linked = links.at(linkOf(cell)) === null ? glyph : links.sequence(linkOf(cell)) + glyph + links.sequence(0);
	return `${moveTo(x, y)}${sgrOf(cell)}${linked}`;
};
