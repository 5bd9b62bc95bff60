import {expect, test} from 'vitest';
import {createFloodGauge} from '../../../src/daemon/host/flood.ts';
import {createReadAllowance} from '../../../src/daemon/read-allowance.ts';

/** Notes `length` bytes a millisecond from `from` on. */
const print = (gauge: ReturnType<typeof createFloodGauge>, from: number, forMs: number, length: number): void => {
	for (let now = from; now < from + forMs; now++) gauge.note(length, now);
};

test('what a person may read is no flood, and neither is a screen that is drawn at once', () => {
	const gauge = createFloodGauge();
	print(gauge, 0, 3000, 400);
	expect(gauge.isFlood(3000)).toBe(false);
	gauge.note(100_000, 5000);
	expect(gauge.isFlood(5000)).toBe(false);
});

test('a flood is noticed soon, lasts while it is printed, and is over soon after', () => {
	const gauge = createFloodGauge();
	print(gauge, 0, 100, 10_000);
	expect(gauge.isFlood(100)).toBe(true);
	print(gauge, 100, 2000, 10_000);
	expect(gauge.isCalm(2110)).toBe(false);
	expect(gauge.isCalm(2500)).toBe(true);
});

test('a window takes a screen with its history at once, and a flood at a steady rate', () => {
	const allowance = createReadAllowance();
	for (let at = 0; at < 16; at++) expect(allowance.take(65_536, 1000)).toBe(0);
	let now = 1000;
	let taken = 0;
	for (let at = 0; at < 100; at++) {
		now += allowance.take(65_536, now);
		taken += 65_536;
	}
	expect(taken / (now - 1000)).toBeLessThan(3300);
	expect(allowance.take(65_536, now + 10_000)).toBe(0);
});
