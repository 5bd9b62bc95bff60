import {drawWrite} from '../people/draw-write.ts';
import type {View} from '../view.ts';
import type {Dialog} from '../view-state.ts';
import type {DialogDrawing} from './centred.ts';
import {drawConfirm} from './confirm.ts';
import {drawPick} from './pick.ts';

/** A dialog in the middle of the screen. */
export const drawDialog = (dialog: Dialog, view: View): DialogDrawing => {
	if (dialog.kind === 'pick') return drawPick(dialog, view);
	return dialog.kind === 'write' ? drawWrite(dialog, view.state.size) : drawConfirm(dialog, view.state.size);
};
