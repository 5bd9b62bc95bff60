// What @xterm/headless 6.0.0 knows and does not tell. Read here and nowhere else; test/sessions/screen.test.ts notices
// when a new version moves any of it.
import type {TerminalCell} from './cells.ts';

export type Internals = {
	/** The style of the next character. */
	readonly pen: TerminalCell;
	readonly scrollTop: number;
	readonly scrollBottom: number;
	readonly cursorHidden: boolean;
	/** `DEFAULT`, `SGR` or `SGR_PIXELS`. */
	readonly mouseEncoding: string;
	/** Line-drawing characters stand in for letters. */
	readonly lineDrawing: boolean;
	/** What ESC 7 saved on the active buffer; rows count from the top of the screen. */
	readonly saved: {readonly x: number; readonly y: number; readonly pen: TerminalCell};
};

type Core = {
	_inputHandler: {_curAttrData: TerminalCell};
	buffer: {
		scrollTop: number;
		scrollBottom: number;
		ybase: number;
		savedX: number;
		savedY: number;
		savedCurAttrData: TerminalCell;
	};
	coreService: {isCursorHidden: boolean};
	coreMouseService: {activeEncoding: string};
	_charsetService: {charset: Record<string, string> | undefined};
};

/** Reads the internals of an xterm Terminal. */
export const internalsOf = (terminal: object): Internals => {
	const core = (terminal as {_core: Core})._core;
	const {buffer} = core;
	return {
		pen: core._inputHandler._curAttrData,
		scrollTop: buffer.scrollTop,
		scrollBottom: buffer.scrollBottom,
		cursorHidden: core.coreService.isCursorHidden,
		mouseEncoding: core.coreMouseService.activeEncoding,
		lineDrawing: core._charsetService.charset?.q === '─',
		saved: {x: buffer.savedX, y: buffer.savedY - buffer.ybase, pen: buffer.savedCurAttrData},
	};
};
