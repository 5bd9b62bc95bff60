// A session's terminal: the one door to @xterm/headless. It reads the agent's bytes, answers the agent's questions and
// keeps the cells that viewers draw.
import xterm, {type Terminal} from '@xterm/headless';
import {type TerminalColours, UNKNOWN_COLOURS} from '../domain/outer-terminal.ts';
import type {CellSink, RowRange, ScreenHistory, ScreenModes, Size, StyledText} from '../domain/screen.ts';
import type {ScreenSignal} from '../domain/signal.ts';
import {printable} from '../domain/text.ts';
import type {TerminalBuffer} from './cells.ts';
import {PRESENT_WIDTHS} from './character-widths.ts';
import {hearSignals} from './hear-signals.ts';
import {createHistory} from './history.ts';
import {createKeyboardFlags} from './keyboard-protocol.ts';
import {createLinks, type Links} from './links.ts';
import type {ProgramStatus} from './program-status.ts';
import {createExtras, type ExtraOf, giveCells} from './screen-cells.ts';
import {styledRow} from './screen-rows.ts';
import {serializeTerminal} from './snapshot.ts';
import {limitStrings} from './string-limits.ts';
import {followDamage, internalsOf, keepLinksWith, mouseEncodingOf, parseNow, rawLine} from './terminal-internals.ts';
import {mendTerminal} from './terminal-mends.ts';
import {answerQueries, type TerminalParser} from './terminal-replies.ts';
import {createTail, createWholeCharacters} from './unfinished-tail.ts';

export type ScreenOptions = {
	readonly size: Size;
	/** Lines of history that are kept; default 5,000. */
	readonly scrollback?: number;
	/** The number of the first line, where the bytes to come are a snapshot that begins there; default 0. */
	readonly firstLine?: number;
	/** Whether others may join it by a snapshot, which needs what is begun at the end of its bytes; default true. */
	readonly joinable?: boolean;
	/** Bytes for the agent: the answers to what it asked its terminal. */
	readonly onReply?: (bytes: Buffer) => void;
	/** What the program says it is doing (OSC 7501). */
	readonly onStatus?: (status: ProgramStatus) => void;
	/** The colours that programs are told; those of a dark terminal where they are not known. */
	readonly colours?: () => TerminalColours;
	/** What it signals, cleaned, as often as it does. */
	readonly onSignal?: (signal: ScreenSignal) => void;
};

export type Screen = {
	/** Reads bytes, at once: what snapshot() gives next has them. Hand them on to viewers after this. */
	write(bytes: Uint8Array): void;
	resize(size: Size): void;
	size(): Size;
	/** The bytes that bring a terminal of this size into this state, an unfinished sequence at the end included. */
	snapshot(scrollback?: number): Buffer;
	/** The styled row at `y` of the visible screen. */
	row(y: number): StyledText[];
	rows(): StyledText[][];
	/** Gives the cells of row `y` that are not blank, from left to right. */
	cells(y: number, sink: CellSink): void;
	/** The rows that may have changed since the last call; null where none did. */
	takeDamage(): RowRange | null;
	/** The lines above the screen as well. */
	readonly history: ScreenHistory;
	/** The number of the line that a snapshot with so much scrollback begins with. */
	snapshotLine(scrollback?: number): number;
	/** The visible screen as text, blanks at the ends left out. */
	text(): string[];
	cursor(): {x: number; y: number; visible: boolean};
	modes(): ScreenModes;
	dispose(): void;
};

const SCROLLBACK = 5000;
const BEGIN_FRAME = '\x1b[?2026h';
/** Tells the links of this screen from those of the others in this process. */
let opened = 0;

/** Opens a screen. It belongs to the caller, who disposes of it. */
export const createScreen = (options: ScreenOptions): Screen => {
	const {onReply, joinable = true} = options;
	const terminal = newTerminal(options);
	const keyboard = createKeyboardFlags();
	const links = createLinks(`m${++opened}`);
	const extraOf = createExtras(links.at);
	keepLinksWith(terminal, links.keeper);
	const tail = createTail();
	const whole = createWholeCharacters();
	const isAlternate = () => terminal.buffer.active.type === 'alternate';
	const reply = (text: string) => onReply?.(Buffer.from(text));
	const size = () => ({cols: terminal.cols, rows: terminal.rows});
	const damage = followDamage(terminal);
	const history = createHistory(terminal, options.firstLine ?? 0, extraOf);
	const scrollbackOr = (scrollback = options.scrollback ?? SCROLLBACK) => scrollback;
	answerQueries(terminal.parser as unknown as TerminalParser, {
		reply,
		onStatus: (status) => options.onStatus?.(status),
		keyboard,
		isAlternate,
		colours: options.colours ?? (() => UNKNOWN_COLOURS),
	});
	mendTerminal(terminal);
	limitStrings(terminal);
	terminal.onData(reply);
	hearSignals(terminal, (signal) => options.onSignal?.(signal), reply);
	return {
		write: (bytes) => {
			parseNow(terminal, whole(bytes));
			if (joinable) tail.follow(bytes);
		},
		resize: (wanted) => {
			const {cols, rows} = clampSize(wanted);
			history.whileResizing(() => terminal.resize(cols, rows));
			damage.all();
		},
		takeDamage: damage.take,
		size,
		history,
		snapshotLine: (scrollback) => Math.max(history.first, history.screen - scrollbackOr(scrollback)),
		snapshot: (scrollback) => {
			const flags = keyboard.current(isAlternate());
			// One who joins within a frame shall see nothing before it is whole: the snapshot is part of it.
			const head = Buffer.from(terminal.modes.synchronizedOutputMode ? BEGIN_FRAME : '');
			return Buffer.concat([head, snapshotOf(terminal, links, flags, history, scrollbackOr(scrollback)), tail.bytes()]);
		},
		...viewOf(terminal, extraOf),
		modes: () => modesOf(terminal, keyboard.current(isAlternate())),
		dispose: () => terminal.dispose(),
	};
};

