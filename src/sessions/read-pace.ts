// How long a session's output may wait in its terminal before it is read. Each read wakes the host and all its viewers,
// and what a program prints in many small writes is seen at the same time anyway. Pure.

/** A silence of this many milliseconds ends a flow; what comes after it is read at once. */
const QUIET_MS = 60;
/** From so many milliseconds of steady flow on, the next read waits so many. */
const STEPS = [
	[5000, 66],
	[2000, 50],
	[500, 33],
	[100, 16],
] as const;
/** What is read in one piece at most (Linux: one page less one byte); after that there may be more. */
const FULL = process.platform === 'linux' ? 4000 : 1000;
/** The system keeps some 60 kB of a terminal's output. A program that prints much is not to be held up by a wait. */
const ROOM = 24 * 1024;
const SHORTEST_WAIT_MS = 8;
/** The time over which the flow is averaged. */
const AVERAGE_MS = 100;

export type ReadPace = {
	/** So many bytes were read just now: how many milliseconds the next read waits, 0 for none. */
	read(length: number, now: number): number;
	/** A person, or the terminal itself, wrote to the program: its answer is to be read at once. */
	written(now: number): void;
};

/** The pace of one terminal. `now` is any clock in milliseconds. */
export const createReadPace = (): ReadPace => {
	let began = Number.NEGATIVE_INFINITY;
	let last = Number.NEGATIVE_INFINITY;
	let waited = 0;
	let recent = 0;
	return {
		read: (length, now) => {
			const passed = now - last;
			if (passed > QUIET_MS + waited) began = now;
			recent = recent * Math.exp(-passed / AVERAGE_MS) + length;
			last = now;
			const step = STEPS.find(([since]) => now - began >= since)?.[1] ?? 0;
			const fits = Math.min(step, ROOM / (recent / AVERAGE_MS));
			waited = length >= FULL || fits < SHORTEST_WAIT_MS ? 0 : fits;
			return waited;
		},
		written: (now) => {
			began = now;
		},
	};
};
