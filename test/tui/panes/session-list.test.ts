// The layout of a list and a preview: what keys, clicks and the terminal's size make of it.
import {describe, expect, test} from 'vitest';
import type {SessionState} from '../../../src/domain/session.ts';
import {paneSessions, refOf} from '../../../src/tui/panes/pane-session.ts';
import {NO_PANES, type PanesEvent, type PanesState} from '../../../src/tui/panes/panes-state.ts';
import {reducePanes} from '../../../src/tui/panes/reduce-panes.ts';
import {panesFrom, rememberedOf} from '../../../src/tui/panes/remembered.ts';
import {areasOf} from '../../../src/tui/panes/session-list.ts';
import {panesIn} from '../../../src/tui/panes/tree.ts';
import {aMission, aSession, aWorld} from '../../support/fake-controller.ts';

const SIZE = {cols: 120, rows: 40};
const area = {x: 0, y: 1, width: 120, height: 38};

const sessionsOf = (states: Readonly<Record<string, SessionState>>) =>
	paneSessions(
		aWorld([
			aMission(
				{project: '/p'},
				{sessions: Object.entries(states).map(([id, state]) => aSession({id, state, taskId: id}))},
			),
		]),
	);

const listed = (states: Readonly<Record<string, SessionState>>, ...events: PanesEvent[]): PanesState => {
	const world = {sessions: sessionsOf(states), area};
	const all: PanesEvent[] = [{what: 'opened', pane: null}, {what: 'laid-out', follow: 'list'}, ...events];
	return all.reduce((state, event) => reducePanes(state, event, world), NO_PANES);
};

const chosen = ({focus}: PanesState) => (focus === null ? null : refOf(focus).sessionId);
const STATES = {a: 'working', b: 'done', c: 'waiting', d: 'working'} as const;

describe('the layout of a list and a preview', () => {
	test('begins with the session that needs a person, and goes through all in the order of need', () => {
		expect(chosen(listed(STATES))).toBe('c');
		const down: PanesEvent = {what: 'focus-moved', to: 'down'};
		const seen = [[], [down], [down, down], [down, down, down], [down, down, down, down]];
		expect(seen.map((events) => chosen(listed(STATES, ...events)))).toEqual(['c', 'a', 'd', 'b', 'b']);
		expect(chosen(listed(STATES, {what: 'focus-passed', by: -1}))).toBe('b');
		expect(chosen(listed(STATES, {what: 'focus-numbered', number: 3}))).toBe('d');
		expect(chosen(listed(STATES, {what: 'focus-moved', to: 'left'}))).toBe('c');
	});

	test('shows one screen, whichever is chosen, and is remembered', () => {
		const state = listed(STATES, {what: 'focus-moved', to: 'down'});
		expect(panesIn(state.tree)).toHaveLength(1);
		expect(panesFrom(JSON.parse(JSON.stringify(rememberedOf(state))))).toEqual(state);
	});

	test('is split into a layout of its own', () => {
		const state = listed(STATES, {what: 'split', axis: 'columns'});
		expect(state.follow).toBeNull();
		expect(panesIn(state.tree)).toHaveLength(2);
	});

	test('gives the whole screen to one that is zoomed, and comes back', () => {
		const zoomed = listed({a: 'working'}, {what: 'zoomed', zoomed: true});
		expect(zoomed.zoomed).toBe(true);
		expect(areasOf(zoomed, SIZE)).toEqual({list: null, panes: area});
	});

	test.each([
		[200, 60],
		[120, 40],
		[80, 24],
		[79, 24],
		[40, 12],
	])('fills %i×%i without a gap, the list at the left or above', (cols, rows) => {
		const {list, panes} = areasOf(listed(STATES), {cols, rows});
		if (list === null) throw new Error('no list');
		const cells = list.width * list.height + panes.width * panes.height;
		expect(cells).toBe(cols * (rows - 2));
		expect(panes.height).toBeGreaterThanOrEqual(5);
		expect(list.height).toBeGreaterThanOrEqual(4);
	});
});
