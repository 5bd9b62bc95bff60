// Keys while a dialog or the filter line has them. Pure: a key gives an action, or null where it does nothing.

import type {Action} from './binding.ts';
import {cellText} from './cells.ts';
import type {Key} from './keys.ts';
import type {Dialog, ViewEvent, ViewState} from './view-state.ts';

const LONGEST_FILTER = 200;
const change = (event: ViewEvent): Action => ({do: 'change', event});

/** What a key does in a dialog: y and n answer a question; the help scrolls and closes. */
export const dialogAction = (dialog: Dialog, key: Key): Action | null => {
	if (key.kind === 'paste') return null;
	if (key.name === 'ctrl+c') return {do: 'quit'};
	if (dialog.kind === 'help') return helpAction(key.name);
	if (key.name === 'y' || key.name === 'Y') return {do: 'ask', command: dialog.command, doing: dialog.doing};
	return key.name === 'n' || key.name === 'N' || key.name === 'esc' || key.name === 'q'
		? change({type: 'dialog-closed'})
		: null;
};

const SCROLL: Readonly<Record<string, number>> = {j: 1, down: 1, k: -1, up: -1, pgdn: 8, pgup: -8, g: -1000, G: 1000};

const helpAction = (name: string): Action | null => {
	const by = SCROLL[name];
	if (by !== undefined) return change({type: 'help-scrolled', by});
	return ['?', 'esc', 'q', 'enter'].includes(name) ? change({type: 'dialog-closed'}) : null;
};

/** What a key does while the filter is typed; letters and pastes go into it. */
export const filterAction = (state: ViewState, key: Key): Action | null => {
	if (key.kind === 'paste') return typed(state.filter + cellText(key.text));
	switch (key.name) {
		case 'ctrl+c':
			return {do: 'quit'};
		case 'esc':
			return change({type: 'filter-closed', keep: false});
		case 'enter':
			return change({type: 'filter-closed', keep: true});
		case 'up':
			return change({type: 'moved', by: -1});
		case 'down':
			return change({type: 'moved', by: 1});
		case 'backspace':
			return typed([...state.filter].slice(0, -1).join(''));
		case 'ctrl+u':
			return typed('');
		default:
			return [...key.name].length === 1 ? typed(state.filter + key.name) : null;
	}
};

const typed = (text: string): Action => change({type: 'filter-typed', text: text.slice(0, LONGEST_FILTER)});
