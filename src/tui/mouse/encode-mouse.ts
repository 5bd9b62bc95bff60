// A mouse event as the program in a pane asked to be told of it. Pure.
import type {ScreenModes} from '../../domain/screen.ts';
import {ALT, BUTTON_CODES, CTRL, MOTION, type MouseEvent, SHIFT} from './mouse-event.ts';

type Asked = Pick<ScreenModes, 'mouse' | 'mouseEncoding'>;

/** X10's bytes end at column 223. */
const LAST_X10 = 223;

/**
 * The bytes (one per character) for an event whose place counts from the pane's upper left cell; null where the program
 * did not ask for such an event, or asked for pixels, which a pane among others cannot tell.
 */
export const encodeMouse = (event: MouseEvent, {mouse, mouseEncoding}: Asked): string | null => {
	if (!wants(mouse, event)) return null;
	const modifiers = mouse === 'x10' ? 0 : (event.shift ? SHIFT : 0) | (event.alt ? ALT : 0) | (event.ctrl ? CTRL : 0);
	const code = BUTTON_CODES[event.button] | modifiers | (event.kind === 'move' ? MOTION : 0);
	const [column, row] = [event.x + 1, event.y + 1];
	if (mouseEncoding === 'sgr') return `\u001b[<${code};${column};${row}${event.kind === 'release' ? 'm' : 'M'}`;
	if (mouseEncoding === 'sgr-pixels' || column > LAST_X10 || row > LAST_X10) return null;
	const released = event.kind === 'release' ? 3 | modifiers : code;
	return `\u001b[M${String.fromCharCode(released + 32, column + 32, row + 32)}`;
};

const wants = (mouse: ScreenModes['mouse'], {kind, button}: MouseEvent): boolean => {
	switch (mouse) {
		case 'none':
			return false;
		case 'x10':
			return kind === 'press' && (button === 'left' || button === 'middle' || button === 'right');
		case 'vt200':
			return kind !== 'move';
		case 'drag':
			return kind !== 'move' || button !== 'none';
		case 'any':
			return true;
	}
};
