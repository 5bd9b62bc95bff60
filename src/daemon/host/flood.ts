// Tells a flood from output that somebody may read. Pure.

/** Bytes a millisecond: from so many on it is a flood, and below the other it is none any more. */
const FLOOD = 2 * 1024;
const CALM = 1024;
/** The time over which output is averaged. */
const AVERAGE_MS = 100;

/** Follows a session's output; `now` is any clock in milliseconds. */
export const createFloodGauge = () => {
	let recent = 0;
	let last = Number.NEGATIVE_INFINITY;
	const rate = (now: number): number => (recent * Math.exp((last - now) / AVERAGE_MS)) / AVERAGE_MS;
	return {
		note: (length: number, now: number): void => {
			recent = rate(now) * AVERAGE_MS + length;
			last = now;
		},
		/** Milliseconds since the last output. */
		quietFor: (now: number): number => now - last,
		isFlood: (now: number): boolean => rate(now) > FLOOD,
		isCalm: (now: number): boolean => rate(now) < CALM,
	};
};

export type FloodGauge = ReturnType<typeof createFloodGauge>;
