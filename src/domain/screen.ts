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
};

/** `lost`: the session host went away without an end; `ended`: the agent is gone, this is its last screen. */
export type ScreenStatus = 'connecting' | 'live' | 'ended' | 'lost';

/** One viewer's window on a session. Closing it never touches the session. */
export interface ScreenView {
	readonly size: Size;
	readonly status: ScreenStatus;
	readonly cursor: {readonly x: number; readonly y: number; readonly visible: boolean};
	readonly modes: ScreenModes;
	/** The styled row at `y`, 0 at the top; empty past the end. Trailing blanks are left out. */
	row(y: number): readonly StyledText[];
	/** Calls back after the screen or status changed; at most once per turn of the event loop. */
	subscribe(listener: () => void): () => void;
	close(): void;
}
