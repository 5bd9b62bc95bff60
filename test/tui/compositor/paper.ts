// A terminal to write on: an emulator that mosaic did not write judges what mosaic's bytes make of a screen.
import {type IBufferCell, Terminal} from '@xterm/headless';
import type {Size} from '../../../src/domain/screen.ts';
import {PRESENT_WIDTHS} from '../../../src/sessions/character-widths.ts';
import {parseNow} from '../../../src/sessions/terminal-internals.ts';

/** What one cell shows; a style that cannot be seen on a blank is left out. */
export type SeenCell = string;

export class Paper {
	readonly terminal: Terminal;
	readonly #links: readonly string[];

	/** `alternate` as where mosaic draws: rows that no longer fit are lost there, not kept and reflowed. */
	constructor(size: Size, buffer: 'alternate' | 'normal' = 'alternate') {
		this.terminal = new Terminal({...size, allowProposedApi: true, logLevel: 'off'});
		this.#links = keepLinks(this.terminal);
		this.terminal.unicode.register(PRESENT_WIDTHS);
		this.terminal.unicode.activeVersion = PRESENT_WIDTHS.version;
		if (buffer === 'alternate') this.write('\u001b[?1049h');
	}

	write(bytes: string | Uint8Array): void {
		parseNow(this.terminal, typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
	}

	resize({cols, rows}: Size): void {
		this.terminal.resize(cols, rows);
	}

	/** The lines, without blanks at their ends. */
	text(): string {
		const {active} = this.terminal.buffer;
		const lines = Array.from({length: this.terminal.rows}, (_, y) =>
			active.getLine(active.baseY + y)?.translateToString(true),
		);
		return lines.join('\n');
	}

	/** Every cell of a rectangle of the screen, row by row: glyph, width, colours and attributes. */
	cells(width = this.terminal.cols, height = this.terminal.rows, left = 0, top = 0): SeenCell[][] {
		return Array.from({length: height}, (_, y) => Array.from({length: width}, (_, x) => this.#cell(left + x, top + y)));
	}

	cursor(): {x: number; y: number} {
		const {cursorX, cursorY} = this.terminal.buffer.active;
		return {x: cursorX, y: cursorY};
	}

	#cell(x: number, y: number): SeenCell {
		const {active} = this.terminal.buffer;
		const line = active.getLine(active.baseY + y);
		const cell = line?.getCell(x);
		if (line === undefined || cell === undefined) return 'outside';
		// Halves of wide characters that lost each other show nothing.
		const partner =
			cell.getWidth() === 2 ? line.getCell(x + 1)?.getWidth() === 0 : line.getCell(x - 1)?.getWidth() === 2;
		const width = cell.getWidth() === 1 || partner ? cell.getWidth() : 1;
		const shown = width === cell.getWidth() && !cell.isInvisible();
		const glyph = (shown ? cell.getChars() : '') || (width === 0 ? '' : ' ');
		const drawn = [
			underlineOf(cell),
			linkOf(this.#links, cell),
			cell.isInverse() && 'inverse',
			cell.isStrikethrough() && 'strike',
			cell.isOverline() && 'overline',
		];
		const inked = [
			cell.isBold() && 'bold',
			cell.isDim() && 'dim',
			cell.isItalic() && 'italic',
			cell.isBlink() && 'blink',
		];
		const blank = glyph === ' ';
		const styles = [...drawn, ...(blank ? [] : inked)].filter(Boolean);
		const fg = blank && styles.length === 0 ? '' : colourOf(cell.getFgColorMode(), cell.getFgColor());
		return `${glyph}/${width} ${fg} ${colourOf(cell.getBgColorMode(), cell.getBgColor())} ${styles.join(',')}`;
	}
}

/** The sixteen colours are the same ones whether they are told as 31 or as 38;5;1. */
const colourOf = (mode: number, colour: number): string => `${mode === P256 && colour < 16 ? P16 : mode}:${colour}`;
const P16 = 0x1000000;
const P256 = 0x2000000;

/** What xterm keeps of a cell and does not tell: a link makes its own isUnderline() true. */
type Raw = {fg: number; bg: number; extended: {_ext: number; _urlId: number}};
const EXTENDED = 0x10000000;

const underlineOf = (cell: IBufferCell): string => {
	const {fg, bg, extended} = cell as unknown as Raw;
	if ((fg & 0x10000000) === 0) return '';
	const ext = (bg & EXTENDED) === 0 ? 0 : extended._ext;
	const style = (ext >> 26) & 7;
	// A palette colour leaves the bits above its index as they were; SGR 59 sets all.
	const mode = (ext >> 24) & 3;
	const unset = mode === 0 || (ext & 0x3ffffff) === 0x3ffffff;
	const colour = unset ? 0 : mode === 3 ? ext & 0x3ffffff : 0x1000000 | (ext & 255);
	return `underline${style > 1 ? `:${style}` : ''}${colour === 0 ? '' : `:${colour.toString(16)}`}`;
};

const linkOf = (links: readonly string[], cell: IBufferCell): string => {
	const {bg, extended} = cell as unknown as Raw;
	return (bg & EXTENDED) === 0 || extended._urlId === 0 ? '' : `link:${links[extended._urlId]}`;
};

/** Every link that was ever opened, by number: xterm forgets one when the line is gone on which it was opened. */
const keepLinks = (terminal: Terminal): readonly string[] => {
	const links = [''];
	const {_core: core} = terminal as unknown as {_core: {_inputHandler: {_oscLinkService: unknown}}};
	core._inputHandler._oscLinkService = {
		registerLink: ({uri}: {uri: string}) => links.push(uri) - 1,
		addLineToLink: () => {},
	};
	return links;
};
