// What happens to a dialog. Pure.
import type {ControlState} from '../domain/controller.ts';
import {unreachable} from '../domain/unreachable.ts';
import {withoutInfo} from './notices.ts';
import {foundItems} from './palette/found.ts';
import {viewOf} from './view.ts';
import type {Dialog, ViewEvent, ViewState} from './view-state.ts';

export type DialogEvent = Extract<ViewEvent, {type: `dialog-${string}`}>;

const MOST_RECENT = 6;

/** The state after something happened to its dialog; nothing where no such dialog is open. */
export const changeDialog = (state: ViewState, event: DialogEvent, control: ControlState): ViewState => {
	const {dialog} = state;
	switch (event.type) {
		case 'dialog-opened':
			return {...state, dialog: event.dialog, notices: withoutInfo(state.notices)};
		case 'dialog-closed':
			return {...state, dialog: null};
		case 'dialog-chosen':
			return {...state, dialog: null, recent: remembered(state, event.id)};
		case 'dialog-typed':
			return dialog?.kind === 'pick' ? {...state, dialog: {...dialog, query: event.query, index: 0}} : state;
		case 'dialog-moved':
			return dialog?.kind === 'pick' ? {...state, dialog: moved(dialog, event.by, state, control)} : state;
		case 'dialog-pointed':
			return dialog === null ? state : {...state, dialog: pointed(dialog, event.index)};
		case 'dialog-written':
			return dialog?.kind === 'write' ? {...state, dialog: {...dialog, text: event.text, at: event.at}} : state;
		case 'dialog-answer-moved': {
			if (dialog?.kind !== 'confirm') return state;
			const count = dialog.answers.length;
			return {...state, dialog: {...dialog, chosen: (dialog.chosen + event.by + count) % count}};
		}
		default:
			return unreachable(event);
	}
};

const remembered = ({recent, dialog}: ViewState, id: string): readonly string[] =>
	dialog?.kind === 'pick' && dialog.list.of === 'commands'
		? [id, ...recent.filter((one) => one !== id)].slice(0, MOST_RECENT)
		: recent;

const pointed = (dialog: Dialog, index: number): Dialog => {
	if (dialog.kind === 'write') return dialog;
	return dialog.kind === 'pick' ? {...dialog, index} : {...dialog, chosen: Math.min(index, dialog.answers.length - 1)};
};

type Pick = Extract<Dialog, {kind: 'pick'}>;

/** One step past an end goes to the other one; a page or more stops there. */
const moved = (dialog: Pick, by: number, state: ViewState, control: ControlState): Pick => {
	const last = foundItems(viewOf(control, state), dialog).items.length - 1;
	const at = Math.min(dialog.index, Math.max(0, last));
	const wraps = Math.abs(by) === 1 && (at + by < 0 || at + by > last);
	const index = wraps ? (by < 0 ? last : 0) : at + by;
	return {...dialog, index: Math.max(0, Math.min(last, index))};
};
