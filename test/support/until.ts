import {setTimeout as delay} from 'node:timers/promises';

/** Between two looks: a look that starts a program of its own takes no more than a quarter of the time from what it waits for. */
const pauseAfter = (tookMs: number): number => Math.min(300, Math.max(20, 3 * tookMs));

/** Waits until `probe` gives something other than undefined, null or false; fails with `what` after the deadline. */
export const until = async <T>(
	what: string,
	probe: () => T | Promise<T>,
	deadlineMs = 30_000,
): Promise<Exclude<T, undefined | null | false>> => {
	const end = Date.now() + deadlineMs;
	for (;;) {
		const begun = performance.now();
		const value = await probe();
		if (value !== undefined && value !== null && value !== false) return value as Exclude<T, undefined | null | false>;
		if (Date.now() > end) throw new Error(`waited ${deadlineMs} ms in vain for: ${what}`);
		await delay(pauseAfter(performance.now() - begun));
	}
};