const newTerminal = ({size, scrollback}: ScreenOptions): Terminal => {
	const terminal = new xterm.Terminal({
		...clampSize(size),
		scrollback: scrollback ?? SCROLLBACK,
		allowProposedApi: true,
		logLevel: 'off',
		windowOptions: {getWinSizeChars: true},
	});
	terminal.unicode.register(PRESENT_WIDTHS);
	terminal.unicode.activeVersion = PRESENT_WIDTHS.version;
	return terminal;
};

const clampSize = ({cols, rows}: Size): Size => ({
	cols: Math.min(Math.max(Math.trunc(cols) || 2, 2), 1000),
	rows: Math.min(Math.max(Math.trunc(rows) || 1, 1), 1000),
});

/** xterm's types do not tell what its cells hold. */
const bufferOf = (buffer: unknown): TerminalBuffer => buffer as TerminalBuffer;

const viewOf = (terminal: Terminal, extraOf: ExtraOf): Pick<Screen, 'row' | 'rows' | 'cells' | 'text' | 'cursor'> => {
	const cell = bufferOf(terminal.buffer.active).getNullCell();
	const lineAt = (y: number) =>
		y >= 0 && y < terminal.rows
			? bufferOf(terminal.buffer.active).getLine(terminal.buffer.active.baseY + y)
			: undefined;
	const row = (y: number) => styledRow(lineAt(y), cell);
	const ys = () => Array.from({length: terminal.rows}, (_, y) => y);
	return {
		row,
		rows: () => ys().map(row),
		cells: (y, sink) => {
			const line = y >= 0 && y < terminal.rows ? rawLine(terminal, y) : undefined;
			if (line) giveCells(line, sink, extraOf);
		},
		text: () =>
			ys().map((y) =>
				printable(
					row(y)
						.map(({text}) => text)
						.join(''),
				).trimEnd(),
			),
		cursor: () => ({
			x: Math.min(terminal.buffer.active.cursorX, terminal.cols - 1),
			y: terminal.buffer.active.cursorY,
			visible: !internalsOf(terminal).cursorHidden,
		}),
	};
};

const MOUSE_ENCODINGS = {DEFAULT: 'default', SGR: 'sgr', SGR_PIXELS: 'sgr-pixels'} as const;

const modesOf = (terminal: Terminal, keyboardFlags: number): ScreenModes => {
	const {modes} = terminal; // made anew whenever it is asked for
	return {
		bracketedPaste: modes.bracketedPasteMode,
		applicationCursor: modes.applicationCursorKeysMode,
		alternateScreen: terminal.buffer.active.type === 'alternate',
		applicationKeypad: modes.applicationKeypadMode,
		focusEvents: modes.sendFocusMode,
		mouse: modes.mouseTrackingMode,
		mouseEncoding: MOUSE_ENCODINGS[mouseEncodingOf(terminal) as keyof typeof MOUSE_ENCODINGS] ?? 'default',
		keyboardFlags,
	};
};

const snapshotOf = (
	terminal: Terminal,
	links: Links,
	keyboardFlags: number,
	history: ScreenHistory,
	scrollback: number,
): Buffer => {
	const {normal, active} = terminal.buffer;
	return serializeTerminal(
		{
			cols: terminal.cols,
			rows: terminal.rows,
			normal: bufferOf(normal),
			alternate: active.type === 'alternate' ? bufferOf(active) : null,
			internals: internalsOf(terminal),
			marks: history.marks().map((mark) => ({...mark, line: mark.line - history.first})),
			links,
			originMode: terminal.modes.originMode,
			modes: modeSequences(terminal, modesOf(terminal, keyboardFlags)),
		},
		scrollback,
	);
};

const MOUSE_MODES = {none: '', x10: '\x1b[?9h', vt200: '\x1b[?1000h', drag: '\x1b[?1002h', any: '\x1b[?1003h'};
const ENCODING_MODES = {default: '', sgr: '\x1b[?1006h', 'sgr-pixels': '\x1b[?1016h'};

const modeSequences = (terminal: Terminal, modes: ScreenModes): string => {
	const {cursorHidden, lineDrawing} = internalsOf(terminal);
	const parts: [boolean, string][] = [
		[modes.applicationCursor, '\x1b[?1h'],
		[modes.applicationKeypad, '\x1b='],
		[modes.bracketedPaste, '\x1b[?2004h'],
		[modes.focusEvents, '\x1b[?1004h'],
		[terminal.modes.insertMode, '\x1b[4h'],
		[terminal.modes.reverseWraparoundMode, '\x1b[?45h'],
		[!terminal.modes.wraparoundMode, '\x1b[?7l'],
		[cursorHidden, '\x1b[?25l'],
		[lineDrawing, '\x1b(0'],
		[terminal.modes.synchronizedOutputMode, BEGIN_FRAME],
		[modes.keyboardFlags > 0, `\x1b[=${modes.keyboardFlags};1u`],
	];
	const on = parts.map(([wanted, sequence]) => (wanted ? sequence : '')).join('');
	return on + MOUSE_MODES[modes.mouse] + ENCODING_MODES[modes.mouseEncoding];
};
