// When to look again for what a file event announced. SQLite shows a commit in shared memory, after its last write to a
// file; between the two lies the time that the disk takes, and of the second nobody tells.

/** After an event; the last is as long as a disk may take for one fsync. Without an event there is no timer. */
const AGAIN_MS = [20, 80, 300, 1200, 5000];
/** The look that is taken whether or not there are new events: not every change of the journal's tables is one. */
const THOROUGH = 2;

/**
 * Calls `onChange` at each event, and after it for as long as the journal's last number is still to come. `last` gives
 * that number; `onChange` is called again where it has changed.
 */
export const createLooks = (last: () => number, onChange: () => void) => {
	let timer: NodeJS.Timeout | undefined;
	let told = -1;
	const tell = (): void => {
		// Read first: what comes in between is told once too often, never not at all.
		told = last();
		onChange();
	};
	const again = (index: number): void => {
		const delay = AGAIN_MS[index];
		if (delay === undefined) return;
		timer = setTimeout(() => {
			if (index === THOROUGH || last() !== told) tell();
			again(index + 1);
		}, delay);
	};
	return {
		/** A file was written. */
		event: (): void => {
			clearTimeout(timer);
			tell();
			again(0);
		},
		close: (): void => clearTimeout(timer),
	};
};
