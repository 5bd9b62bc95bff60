import type {View} from '../view.ts';
import type {Dialog} from '../view-state.ts';
import type {DialogDrawing} from './centred.ts';
import {drawConfirm} from './confirm.ts';
import {drawPick} from './pick.ts';

/** A dialog in the middle of the screen. */
export const drawDialog = (dialog: Dialog, view: View): DialogDrawing =>
	dialog.kind === 'pick' ? drawPick(dialog, view) : drawConfirm(dialog, view.state.size);
