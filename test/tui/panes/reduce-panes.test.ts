import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {SessionState} from '../../../src/domain/session.ts';
import {paneArea} from '../../../src/tui/layout.ts';
import {FOLLOW_LAYOUTS, slotsIn} from '../../../src/tui/panes/follow.ts';
import {type PaneSession, paneSessions, refOf} from '../../../src/tui/panes/pane-session.ts';
import {NO_PANES, type PanesEvent, type PanesState} from '../../../src/tui/panes/panes-state.ts';
import {reducePanes} from '../../../src/tui/panes/reduce-panes.ts';
import {panesFrom, rememberedOf} from '../../../src/tui/panes/remembered.ts';
import {panesIn} from '../../../src/tui/panes/tree.ts';
import {aMission, aSession, aWorld} from '../../support/fake-controller.ts';

const AREA = paneArea({cols: 200, rows: 60});

/** Sessions `a`, `b`, … of one mission in these states; the task of each is its own name. */
const sessionsOf = (states: Readonly<Record<string, SessionState>>): readonly PaneSession[] =>
	paneSessions(
		aWorld([
			aMission(
				{project: '/p'},
				{sessions: Object.entries(states).map(([id, state]) => aSession({id, state, taskId: `T-${id}`}))},
			),
		]),
	);

const keyOf = (id: string): string => `/p\0${id}`;
const idsOf = (state: PanesState): string[] => panesIn(state.tree).map((key) => refOf(key).sessionId);
const having = (state: PanesState, sessions: readonly PaneSession[], ...events: PanesEvent[]): PanesState =>
	events.reduce((now, event) => reducePanes(now, event, {sessions, area: AREA}), state);
const settled = (state: PanesState, sessions: readonly PaneSession[]) =>
	having(state, sessions, {what: 'zoomed', zoomed: false});
const opened = (sessions: readonly PaneSession[], pane: string | null = null) =>
	having(NO_PANES, sessions, {what: 'opened', pane: pane === null ? null : keyOf(pane)});

describe('a layout that follows', () => {
	const four: PanesEvent = {what: 'laid-out', follow: 'four'};

	test('shows those first that need a person, and not those that have ended', () => {
		const state = opened(sessionsOf({a: 'working', b: 'done', c: 'waiting', d: 'working'}));
		expect(idsOf(state)).toEqual(['c', 'a', 'd']);
	});

	test('leaves everybody in their place when one ends, and gives the place to the next that starts', () => {
		const before = opened(sessionsOf({a: 'working', b: 'working'}));
		const ended = settled(before, sessionsOf({a: 'done', b: 'working'}));
		expect(idsOf(ended)).toEqual(['a', 'b']);
		const full = having(
			ended,
			sessionsOf({a: 'done', b: 'working'}),
			{what: 'focused', pane: keyOf('b')},
			{what: 'laid-out', follow: 'two'},
		);
		expect(idsOf(settled(full, sessionsOf({c: 'working', a: 'done', b: 'working'})))).toEqual(['c', 'b']);
	});

	test('one that waits takes the place of one that does not, but never that of the focused one', () => {
		const states = {a: 'working', b: 'working', c: 'working', d: 'working', e: 'working'} as const;
		const state = having(opened(sessionsOf(states)), sessionsOf(states), four, {what: 'focused', pane: keyOf('d')});
		expect(idsOf(state)).toEqual(['a', 'b', 'c', 'd']);
		expect(idsOf(settled(state, sessionsOf({...states, e: 'waiting'})))).toEqual(['a', 'b', 'e', 'd']);
	});

	test('the pane of a task that was resumed goes on with its next session', () => {
		const before = opened(sessionsOf({a: 'working', b: 'working'}), 'a');
		const crashed = {
			session: aSession({id: 'a', taskId: 'T-a', state: 'crashed'}),
			again: aSession({id: 'c', taskId: 'T-a'}),
		};
		const world = aWorld([
			aMission({project: '/p'}, {sessions: [crashed.again, aSession({id: 'b', taskId: 'T-b'}), crashed.session]}),
		]);
		const state = settled(before, paneSessions(world));
		expect(idsOf(state).toSorted()).toEqual(['b', 'c']);
		expect(state.focus).toBe(keyOf('c'));
	});

	test('whoever changes it by hand has a layout of their own, which nothing fills', () => {
		const sessions = sessionsOf({a: 'working', b: 'working', c: 'working'});
		const own = having(opened(sessions), sessions, {what: 'view-closed'});
		expect(own.follow).toBeNull();
		expect(idsOf(settled(own, sessions))).toEqual(['b', 'c']);
		expect(idsOf(having(own, sessions, {what: 'laid-out', follow: 'grid'}))).toEqual(['b', 'c', 'a']);
	});
});

