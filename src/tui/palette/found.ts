// What a dialog offers after what was typed into it. Pure; kept for the last world and query, as it is asked for often.
import type {View} from '../view.ts';
import type {Dialog} from '../view-state.ts';
import {hasWords} from '../words.ts';
import {fuzzyMatch} from './fuzzy.ts';
import type {Item} from './item.ts';
import {itemsOf} from './items.ts';

export type FoundItem = {readonly item: Item; readonly at: readonly number[]};
export type Found = {readonly items: readonly FoundItem[]; readonly total: number};

type Pick = Extract<Dialog, {kind: 'pick'}>;

/** The entries that match, best first; where nothing is typed, all of them in their own order. */
export const foundItems = (view: View, dialog: Pick): Found => {
	const known = latest.get(view);
	if (known && known.query === dialog.query && known.list === dialog.list) return known.found;
	const items = itemsOf(dialog.list, view);
	const found = {items: search(items, dialog, view.state.recent), total: items.length};
	latest.set(view, {query: dialog.query, list: dialog.list, found});
	return found;
};

const latest = new WeakMap<View, {query: string; list: Pick['list']; found: Found}>();

const search = (items: readonly Item[], {query, list}: Pick, recent: readonly string[]): FoundItem[] => {
	if (query.trim() === '') return items.map((item) => ({item, at: []}));
	if (list.of !== 'commands')
		return items.filter((item) => hasWords(query, searched(item))).map((item) => ({item, at: []}));
	const found = items.flatMap((item) => {
		const match = fuzzyMatch(query, searched(item));
		return match === null ? [] : [{item, at: match.at, score: match.score + bonus(item, recent)}];
	});
	// Sorting is stable, so equals keep their order.
	return found.sort((a, b) => b.score - a.score);
};

/** What was used of late and what can be used now come before their equals. */
const bonus = (item: Item, recent: readonly string[]): number => {
	const place = recent.indexOf(item.id);
	return (place < 0 ? 0 : Math.max(1, 6 - place)) + (item.reason === null ? 2 : 0);
};

/** Help is searched by a key's name and by its group as well. */
const searched = (item: Item): string => `${item.text} ${item.keys.join(' ')} ${item.group}`;
