import type {ScreenModes} from '../../domain/screen.ts';
import {LIST_MODES} from '../outer/outer-modes.ts';

/**
 * What the person's terminal is asked for: the focused program's modes, or the lists', and clicks, drags and the wheel in
 * any case. With Shift held terminals keep their own selection. Pixels are told as they come where one session has the
 * terminal's upper left corner, as the program asked for them. A person who does not want mosaic to have the mouse
 * (`own` is false) gives it to programs that ask for it only.
 */
export const withMouse = (modes: ScreenModes | null, own = true): ScreenModes => {
	const base = modes ?? LIST_MODES;
	if (!own && base.mouse === 'none') return base;
	if (base.mouseEncoding === 'sgr-pixels') return base;
	return {...base, mouse: base.mouse === 'any' ? 'any' : 'drag', mouseEncoding: 'sgr'};
};
