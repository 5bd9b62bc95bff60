import type {ScreenModes} from '../../domain/screen.ts';
import {LIST_MODES} from '../outer-modes.ts';

/**
 * What the person's terminal is asked for: the focused program's modes, or the lists', and clicks, drags and the wheel in
 * any case. With Shift held terminals keep their own selection. Pixels are told as they come where one session has the
 * terminal's upper left corner, as the program asked for them.
 */
export const withMouse = (modes: ScreenModes | null): ScreenModes => {
	const base = modes ?? LIST_MODES;
	if (base.mouseEncoding === 'sgr-pixels') return base;
	return {...base, mouse: base.mouse === 'any' ? 'any' : 'drag', mouseEncoding: 'sgr'};
};
