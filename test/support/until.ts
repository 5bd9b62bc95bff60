import {setTimeout as delay} from 'node:timers/promises';

/** Waits until `probe` gives something other than undefined, null or false; fails with `what` after the deadline. */
export const until = async <T>(
	what: string,
	probe: () => T | Promise<T>,
	deadlineMs = 30_000,
): Promise<Exclude<T, undefined | null | false>> => {
	const end = Date.now() + deadlineMs;
	for (;;) {
		const value = await probe();
		if (value !== undefined && value !== null && value !== false) return value as Exclude<T, undefined | null | false>;
		if (Date.now() > end) throw new Error(`waited ${deadlineMs} ms in vain for: ${what}`);
		await delay(20);
	}
};
