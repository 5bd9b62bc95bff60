// What a key brings forth is on its way to people before this process reads it itself. A viewer that was just woken often
// has to wait until its waker rests: the system thinks that this is about to happen. So it shall be.

/** Long enough for a rest, too short to be noticed. */
const REST_MS = 1;

/** Reads bytes in their order, at once or after a rest. */
export const createLateReading = (read: (bytes: Buffer) => void) => {
	let waiting: Buffer[] = [];
	let timer: NodeJS.Timeout | undefined;
	/** Reads all that waits. */
	const catchUp = (): void => {
		clearTimeout(timer);
		timer = undefined;
		const all = waiting;
		waiting = [];
		for (const bytes of all) read(bytes);
	};
	return {
		put: (bytes: Buffer, late: boolean): void => {
			waiting.push(bytes);
			if (late) timer ??= setTimeout(catchUp, REST_MS);
			else catchUp();
		},
		catchUp,
	};
};
