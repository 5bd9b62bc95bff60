// Sequences that @xterm/headless 6.0.0 cannot bear. An agent's output is hostile: it must neither end nor hold up the
// process that reads it.
import type {TerminalBuffer} from './cells.ts';
import {perform, type SequenceAction} from './terminal-internals.ts';
import type {TerminalParser} from './terminal-replies.ts';

type MendedTerminal = {
	readonly cols: number;
	readonly rows: number;
	readonly buffer: {readonly active: Pick<TerminalBuffer, 'baseY' | 'cursorX' | 'cursorY'>};
	readonly parser: unknown;
};

/** No screen is larger, so no larger count does more. */
const ENOUGH = 1000;

/** These are done as often as their parameter says, one by one: two thousand million times hold for hours. */
const COUNTED: Readonly<Record<string, SequenceAction>> = {
	S: 'scrollUp',
	T: 'scrollDown',
	L: 'insertLines',
	M: 'deleteLines',
	I: 'cursorForwardTab',
	Z: 'cursorBackwardTab',
	b: 'repeatPrecedingCharacter',
};

/** Makes a terminal bear them. */
export const mendTerminal = (terminal: MendedTerminal): void => {
	const parser = terminal.parser as TerminalParser;
	for (const [final, action] of Object.entries(COUNTED))
		parser.registerCsiHandler({final}, ([count]) => {
			if (typeof count !== 'number' || count <= ENOUGH) return false;
			perform(terminal, action, ENOUGH);
			return true;
		});
	// CSI 1 J with the cursor in the last cell of a screen without history throws: it looks at the line below the last.
	parser.registerCsiHandler({final: 'J'}, ([what]) => {
		const {baseY, cursorX, cursorY} = terminal.buffer.active;
		const atEnd = baseY === 0 && cursorY === terminal.rows - 1 && cursorX >= terminal.cols - 1;
		if (what !== 1 || !atEnd) return false;
		perform(terminal, 'eraseInDisplay', 2);
		return true;
	});
};
