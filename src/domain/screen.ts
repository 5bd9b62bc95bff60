// A session's screen as its viewers see it: cells with styles, never the agent's bytes.

/** A palette index (0–255), `[red, green, blue]`, or null for the terminal's own colour. */
export type Colour = number | readonly [number, number, number] | null;

/** A stretch of one row in one style. `text` holds printable characters only. */
export type StyledText = {
	readonly text: string;
	readonly fg: Colour;
	readonly bg: Colour;
	readonly bold: boolean;
	readonly dim: boolean;
	readonly italic: boolean;
	readonly underline: boolean;
	readonly inverse: boolean;
	readonly strike: boolean;
};

export type Size = {readonly cols: number; readonly rows: number};

/** What the program in the session asked of its terminal; a viewer that types for a person mirrors these. */
export type ScreenModes = {
	readonly bracketedPaste: boolean;
	readonly applicationCursor: boolean;
	readonly alternateScreen: boolean;
	readonly applicationKeypad: boolean;
	readonly focusEvents: boolean;
	readonly mouse: 'none' | 'x10' | 'vt200' | 'drag' | 'any';
	readonly mouseEncoding: 'default' | 'sgr' | 'sgr-pixels';
	/** Flags of the kitty keyboard protocol; 0 is off. */
	readonly keyboardFlags: number;
};

/** What a terminal has when no program asked for anything. */
export const NO_MODES: ScreenModes = {
	bracketedPaste: false,
	applicationCursor: false,
	alternateScreen: false,
	applicationKeypad: false,
	focusEvents: false,
	mouse: 'none',
	mouseEncoding: 'default',
	keyboardFlags: 0,
};

/** The attributes of a cell, as bits of one number. */
export const ATTRIBUTES = {
	bold: 1,
	dim: 2,
	italic: 4,
	underline: 8,
	blink: 16,
	inverse: 32,
	strike: 64,
	overline: 128,
} as const;

/** The style of an underline stands above ATTRIBUTES from this bit on: 0 single, 1 double, 2 curly, 3 dotted, 4 dashed. */
export const UNDERLINE_SHIFT = 8;

/** What few cells have: the colour of the underline (packed), a hyperlink. The same object for the same values. */
export type CellExtra = {
	readonly underlineColour: number;
	/** `target` is clean (cleanLink); cells of one `group` are one link, also across rows. */
	readonly link: {readonly target: string; readonly group: string} | null;
};

/** A colour as one number: 0 is the terminal's own, then a palette index or 24 bits of red, green and blue. */
export const packColour = (colour: Colour): number => {
	if (colour === null) return 0;
	return typeof colour === 'number' ? PALETTE | colour : RGB | (colour[0] << 16) | (colour[1] << 8) | colour[2];
};

/** Marks a packed colour as a palette index, or as red, green and blue. */
export const PALETTE = 0x1000000;
export const RGB = 0x2000000;

/**
 * Where the cells of a row go. `glyph` is a code point, or a text where one cell holds several; a cell two columns wide
 * takes `x + 1` too. Colours are packed, `attributes` are bits of ATTRIBUTES with the style of the underline above them.
 */
export interface CellSink {
	put(
		x: number,
		glyph: number | string,
		width: 1 | 2,
		fg: number,
		bg: number,
		attributes: number,
		extra?: CellExtra | undefined,
	): void;
}

/** Rows from `first` to `last`. */
export type RowRange = {readonly first: number; readonly last: number};

/** `lost`: the session host went away without an end; `ended`: the agent is gone, this is its last screen. */
export type ScreenStatus = 'connecting' | 'live' | 'ended' | 'lost';

/** What a program says of its own output (OSC 133): its prompt begins, what is typed does, its output does, its end. */
export type PromptMarkKind = 'prompt' | 'input' | 'output' | 'done';

export type PromptMark = {
	/** The number of the line that it stands on. */
	readonly line: number;
	readonly kind: PromptMarkKind;
	/** Told with `done` by most shells. */
	readonly exitCode: number | null;
};

/** A line that is followed where it goes when a terminal of another width wraps all lines anew. */
export type LineAnchor = {
	/** Its number now; null once it is gone. */
	readonly line: number | null;
	release(): void;
};

/**
 * All lines of a session's main screen, those above it included. A line is known by its number, which stays when lines
 * above it are given up; it changes only with the width of the terminal. The alternate screen has no history: this is
 * what it lies over.
 */
export interface ScreenHistory {
	/** The number of the oldest line that is kept. */
	readonly first: number;
	/** The number of the line at the top of the screen. */
	readonly screen: number;
	/** The number after the last line of the screen. */
	readonly end: number;
	/** Gives the cells of a line that are not blank, from left to right; none of a line that is not there. */
	cells(line: number, sink: CellSink): void;
	/** Whether a line goes on from the one before it, which was too long for the terminal. */
	wraps(line: number): boolean;
	/** In the order of the lines. */
	marks(): readonly PromptMark[];
	anchor(line: number): LineAnchor;
}

/** One viewer's window on a session. Closing it never touches the session. */
export interface ScreenView {
	readonly size: Size;
	readonly status: ScreenStatus;
	readonly cursor: {readonly x: number; readonly y: number; readonly visible: boolean};
	readonly modes: ScreenModes;
	/** The styled row at `y`, 0 at the top; empty past the end. Trailing blanks are left out. */
	row(y: number): readonly StyledText[];
	/** Gives the cells of row `y` that are not blank, from left to right, without an object for each. */
	cells(y: number, sink: CellSink): void;
	/** The rows that may have changed since the last call; null where none did. */
	takeDamage(): RowRange | null;
	/** What was printed before, by line. Nothing is worked out until it is looked at. */
	readonly history: ScreenHistory;
	/** Calls back after the screen or status changed; at most once per turn of the event loop. */
	subscribe(listener: () => void): () => void;
	close(): void;
}
