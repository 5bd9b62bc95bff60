import {expect, test} from 'vitest';
import type {HeardSignal} from '../../../src/domain/controller.ts';
import {DEFAULT_WALL} from '../../../src/domain/wall-policy.ts';
import {answer, closedWall, hear, type WallState, withoutEnded} from '../../../src/tui/wall/wall.ts';

const wish = (sessionId: string, text: string): HeardSignal => ({
	project: '/p',
	sessionId,
	signal: {kind: 'clipboard', text},
});
const all = (state: WallState, heard: readonly HeardSignal[]): WallState =>
	heard.reduce((now, one) => hear(now, one).state, state);
const texts = (heard: readonly HeardSignal[]) => heard.map(({signal}) => 'text' in signal && signal.text);

test('as it comes the clipboard is asked about, and nothing else leaves', () => {
	const wall = closedWall(DEFAULT_WALL);
	for (const signal of [
		{kind: 'title', text: 't'},
		{kind: 'bell'},
		{kind: 'notification', title: null, text: 'n'},
	] as const)
		expect(hear(wall, {project: '/p', sessionId: 's', signal})).toEqual({state: wall, pass: []});
	const asked = hear(wall, wish('s', 'x'));
	expect(asked.pass).toEqual([]);
	expect(asked.state.questions).toHaveLength(1);
});

test('once and no are about one wish, always and never about the session’s others too', () => {
	const asked = all(closedWall(DEFAULT_WALL), [wish('a', '1'), wish('a', '2'), wish('b', '3')]);
	const once = answer(asked, 1, 'once');
	expect(texts(once.pass)).toEqual(['1']);
	expect(once.state.questions.map(({id}) => id)).toEqual([2, 3]);
	expect(answer(once.state, 1, 'once').pass).toEqual([]);
	const always = answer(asked, 1, 'always');
	expect(texts(always.pass)).toEqual(['1', '2']);
	expect(texts(hear(always.state, wish('a', '4')).pass)).toEqual(['4']);
	expect(hear(always.state, wish('b', '5')).pass).toEqual([]);
	const never = answer(asked, 2, 'never');
	expect(never.pass).toEqual([]);
	expect(never.state.questions.map(({id}) => id)).toEqual([3]);
	expect(hear(never.state, wish('a', '6')).state.questions).toHaveLength(1);
});

test('wishes do not pile up, and those of ended sessions go', () => {
	const flood = Array.from({length: 50}, (_, index) => wish(`s${index % 5}`, `${index}`));
	const asked = all(closedWall(DEFAULT_WALL), flood);
	expect(asked.questions).toHaveLength(8);
	expect(withoutEnded(asked, (key) => key.endsWith('s0')).questions).toHaveLength(2);
	expect(withoutEnded(asked, () => true)).toBe(asked);
});
