// What an event makes of the inbox, the runs and the page of a run. Pure; after each event every choice is valid.
import type {ControlState} from '../../domain/controller.ts';
import {unreachable} from '../../domain/unreachable.ts';
import {keysOf, moveCursor, settleCursor} from '../list-cursor.ts';
import type {ViewState} from '../view-state.ts';
import {pageOfList} from './draw-list.ts';
import {inboxOf, runsOf, sameRun} from './entries.ts';
import {
	type Draft,
	NO_DRAFT,
	type PeopleEvent,
	type PeopleState,
	type Reading,
	type RunRef,
	TABS,
} from './people-state.ts';
import {peopleSeen} from './seen.ts';

/** The state after an event of this room. */
export const reducePeople = (state: ViewState, event: PeopleEvent, control: ControlState): ViewState => {
	const people = change(state, event, control);
	const opens = state.people.place === null && people.place !== null;
	const closes = state.people.place !== null && people.place === null;
	if (opens)
		return {...state, people: {...people, panes: state.panes.open}, panes: {...state.panes, open: false}, dialog: null};
	if (closes) return {...state, people, panes: {...state.panes, open: people.panes && state.panes.tree !== null}};
	return {...state, people};
};

const change = (state: ViewState, event: PeopleEvent, control: ControlState): PeopleState => {
	const {people} = state;
	switch (event.what) {
		case 'opened':
			return {
				...people,
				place: event.place,
				under: null,
				...(event.place === 'inbox' ? {tab: 'gate'} : {tab: 'steps'}),
			};
		case 'run-opened':
			return {...at(people, event.run), place: 'run', under: null, tab: event.tab ?? 'steps'};
		case 'entered':
			return people.place === 'run' || people.place === null || people.run === null
				? people
				: {...people, place: 'run', under: people.place};
		case 'left':
			return people.place === 'run' && people.under !== null
				? {...people, place: people.under, under: null}
				: {...people, place: null, under: null};
		case 'read':
			return sameRun(people.run, event.page) ? {...people, page: event.page} : people;
		case 'tab-moved':
			return {
				...people,
				tab: TABS[(TABS.indexOf(people.tab) + event.by + TABS.length) % TABS.length] ?? 'gate',
				shift: 0,
			};
		case 'tab-chosen':
			return {...people, tab: event.tab, shift: 0};
		case 'shifted':
			return {...people, shift: Math.max(0, people.shift + event.by)};
		case 'decided':
			return passedBy({...people, drafts: without(people.drafts, event.gate)});
		case 'passed-by':
			return passedBy(people);
		case 'commented':
		case 'edited':
			return {...people, drafts: drafted(people, event)};
		default:
			return moved(state, event, control);
	}
};

/** Back to the list, where the next one has taken its place. */
const passedBy = (people: PeopleState): PeopleState =>
	people.place === 'run' && people.under === 'inbox' ? {...people, place: 'inbox', under: null, tab: 'gate'} : people;

const at = (people: PeopleState, run: RunRef | null): PeopleState =>
	sameRun(people.run, run) ? people : {...people, run, page: null, reading: {}, shift: 0};

const drafted = (people: PeopleState, event: Extract<PeopleEvent, {what: 'commented' | 'edited'}>) => {
	const before: Draft = people.drafts[event.gate] ?? NO_DRAFT;
	if (event.what === 'edited') return {...people.drafts, [event.gate]: {...before, text: event.text}};
	const {file, line, side} = event.at;
	const others = before.comments.filter(
		(one) => one.file !== file || one.line !== line || one.side !== side || file === null,
	);
	const comments = event.text.trim() === '' ? others : [...others, {file, line, side, text: event.text}];
	return {...people.drafts, [event.gate]: {...before, comments}};
};

const without = (drafts: PeopleState['drafts'], gate: string): PeopleState['drafts'] =>
	Object.fromEntries(Object.entries(drafts).filter(([key]) => key !== gate));

type Moving = Extract<
	PeopleEvent,
	{what: 'moved' | 'paged' | 'jumped' | 'row-chosen' | 'row-reached' | 'entry-chosen'}
>;

