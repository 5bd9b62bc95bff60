// How fast a window reads a session that prints as fast as it can. Nobody reads a flood: what is not taken in time is left
// out by the host, which sends the newest screen instead, so that keys and other windows need not wait. Pure.

/** Bytes that a quiet window may take at once, a screen with its history for one. */
const BURST = 1024 * 1024;
/** Bytes a millisecond, for ever. */
const STEADY = 3 * 1024;

/** `take` notes bytes that were read and gives the milliseconds until more may be. */
export const createReadAllowance = () => {
	let left = BURST;
	let last = Number.NEGATIVE_INFINITY;
	return {
		take: (length: number, now: number): number => {
			left = Math.min(BURST, left + (now - last) * STEADY) - length;
			last = now;
			return left >= 0 ? 0 : -left / STEADY;
		},
	};
};
