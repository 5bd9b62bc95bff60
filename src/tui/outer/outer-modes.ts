// The modes of the person's terminal: those that the focused program asked for while it has the focus, else the lists'.
import {NO_MODES, type ScreenModes} from '../../domain/screen.ts';

/** What the lists want: pastes marked, so that no pasted letter acts as a key. */
export const LIST_MODES: ScreenModes = {...NO_MODES, bracketedPaste: true};

const MOUSE = {none: 0, x10: 9, vt200: 1000, drag: 1002, any: 1003};
const ENCODING = {default: 0, sgr: 1006, 'sgr-pixels': 1016};

/** The sequences that bring a terminal from some modes to others; empty where they are the same. */
export const modeChanges = (from: ScreenModes, to: ScreenModes): string =>
	[
		flag(1, from.applicationCursor, to.applicationCursor),
		flag(2004, from.bracketedPaste, to.bracketedPaste),
		flag(1004, from.focusEvents, to.focusEvents),
		from.applicationKeypad === to.applicationKeypad ? '' : to.applicationKeypad ? '\u001b=' : '\u001b>',
		choice(MOUSE[from.mouse], MOUSE[to.mouse]),
		choice(ENCODING[from.mouseEncoding], ENCODING[to.mouseEncoding]),
		keyboard(from.keyboardFlags, to.keyboardFlags),
	].join('');

const flag = (mode: number, from: boolean, to: boolean): string =>
	from === to ? '' : `\u001b[?${mode}${to ? 'h' : 'l'}`;

const choice = (from: number, to: number): string => {
	if (from === to) return '';
	return (from === 0 ? '' : `\u001b[?${from}l`) + (to === 0 ? '' : `\u001b[?${to}h`);
};

/** The person's own flags stay on the terminal's stack beneath ours (https://sw.kovidgoyal.net/kitty/keyboard-protocol/). */
const keyboard = (from: number, to: number): string => {
	if (from === to) return '';
	if (to === 0) return '\u001b[<u';
	return from === 0 ? `\u001b[>${to}u` : `\u001b[=${to};1u`;
};