test('closing the last view goes back to the lists; opening again begins with a grid', () => {
	const sessions = sessionsOf({a: 'working'});
	const closed = having(opened(sessions), sessions, {what: 'view-closed'});
	expect(closed).toMatchObject({open: false, tree: null, focus: null});
	expect(idsOf(having(closed, sessions, {what: 'opened', pane: null}))).toEqual(['a']);
});

test('a session that is opened from the lists has a pane and the focus, also where all places are taken', () => {
	const states = Object.fromEntries('abcdef'.split('').map((id) => [id, 'working' as const]));
	const sessions = sessionsOf(states);
	const state = having(
		opened(sessions),
		sessions,
		{what: 'laid-out', follow: 'four'},
		{what: 'opened', pane: keyOf('f')},
	);
	expect(state.focus).toBe(keyOf('f'));
	expect(idsOf(state)).toHaveLength(4);
});

const letters = 'abcdefgh'.split('');
const worlds = fc.dictionary(
	fc.constantFrom(...letters),
	fc.constantFrom<SessionState>('working', 'waiting', 'idle', 'done', 'crashed'),
	{noNullPrototype: true},
);
const events: fc.Arbitrary<PanesEvent> = fc.oneof(
	fc.constantFrom(null, ...letters).map((id): PanesEvent => ({what: 'opened', pane: id === null ? null : keyOf(id)})),
	fc.constantFrom<PanesEvent>(
		{what: 'closed'},
		{what: 'view-closed'},
		{what: 'evened'},
		{what: 'split', axis: 'columns'},
		{what: 'split', axis: 'rows'},
		{what: 'rotated', by: 1},
		{what: 'rotated', by: -1},
		{what: 'session-changed', by: 1},
		{what: 'focus-passed', by: 1},
		{what: 'focus-numbered', number: 3},
		{what: 'focus-moved', to: 'right'},
		{what: 'swapped', to: 'down'},
		{what: 'zoomed', zoomed: true},
	),
	fc.constantFrom(...letters).map((id): PanesEvent => ({what: 'focused', pane: keyOf(id)})),
	fc.constantFrom(...FOLLOW_LAYOUTS).map((follow): PanesEvent => ({what: 'laid-out', follow})),
	fc.integer({min: -20, max: 20}).map((by): PanesEvent => ({what: 'resized', axis: 'columns', by})),
);
const areas = fc.record({
	x: fc.constant(0),
	y: fc.constant(1),
	width: fc.integer({min: 40, max: 250}),
	height: fc.integer({min: 10, max: 78}),
});

test('whatever happens: each pane is a known session, none is there twice, the focus is one of them, and what is kept is read again', () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(fc.option(worlds, {freq: 3}), areas, events), {maxLength: 30}), (steps) => {
			let sessions = sessionsOf({a: 'working', b: 'working', c: 'waiting'});
			let state: PanesState = NO_PANES;
			for (const [next, area, event] of steps) {
				sessions = next === null ? sessions : sessionsOf(next);
				state = reducePanes(state, event, {sessions, area});
				expect(panesFrom(JSON.parse(JSON.stringify(rememberedOf(state))))).toEqual(state);
				if (!state.open) continue;
				const panes = panesIn(state.tree);
				expect(new Set(panes).size).toBe(panes.length);
				expect(panes.every((key) => sessions.some((one) => one.key === key))).toBe(true);
				expect(panes).toContain(state.focus);
				if (state.follow !== null) expect(panes.length).toBeLessThanOrEqual(slotsIn(state.follow, area));
			}
		}),
		{numRuns: 300},
	);
});

test('what is no layout is not taken for one', () => {
	const leaf = {project: '/p', session: 'a'};
	const panes = {open: true, follow: null, zoomed: false, focus: leaf};
	const twice = {axis: 'rows', ratio: 0.5, first: leaf, second: leaf};
	for (const value of [
		null,
		7,
		{},
		{...panes, tree: twice},
		{...panes, tree: {...twice, ratio: 2}},
		{...panes, follow: 'all', tree: leaf},
	])
		expect(panesFrom(value)).toBeUndefined();
	let deep: unknown = leaf;
	for (let depth = 0; depth < 50_000; depth++) deep = {axis: 'rows', ratio: 0.5, first: leaf, second: deep};
	expect(panesFrom({...panes, tree: deep})).toBeUndefined();
});
