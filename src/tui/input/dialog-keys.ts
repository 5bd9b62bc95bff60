// Keys while a dialog or the filter line has them. Pure: a key gives an action, or null where it does nothing.
import {filteredList} from '../filters.ts';
import {foundItems} from '../palette/found.ts';
import {submit} from '../people/decide.ts';
import {editText, type WriteDialog} from '../people/write.ts';
import type {View} from '../view.ts';
import type {Action, Answer, Dialog, ViewEvent, ViewState} from '../view-state.ts';
import type {Key} from './keys.ts';
import {editLine} from './line-edit.ts';

const change = (event: ViewEvent): Action => ({do: 'change', event});
const CLOSE = change({type: 'dialog-closed'});

/** What a key does in a dialog: it answers a question, or finds and chooses an entry. */
export const dialogAction = (dialog: Dialog, key: Key, view: View): Action | null => {
	if (key.kind === 'key' && key.name === 'ctrl+c') return {do: 'quit'};
	if (dialog.kind === 'pick') return pickAction(dialog, key, view);
	if (dialog.kind === 'write') return writeAction(dialog, key, view);
	return key.kind === 'paste' ? null : answerAction(dialog, key.name);
};

const writeAction = (dialog: WriteDialog, key: Key, view: View): Action | null => {
	const name = key.kind === 'key' ? key.name : '';
	if (name === 'esc') return CLOSE;
	if (name === 'enter') return submit(dialog, view);
	if (name === 'ctrl+o') return {do: 'edit-text', text: dialog.text};
	const written = editText(dialog, key);
	return written === undefined ? null : change({type: 'dialog-written', ...written});
};

const TURNS: Readonly<Record<string, number>> = {left: -1, up: -1, h: -1, k: -1, right: 1, down: 1, l: 1, j: 1, tab: 1};

const answerAction = (dialog: Extract<Dialog, {kind: 'confirm'}>, name: string): Action | null => {
	const given = dialog.answers.find((answer) => answer.key === name.toLowerCase());
	if (given) return answerOf(given);
	if (name === 'enter') return answerOf(dialog.answers[dialog.chosen]);
	const by = name === 'shift+tab' ? -1 : TURNS[name];
	if (by !== undefined) return change({type: 'dialog-answer-moved', by});
	return name === 'esc' || name === 'q' ? CLOSE : null;
};

const answerOf = (answer: Answer | undefined): Action =>
	answer?.action ? {do: 'choose', id: '', next: answer.action} : CLOSE;

const FAR = 1_000_000_000;
const PAGE = 8;
const STEPS: Readonly<Record<string, number>> = {
	up: -1,
	'ctrl+p': -1,
	'shift+tab': -1,
	down: 1,
	'ctrl+n': 1,
	tab: 1,
	pgup: -PAGE,
	pgdn: PAGE,
	home: -FAR,
	end: FAR,
};

const pickAction = (dialog: Extract<Dialog, {kind: 'pick'}>, key: Key, view: View): Action | null => {
	const name = key.kind === 'key' ? key.name : '';
	const by = STEPS[name];
	if (by !== undefined) return change({type: 'dialog-moved', by});
	if (name === 'esc') return dialog.query === '' ? CLOSE : change({type: 'dialog-typed', query: ''});
	if (name === '?' && dialog.list.of === 'help' && dialog.query === '') return CLOSE;
	if (name === 'enter') {
		const item = foundItems(view, dialog).items[dialog.index]?.item;
		if (item === undefined) return null;
		if (item.action !== null && item.reason === null) return {do: 'choose', id: item.id, next: item.action};
		return item.reason === null ? CLOSE : change({type: 'told', toast: {text: item.reason, tone: 'info'}});
	}
	const query = editLine(dialog.query, key);
	return query === undefined ? null : change({type: 'dialog-typed', query});
};

/** What a key does while the filter is typed; letters and pastes go into it. */
export const filterAction = (state: ViewState, key: Key): Action | null => {
	const name = key.kind === 'key' ? key.name : '';
	if (name === 'ctrl+c') return {do: 'quit'};
	if (name === 'esc') return change({type: 'filter-closed', keep: false});
	if (name === 'enter') return change({type: 'filter-closed', keep: true});
	if (name === 'up' || name === 'down') return change({type: 'moved', by: name === 'up' ? -1 : 1});
	const text = editLine(state.filters[filteredList(state)], key);
	return text === undefined ? null : change({type: 'filter-typed', text});
};
