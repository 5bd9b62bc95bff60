// What each list is filtered by. Pure.

import type {ControlState} from '../domain/controller.ts';
import type {ListId, Lists} from './lists.ts';
import {listsOf} from './lists.ts';
import type {ViewEvent, ViewState} from './view-state.ts';

export const NO_FILTERS: ViewState['filters'] = {missions: '', tasks: '', sessions: ''};

export type FilterEvent = Extract<ViewEvent, {type: `filter-${string}`}>;

/** The filter of a list; the screen has none of its own, so it takes that of the tasks. */
export const filteredList = ({panel}: Pick<ViewState, 'panel'>): ListId => (panel === 'screen' ? 'tasks' : panel);

/** The state after something happened to a filter: the chosen entry stays where it matches, else the first match is. */
export const changeFilter = (state: ViewState, event: FilterEvent, control: ControlState): ViewState => {
	const list = filteredList(state);
	switch (event.type) {
		case 'filter-opened':
			return {...state, filtering: true, panel: list};
		case 'filter-typed':
			return filtered(state, list, event.text, control);
		case 'filter-closed':
			return {...(event.keep ? state : filtered(state, list, '', control)), filtering: false};
	}
};

const filtered = (state: ViewState, list: ListId, text: string, control: ControlState): ViewState => {
	const next = {...state, filters: {...state.filters, [list]: text}};
	const entries = entriesOf(listsOf(control, next), list);
	const chosen = entries.find(({key}) => key === state[list].key) ?? entries.find(({real}) => real);
	return {...next, [list]: {key: chosen?.key ?? state[list].key, index: 0, top: 0}};
};

type Entry = {readonly key: string; readonly real: boolean};

const entriesOf = (lists: Lists, list: ListId): readonly Entry[] => {
	if (list === 'missions') return lists.missions.map(({key, kind}) => ({key, real: kind === 'mission'}));
	if (list === 'tasks') return lists.rows.map(({key, kind}) => ({key, real: kind === 'task'}));
	return lists.sessions.map(({id}) => ({key: id, real: true}));
};
