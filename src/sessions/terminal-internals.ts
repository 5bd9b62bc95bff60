// What @xterm/headless 6.0.0 knows and does not tell. Read here and nowhere else; test/sessions/screen.test.ts notices
// when a new version moves any of it.
import type {RowRange} from '../domain/screen.ts';
import type {RawExtended, TerminalCell} from './cells.ts';
import type {LinkKeeper} from './links.ts';

export type Internals = {
	/** The style of the next character. */
	readonly pen: TerminalCell;
	readonly scrollTop: number;
	readonly scrollBottom: number;
	readonly cursorHidden: boolean;
	/** Line-drawing characters stand in for letters. */
	readonly lineDrawing: boolean;
	/** What ESC 7 saved on the active buffer; rows count from the top of the screen. */
	readonly saved: {readonly x: number; readonly y: number; readonly pen: TerminalCell};
};

/** The names xterm gives to some of the sequences it performs. */
export type SequenceAction =
	| 'eraseInDisplay'
	| 'scrollUp'
	| 'scrollDown'
	| 'insertLines'
	| 'deleteLines'
	| 'cursorForwardTab'
	| 'cursorBackwardTab'
	| 'repeatPrecedingCharacter';

/** A line as xterm holds it: three numbers a cell (content, foreground, background); what few cells have apart from them. */
export type RawLine = {
	readonly length: number;
	readonly _data: Uint32Array;
	readonly _combined: Readonly<Record<number, string>>;
	readonly _extendedAttrs: Readonly<Record<number, RawExtended | undefined>>;
	readonly isWrapped: boolean;
};

/** The lines of a buffer, the oldest first; `onTrim` tells how many went at that end. */
export type RawLines = {
	readonly length: number;
	get(at: number): RawLine | undefined;
	onTrim(listener: (count: number) => void): unknown;
};

/** The main screen and its scrollback: `ybase` is the index of the line at the screen's top, `y` the cursor's row. */
export type MainBuffer = {
	readonly lines: RawLines;
	readonly ybase: number;
	readonly y: number;
	/** A marker that follows the line at an index. */
	addMarker(at: number): {readonly line: number; readonly isDisposed: boolean; dispose(): void};
};

type Core = {
	_inputHandler: {
		_curAttrData: TerminalCell;
		_parser: {reset(): void};
		_oscLinkService: LinkKeeper;
		parse(bytes: Uint8Array): unknown;
		onRequestRefreshRows(listener: (rows: {start: number; end: number} | undefined) => void): unknown;
	} & Record<SequenceAction, (params: {params: number[]}) => boolean>;
	buffer: {
		scrollTop: number;
		scrollBottom: number;
		ybase: number;
		savedX: number;
		savedY: number;
		savedCurAttrData: TerminalCell;
		lines: {get(y: number): RawLine | undefined};
	};
	buffers: {normal: MainBuffer; onBufferActivate(listener: () => void): unknown};
	rows: number;
	coreService: {isCursorHidden: boolean};
	coreMouseService: {activeEncoding: string};
	_charsetService: {charset: Record<string, string> | undefined};
};

const coreOf = (terminal: object): Core => (terminal as {_core: Core})._core;

/**
 * Parses bytes at once. xterm's own write() parses in a timer, where a sequence that it cannot bear ends the whole
 * process and stalls its queue for ever. False where that happened: the rest of these bytes is lost, the screen lives.
 */
export const parseNow = (terminal: object, bytes: Uint8Array): boolean => {
	const {_inputHandler} = coreOf(terminal);
	try {
		_inputHandler.parse(bytes);
		return true;
	} catch {
		_inputHandler._parser.reset();
		return false;
	}
};

/** Hyperlinks are kept by this one instead of xterm's own keeper, which knows no bounds. */
export const keepLinksWith = (terminal: object, keeper: LinkKeeper): void => {
	coreOf(terminal)._inputHandler._oscLinkService = keeper;
};

/** Performs one sequence, as if it had been written with this parameter. */
export const perform = (terminal: object, action: SequenceAction, parameter: number): void =>
	void coreOf(terminal)._inputHandler[action]({params: [parameter]});

/** Reads the internals of an xterm Terminal. */
export const internalsOf = (terminal: object): Internals => {
	const core = coreOf(terminal);
	const {buffer} = core;
	return {
		pen: core._inputHandler._curAttrData,
		scrollTop: buffer.scrollTop,
		scrollBottom: buffer.scrollBottom,
		cursorHidden: core.coreService.isCursorHidden,
		lineDrawing: core._charsetService.charset?.q === '─',
		saved: {x: buffer.savedX, y: buffer.savedY - buffer.ybase, pen: buffer.savedCurAttrData},
	};
};

/** How mouse reports are written: `DEFAULT`, `SGR` or `SGR_PIXELS`. */
export const mouseEncodingOf = (terminal: object): string => coreOf(terminal).coreMouseService.activeEncoding;

/** The row at `y` of the visible screen. */
export const rawLine = (terminal: object, y: number): RawLine | undefined => {
	const {buffer} = coreOf(terminal);
	return buffer.lines.get(buffer.ybase + y);
};

/** Calls back with the main screen's buffer: now, and at once when a full reset put another one in its place. */
export const followMainBuffer = (terminal: object, listener: (buffer: MainBuffer) => void): void => {
	const {buffers} = coreOf(terminal);
	let known = buffers.normal;
	listener(known);
	buffers.onBufferActivate(() => {
		if (buffers.normal === known) return;
		known = buffers.normal;
		listener(known);
	});
};

/** Notes which rows a terminal's bytes change. A terminal begins with all of them changed. */
export const followDamage = (terminal: object) => {
	const core = coreOf(terminal);
	let first = 0;
	let last = core.rows - 1;
	const add = (from: number, to: number): void => {
		first = Math.min(first, from);
		last = Math.max(last, to);
	};
	core._inputHandler.onRequestRefreshRows((rows) => add(rows?.start ?? 0, rows?.end ?? core.rows - 1));
	return {
		all: (): void => add(0, core.rows - 1),
		take: (): RowRange | null => {
			if (first > last) return null;
			const taken = {first, last};
			first = Number.POSITIVE_INFINITY;
			last = -1;
			return taken;
		},
	};
};
