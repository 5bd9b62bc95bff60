// Mouse reports of terminals: SGR (1006), urxvt (1015) and X10 bytes. Pure.
import {ALT, BUTTON_CODES, CTRL, MOTION, type MouseButton, type MouseEvent, SHIFT} from './mouse-event.ts';

/** A report at the start of some input and how long it is; null where there is none, `incomplete` where more input decides. */
export type ReadMouse = {readonly event: MouseEvent | null; readonly length: number} | 'incomplete' | null;

const SGR = /^\u001b\[<(\d{1,4});(\d{1,5});(\d{1,5})([Mm])/;
const URXVT = /^\u001b\[(\d{2,4});(\d{1,5});(\d{1,5})M/;
/** The beginnings that may become one of them; none is longer than this. */
const HALF = /^\u001b(?:\[(?:<?[\d;]*|M[\s\S]{0,2})?)?$/;
const LONGEST = 20;

/** Reads a report; a lone ESC is a key and no report. */
export const readMouse = (input: string): ReadMouse => {
	if (input.charCodeAt(0) !== 0x1b || input[1] !== '[') return null;
	const sgr = SGR.exec(input);
	if (sgr) return {event: eventOf(num(sgr[1]), num(sgr[2]), num(sgr[3]), sgr[4] === 'm'), length: sgr[0].length};
	const urxvt = URXVT.exec(input);
	if (urxvt) return {event: eventOf(num(urxvt[1]) - 32, num(urxvt[2]), num(urxvt[3])), length: urxvt[0].length};
	if (input[2] === 'M' && input.length >= 6) return {event: x10Event(input), length: 6};
	return input.length > 2 && input.length < LONGEST && HALF.test(input) ? 'incomplete' : null;
};

const num = (text: string | undefined): number => Number.parseInt(text ?? '', 10);

const x10Event = (input: string): MouseEvent | null => {
	const [code = 0, x = 0, y = 0] = [3, 4, 5].map((at) => input.charCodeAt(at) - 32);
	return eventOf(code, x, y);
};

const BUTTONS = new Map(Object.entries(BUTTON_CODES).map(([button, code]) => [code, button as MouseButton]));

/** X10 and urxvt tell a release by button 3, SGR by its last letter. */
const eventOf = (code: number, column: number, row: number, released = false): MouseEvent | null => {
	const base = code & ~(SHIFT | ALT | CTRL | MOTION);
	const button = BUTTONS.get(base);
	if (button === undefined || code < 0 || column < 1 || row < 1) return null;
	const moves = (code & MOTION) !== 0;
	const wheel = base >= 64 && base < 128;
	const kind = wheel ? 'wheel' : moves ? 'move' : released || button === 'none' ? 'release' : 'press';
	return {
		kind,
		button,
		shift: (code & SHIFT) !== 0,
		alt: (code & ALT) !== 0,
		ctrl: (code & CTRL) !== 0,
		x: column - 1,
		y: row - 1,
	};
};
