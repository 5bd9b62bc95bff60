// What an action makes of the history's state. Pure, but for the lines of the document, which it reads.
import type {HistoryDocument} from './document.ts';
import {moved} from './motions.ts';
import {promptFrom} from './prompt-lines.ts';
import {NO_PROMPTS, said} from './said.ts';
import {goToHit, promptCancelled, promptDone, promptOpened, promptTyped} from './searching.ts';
import {stepSelection} from './selecting.ts';
import type {HistoryAction, HistoryState, Step} from './state.ts';
import {atBottom, lookAt, scrolled, settled} from './view.ts';

/** The state after an action, and what is to be done outside. */
export const step = (document: HistoryDocument, before: HistoryState, action: HistoryAction): Step => {
	const state = {...settled(document, before), said: null};
	switch (action.do) {
		case 'move':
			return {state: withCursor(document, state, moved(document, state, action.motion, state))};
		case 'scroll':
			return scroll(document, state, action);
		case 'search':
			return {state: promptOpened(state, action.backward)};
		case 'prompt-text':
			return {state: promptTyped(document, state, action.text)};
		case 'prompt-done':
			return {state: promptDone(document, state)};
		case 'prompt-cancelled':
			return {state: promptCancelled(state)};
		case 'next':
			return {state: goToHit(document, state, action.against)};
		case 'prompt-mark':
			return {state: goToPrompt(document, state, action.by)};
		case 'open-transcript':
		case 'refresh':
		case 'leave':
			return {state, effect: action};
		case 'escape':
			return giveUp(state);
		default:
			return stepSelection(document, state, action);
	}
};

/** The cursor's new place; a selection goes along with it. */
const withCursor = (
	document: HistoryDocument,
	state: HistoryState,
	aimed: Pick<HistoryState, 'cursor' | 'goal'>,
): HistoryState => following(lookAt(document, state, aimed));

const following = (state: HistoryState): HistoryState =>
	state.selection === null ? state : {...state, selection: {...state.selection, head: state.cursor}};

const UNITS = {
	row: () => 1,
	half: (rows: number) => Math.ceil(rows / 2),
	page: (rows: number) => Math.max(1, rows - 2),
};

/** Whoever scrolls down to the bottom wants to see what happens there: the mode is left, unless something is selected. */
const scroll = (
	document: HistoryDocument,
	state: HistoryState,
	{by, unit}: Extract<HistoryAction, {do: 'scroll'}>,
): Step => {
	const rows = by * UNITS[unit](state.rows);
	const next = scrolled(document, state, rows);
	if (by > 0 && atBottom(document, next) && state.selection === null) return {state: next, effect: {do: 'leave'}};
	if (unit === 'row') return {state: following(next)};
	const line = next.top === state.top ? state.cursor.line + rows : state.cursor.line + next.top - state.top;
	const within = Math.max(next.top, Math.min(line, next.top + next.rows - 1, document.end - 1));
	return {state: withCursor(document, next, {cursor: {line: within, x: state.cursor.x}, goal: state.goal})};
};

/** Esc gives up one thing after the other: the selection, the hits, then the mode. */
const giveUp = (state: HistoryState): Step => {
	if (state.selection !== null) return {state: {...state, selection: null, drag: null}};
	if (state.search !== null) return {state: {...state, search: null}};
	return {state, effect: {do: 'leave'}};
};

const goToPrompt = (document: HistoryDocument, state: HistoryState, by: -1 | 1): HistoryState => {
	const line = promptFrom(document, state.cursor.line, by);
	if (line !== null) return withCursor(document, state, {cursor: {line, x: 0}, goal: 0});
	if (document.marks().length === 0) return said(state, NO_PROMPTS);
	return said(state, by < 0 ? 'No prompt above.' : 'No prompt below.');
};
