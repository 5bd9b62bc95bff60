import {filteredList} from '../filters.ts';
import type {ListId} from '../lists.ts';
import {shownKey} from '../settings.ts';
import type {View} from '../view.ts';

/** How many entries a filter leaves, of how many. */
export type Found = {readonly shown: number; readonly total: number};

/** A list's title; with a filter, what was typed and how much of the list it leaves. */
export const listTitle = ({state}: View, list: ListId, name: string, {shown, total}: Found): string => {
	const filter = state.filters[list];
	const typing = state.filtering && filteredList(state) === list;
	if (filter === '' && !typing) return name;
	const clears = typing ? '' : ` (${shownKey(state.settings, 'back')} clears)`;
	return `${name} /${filter}${typing ? '▏' : ''} ${shown} of ${total}${clears}`;
};
