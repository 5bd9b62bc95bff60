import type {Size} from '../../domain/screen.ts';
import type {Rect} from '../layout.ts';
import type {Line} from '../theme.ts';

export type DialogDrawing = {readonly rect: Rect; readonly lines: readonly Line[]};

/** How wide a dialog is. A small terminal gives it all columns: a rest of frames beside it would only be in the way. */
export const dialogWidth = (widest: number, {cols}: Size): number =>
	cols < NARROW ? cols : Math.min(widest, cols - MARGIN);

const NARROW = 60;
const MARGIN = 6;

/** A rectangle of this size in the middle of the screen, below the header. */
export const centred = (width: number, height: number, size: Size): Rect => ({
	x: Math.floor((size.cols - width) / 2),
	y: Math.max(1, Math.floor((size.rows - height) / 2)),
	width,
	height,
});
