import {expect, test} from 'vitest';
import {createReadPace} from '../../src/sessions/read-pace.ts';

/** Prints `length` bytes every `every` ms for `forMs`; gives the waits, each begun when its read was due. */
const flow = (pace: ReturnType<typeof createReadPace>, from: number, forMs: number, every: number, length: number) => {
	const waits: number[] = [];
	let waiting = 0;
	let gathered = 0;
	for (let now = from; now < from + forMs; now += every) {
		gathered += length;
		if (now < waiting) continue;
		const wait = pace.read(gathered, now);
		gathered = 0;
		waiting = now + wait;
		waits.push(wait);
	}
	return waits;
};

test('what comes after a silence is read at once, and so are the first moments of a flow', () => {
	const pace = createReadPace();
	expect(pace.read(100, 1000)).toBe(0);
	expect(pace.read(100, 5000)).toBe(0);
	expect(flow(pace, 9000, 100, 10, 400)).toEqual(Array(10).fill(0));
});

test('a steady flow is read less and less often, never more than 66 ms apart', () => {
	const waits = flow(createReadPace(), 0, 10_000, 10, 400);
	expect(waits).toEqual([...waits].sort((a, b) => a - b));
	expect(waits.at(-1)).toBe(66);
	expect(waits.length).toBeLessThan(300);
});

test('a key ends the waiting, and the flow is read at once for a while', () => {
	const pace = createReadPace();
	flow(pace, 0, 10_000, 10, 400);
	pace.written(10_000);
	expect(flow(pace, 10_001, 90, 10, 400)).toEqual(Array(9).fill(0));
	expect(flow(pace, 10_091, 3000, 10, 400).at(-1)).toBe(50);
});

test('a program that prints as fast as it can is never kept waiting', () => {
	const pace = createReadPace();
	expect(flow(pace, 0, 5000, 0.1, 3000).every((wait) => wait === 0)).toBe(true);
	expect(pace.read(100, 5003)).toBe(0);
});

test('a piece as long as can be read at once waits for nothing: there may be more', () => {
	const pace = createReadPace();
	flow(pace, 0, 10_000, 10, 400);
	expect(pace.read(4095, 10_050)).toBe(0);
});

test.each([100, 1000, 10_000, 100_000, 1_000_000])('at %i bytes a second no wait fills the terminal', (rate) => {
	const pace = createReadPace();
	const every = 10;
	for (const wait of flow(pace, 0, 10_000, every, (rate / 1000) * every))
		expect((wait * rate) / 1000).toBeLessThan(33_000);
});
