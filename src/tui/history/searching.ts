// The search of the history: a pattern is typed and shows its first hit, n and N go on from there.
import type {HistoryDocument} from './document.ts';
import {comparePlaces} from './place.ts';
import {said} from './said.ts';
import {compilePattern, findHits, MOST_HITS, nextHit} from './search.ts';
import type {HistoryState, Search} from './state.ts';
import {lookAt, settled} from './view.ts';

/** The line for a pattern is opened. */
export const promptOpened = (state: HistoryState, backward: boolean): HistoryState => {
	const {top, cursor, goal, search} = state;
	return {...state, prompt: {text: '', backward, error: null, from: {top, cursor, goal, search}}};
};

/** Another pattern: the hit that is nearest to where the search began is shown at once. */
export const promptTyped = (document: HistoryDocument, state: HistoryState, text: string): HistoryState => {
	const {prompt} = state;
	if (prompt === null) return state;
	const back = {...state, ...prompt.from};
	if (text === '') return {...back, search: null, prompt: {...prompt, text, error: null}};
	const search = searchFor(document, text, prompt.backward);
	if ('error' in search) return {...back, search: null, prompt: {...prompt, text, error: search.error}};
	const shown = showHit(document, {...back, search}, prompt.backward);
	return {...shown, said: null, prompt: {...prompt, text, error: search.hits.length === 0 ? 'no match' : null}};
};

/** The pattern stands; an empty one is the last one again. */
export const promptDone = (document: HistoryDocument, state: HistoryState): HistoryState => {
	const {prompt} = state;
	if (prompt === null) return state;
	const closed = {...state, prompt: null};
	if (prompt.text === '') {
		const last = prompt.from.search;
		if (last === null) return closed;
		return showHit(document, {...closed, search: {...last, backward: prompt.backward}}, prompt.backward);
	}
	if (prompt.error !== null && prompt.error !== 'no match')
		return said(promptCancelled(state), `${prompt.text}: ${prompt.error}`);
	if (state.search === null || state.search.hits.length === 0)
		return said({...closed, search: prompt.from.search}, `No match for ${prompt.text}.`);
	const {cursor} = prompt.from;
	const wrapped = prompt.backward === comparePlaces(cursor, state.cursor) < 0;
	const followed = withSelection(closed);
	return wrapped ? wentRound(followed, prompt.backward) : followed;
};

/** Esc: all is as it was before. */
export const promptCancelled = (state: HistoryState): HistoryState =>
	state.prompt === null ? state : {...state, ...state.prompt.from, prompt: null};

/** The next hit in the direction of the search, or against it. */
export const goToHit = (document: HistoryDocument, state: HistoryState, against: boolean): HistoryState => {
	if (state.search === null) return said(state, 'Nothing was searched for yet: / searches.');
	const kept = state.search.hits.filter((hit) => hit.from.line >= document.first);
	const search = kept.length === state.search.hits.length ? state.search : {...state.search, hits: kept};
	return showHit(document, {...state, search}, search.backward !== against);
};

/** The same pattern in other lines; the hit under the cursor stays the chosen one. */
export const searchedAgain = (document: HistoryDocument, state: HistoryState): HistoryState => {
	if (state.search === null) return settled(document, state);
	const {pattern, backward} = state.search;
	const search = searchFor(document, pattern, backward);
	if ('error' in search) return settled(document, {...state, search: null});
	const current = search.hits.findIndex((hit) => comparePlaces(hit.from, state.cursor) === 0);
	return settled(document, {...state, search: {...search, current}});
};

const searchFor = (document: HistoryDocument, text: string, backward: boolean): Search | {error: string} => {
	const pattern = compilePattern(text);
	if (!pattern.ok) return pattern;
	const found = findHits(document, pattern);
	return found.ok ? {pattern: text, backward, hits: found.hits, current: -1} : found;
};

const showHit = (
	document: HistoryDocument,
	state: HistoryState & {search: Search | null},
	backward: boolean,
): HistoryState => {
	const {search} = state;
	if (search === null) return state;
	const next = nextHit(search.hits, state.cursor, backward);
	const hit = next && search.hits[next.at];
	if (next === null || hit === undefined || hit === null) return said(state, `No match for ${search.pattern}.`);
	const shown = lookAt(
		document,
		{...state, search: {...search, current: next.at}},
		{cursor: hit.from, goal: hit.from.x},
	);
	return next.wrapped ? wentRound(withSelection(shown), backward) : withSelection(shown);
};

const withSelection = (state: HistoryState): HistoryState =>
	state.selection === null ? state : {...state, selection: {...state.selection, head: state.cursor}};

const wentRound = (state: HistoryState, backward: boolean): HistoryState =>
	said(state, backward ? 'The search went on from the bottom.' : 'The search went on from the top.', false);

/** `3/17`, `17+` where there are too many to count; empty without a search. */
export const hitCount = (search: Search | null): string => {
	if (search === null || search.hits.length === 0) return '';
	const all = search.hits.length >= MOST_HITS ? `${MOST_HITS}+` : String(search.hits.length);
	return search.current < 0 ? all : `${search.current + 1}/${all}`;
};
