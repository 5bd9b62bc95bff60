import {expect, test} from 'vitest';
import {pendingText, untilNextTick} from '../../src/tui/clock.ts';
import {reduce} from '../../src/tui/reduce.ts';
import {viewOf} from '../../src/tui/view.ts';
import {startState, type ViewEvent} from '../../src/tui/view-state.ts';
import {aMission, aSession, aWorld} from '../support/fake-controller.ts';

const NOW = Date.parse('2026-01-01T12:00:20Z');

/** How long the screen stays as it is after these events, with these sessions. */
const waitAfter = (sessions: ReturnType<typeof aSession>[], now: number, ...events: ViewEvent[]): number | null => {
	const world = aWorld([aMission({project: '/a'}, {sessions})]);
	const state = events.reduce(
		(before, event) => reduce(before, event, world),
		reduce(startState({cols: 80, rows: 24}, NOW), {type: 'world-changed'}, world),
	);
	return untilNextTick(viewOf(world, {...state, now}));
};

const asked: ViewEvent = {type: 'asked', pending: {id: 1, doing: 'starting T1'}};
const told = (tone: 'good' | 'bad'): ViewEvent => ({type: 'told', toast: {text: 'x', tone}});

test('nothing is waited for where nothing runs, also with ended sessions and an error that stays', () => {
	expect(waitAfter([], NOW)).toBeNull();
	expect(waitAfter([aSession({id: 'sess-001', state: 'done'})], NOW, told('bad'))).toBeNull();
});

test('a live session is looked at when its minutes change, a message when its time is over', () => {
	expect(waitAfter([aSession({id: 'sess-001'})], NOW)).toBe(40_000);
	expect(waitAfter([aSession({id: 'sess-001'})], NOW, told('good'))).toBe(4000);
});

test('a command turns after a second, and stops with its answer', () => {
	expect(waitAfter([], NOW, asked)).toBe(1000);
	expect(waitAfter([], NOW + 5000, asked)).toBe(200);
	expect(waitAfter([], NOW, asked, {type: 'answered', id: 1, toast: {text: '', tone: 'good'}})).toBeNull();
	const pending = {id: 1, doing: 'starting T1', since: NOW};
	expect(pendingText(pending, NOW + 900)).toBe('starting T1…');
	expect(pendingText(pending, NOW + 3400)).toMatch(/^[⠀-⣿] starting T1… 3s$/);
});
