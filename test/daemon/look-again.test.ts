import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {createLooks} from '../../src/daemon/look-again.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A journal whose commits are seen later than its files move, and a follower that shows what it sees. */
const journal = () => {
	let seen = 0;
	const shown: number[] = [];
	const looks = createLooks(
		() => seen,
		() => void shown.push(seen),
	);
	return {
		looks,
		shown,
		publish: (seq: number) => {
			seen = seq;
		},
	};
};

test.each([5, 50, 700, 4000])('a commit that is seen %i ms after the last write to a file is told', (delay) => {
	const {looks, shown, publish} = journal();
	looks.event();
	expect(shown).toEqual([0]);
	vi.advanceTimersByTime(delay);
	publish(1);
	vi.advanceTimersByTime(10_000);
	expect(shown.at(-1)).toBe(1);
});

test('a later event begins the looking anew, and at rest there is no timer', () => {
	const {looks, shown, publish} = journal();
	looks.event();
	vi.advanceTimersByTime(6000);
	looks.event();
	vi.advanceTimersByTime(6000);
	publish(2);
	vi.advanceTimersByTime(1000);
	expect(shown.at(-1)).toBe(2);
	expect(vi.getTimerCount()).toBe(0);
});

test('what was closed tells nothing more', () => {
	const {looks, shown, publish} = journal();
	looks.event();
	looks.close();
	publish(1);
	vi.advanceTimersByTime(10_000);
	expect(shown).toEqual([0]);
	expect(vi.getTimerCount()).toBe(0);
});
