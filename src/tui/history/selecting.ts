// Selecting and copying, with keys and with the mouse. Pure, but for the lines of the document, which it reads.
import {unreachable} from '../../domain/unreachable.ts';
import {charactersOf} from '../width.ts';
import type {HistoryDocument} from './document.ts';
import {comparePlaces} from './place.ts';
import {lastOutput} from './prompt-lines.ts';
import {NO_PROMPTS, said} from './said.ts';
import {selectedText} from './selection.ts';
import type {Drag, HistoryAction, HistoryState, Step} from './state.ts';
import {lookAt, scrolled, settled} from './view.ts';
import {wordAt} from './words.ts';

type SelectionAction = Extract<
	HistoryAction,
	{do: 'select' | 'other-end' | 'copy' | 'select-output' | 'pressed' | 'dragged' | 'released'}
>;

/** The state after one of the actions that select or copy. */
export const stepSelection = (document: HistoryDocument, state: HistoryState, action: SelectionAction): Step => {
	const {selection, cursor} = state;
	switch (action.do) {
		case 'select':
			if (selection?.kind === action.kind) return {state: {...state, selection: null}};
			return {state: {...state, selection: {kind: action.kind, anchor: selection?.anchor ?? cursor, head: cursor}}};
		case 'other-end':
			return {state: turned(document, state)};
		case 'copy':
			return copy(document, state, action.leave);
		case 'select-output':
			return {state: outputSelected(document, state)};
		case 'pressed':
			return {state: pressed(document, state, action)};
		case 'dragged':
			return {state: state.drag === null ? state : dragged(document, state, state.drag, action)};
		case 'released':
			return released(document, state);
		default:
			return unreachable(action);
	}
};

const turned = (document: HistoryDocument, state: HistoryState): HistoryState => {
	if (state.selection === null) return state;
	const {anchor, head} = state.selection;
	const selection = {...state.selection, anchor: head, head: anchor};
	return lookAt(document, {...state, selection}, {cursor: anchor, goal: anchor.x});
};

const outputSelected = (document: HistoryDocument, state: HistoryState): HistoryState => {
	const output = lastOutput(document, state.cursor.line);
	if (output === null)
		return said(state, document.marks().length === 0 ? NO_PROMPTS : 'No command above has printed anything.');
	const head = {line: output.first, x: 0};
	const selection = {kind: 'line', anchor: {line: output.last, x: 0}, head} as const;
	return lookAt(document, {...state, selection}, {cursor: head, goal: 0});
};

/** Copied with a key, the selection has done its work. */
const copy = (document: HistoryDocument, state: HistoryState, leave: boolean): Step => {
	if (state.selection === null) return {state: said(state, 'Nothing is selected: v selects characters, V lines.')};
	const text = selectedText(document, state.selection);
	if (text === '') return {state: said(state, 'There is no text in the selection.')};
	return {state: {...state, selection: null}, effect: {do: 'copy', text, told: amountOf(text), leave}};
};

/** Copied with the mouse, it stays: a third click takes more of the same. */
const released = (document: HistoryDocument, state: HistoryState): Step => {
	const free = {...state, drag: null};
	if (state.drag === null || state.selection === null) return {state: free};
	const {effect, state: after} = copy(document, free, false);
	return effect === undefined ? {state: after} : {state: free, effect};
};

/** `12 lines`, or `34 characters` of one. */
const amountOf = (text: string): string => {
	const lines = text.split('\n').length;
	if (lines > 1) return `${lines} lines`;
	const characters = text.length > 10_000 ? text.length : [...charactersOf(text)].length;
	return `${characters} character${characters === 1 ? '' : 's'}`;
};

const pressed = (
	document: HistoryDocument,
	state: HistoryState,
	{at, clicks, block}: Extract<HistoryAction, {do: 'pressed'}>,
): HistoryState => {
	const next = settled(document, {...state, cursor: at, goal: at.x});
	const {cursor} = next;
	if (clicks === 1) {
		const grain = block ? 'block' : 'character';
		return {...next, selection: null, drag: {from: cursor, to: cursor, grain, beyond: 0}};
	}
	const grain = clicks === 2 ? 'word' : 'line';
	const {from, to} = grain === 'word' ? wordAt(document, cursor) : {from: cursor, to: cursor};
	const kind = grain === 'word' ? 'character' : 'line';
	return {...next, cursor: to, selection: {kind, anchor: from, head: to}, drag: {from, to, grain, beyond: 0}};
};

/** The selection from what was pressed to the pointer, both whole in the grain of the press. */
const dragged = (
	document: HistoryDocument,
	state: HistoryState,
	drag: Drag,
	{at, beyond}: Extract<HistoryAction, {do: 'dragged'}>,
): HistoryState => {
	const seen = beyond === 0 ? state : scrolled(document, state, beyond);
	const wanted = beyond === 0 ? at : {line: beyond < 0 ? seen.top : seen.top + seen.rows - 1, x: at.x};
	const next = settled(document, {...seen, cursor: wanted, goal: wanted.x, drag: {...drag, beyond}});
	const reach = drag.grain === 'word' ? wordAt(document, next.cursor) : {from: next.cursor, to: next.cursor};
	const backward = comparePlaces(reach.from, drag.from) < 0;
	const anchor = backward ? drag.to : drag.from;
	const head = backward ? reach.from : reach.to;
	const kind = drag.grain === 'word' ? 'character' : drag.grain;
	return {...next, selection: {kind, anchor, head}};
};