const moved = (state: ViewState, event: Moving, control: ControlState): PeopleState => {
	const {people} = state;
	if (event.what === 'entry-chosen') return inList(state, (cursor) => cursor(event.index, true), control);
	if (people.place !== 'run' && (event.what === 'moved' || event.what === 'paged')) {
		const page = pageOfList(peopleSeen(state, control).layout.list);
		return inList(state, (cursor) => cursor(event.by * (event.what === 'paged' ? page : 1), false), control);
	}
	const {rows, reading, layout} = peopleSeen(state, control);
	const height = layout.rows?.height ?? 1;
	switch (event.what) {
		case 'moved':
			return readAt(people, reading.index + event.by, reading.top);
		case 'paged':
			return readAt(people, reading.index + event.by * height, reading.top + event.by * height);
		case 'row-chosen':
			return readAt(people, event.index, reading.top);
		case 'row-reached':
			return readAt(people, event.index, event.index);
		case 'jumped': {
			const marks = rows.flatMap((row, index) => (row.kind === 'text' && isMark(row.mark, event.to) ? [index] : []));
			const next =
				event.by > 0 ? marks.find((mark) => mark > reading.index) : marks.findLast((mark) => mark < reading.index);
			return next === undefined ? people : readAt(people, next, next);
		}
		default:
			return unreachable(event);
	}
};

const isMark = (mark: 'file' | 'hunk' | undefined, to: 'file' | 'hunk'): boolean => mark === to;

const readAt = (people: PeopleState, index: number, top: number): PeopleState => ({
	...people,
	reading: {...people.reading, [people.tab]: {index, top}},
});

type Cursor = (by: number, absolute: boolean) => PeopleState;

const inList = (state: ViewState, move: (cursor: Cursor) => PeopleState, control: ControlState): PeopleState => {
	const {people} = state;
	const list = people.place === 'runs' || people.under === 'runs' ? 'runs' : 'inbox';
	const keys = keysIn(list, control);
	const page = pageOfList(peopleSeen(state, control).layout.list);
	return move((by, absolute) => {
		const cursor = people[list];
		return {...people, [list]: moveCursor(cursor, absolute ? by - cursor.index : by, keys, page)};
	});
};

const keysIn = (list: 'inbox' | 'runs', control: ControlState) =>
	list === 'inbox' ? keysOf(inboxOf(control), ({key}) => key) : keysOf(runsOf(control), ({id}) => id);

/** Makes every choice valid for the world as it is; the page follows the chosen entry. */
export const settlePeople = (state: ViewState, control: ControlState): ViewState => {
	const {people} = state;
	if (people.place === null) return state;
	const rows = pageOfList(peopleSeen(state, control).layout.list);
	const settled = {
		...people,
		inbox: settleCursor(people.inbox, keysIn('inbox', control), rows),
		runs: settleCursor(people.runs, keysIn('runs', control), rows),
	};
	const followed = following(settled, control);
	const next = {...state, people: followed};
	const seen = peopleSeen(next, control);
	const reading = clamped(seen.reading, seen.rows.length, seen.layout.rows?.height ?? 1);
	const same = reading.index === seen.reading.index && reading.top === seen.reading.top;
	return same ? next : {...next, people: readAt(followed, reading.index, reading.top)};
};

const following = (people: PeopleState, control: ControlState): PeopleState => {
	if (people.place === 'inbox') return at(people, inboxOf(control)[people.inbox.index]?.run ?? null);
	if (people.place !== 'runs') return people;
	const run = runsOf(control)[people.runs.index];
	return at(people, run === undefined || control.selected === null ? null : {project: control.selected, runId: run.id});
};

const clamped = ({index, top}: Reading, count: number, height: number): Reading => {
	const chosen = Math.max(0, Math.min(index, count - 1));
	const highest = Math.max(0, count - height);
	const first = Math.max(chosen - height + 1, Math.min(top, chosen, highest));
	return {index: chosen, top: Math.max(0, first)};
};

/** The lists are wanted again. */
export const withoutPeople = (state: ViewState): ViewState =>
	state.people.place === null ? state : {...state, people: {...state.people, place: null, under: null}};
