// When a dialog on the screen is whole enough to be read as a wish.

/** Watches one dialog at a time; has a timer only while one settles. `onSettled` is called when one has stood long enough. */
export const createSettling = (onSettled: () => void) => {
	let seen: {readonly text: string; settled: boolean} | null = null;
	let timer: NodeJS.Timeout | undefined;
	const forget = (): void => {
		clearTimeout(timer);
		seen = null;
	};
	return {
		/** Whether this dialog has stood for so many milliseconds; the first look at it begins its time. */
		hasStood: (text: string, forMs: number): boolean => {
			if (seen?.text === text) return seen.settled;
			forget();
			const waited = {text, settled: false};
			seen = waited;
			timer = setTimeout(() => {
				waited.settled = true;
				onSettled();
			}, forMs);
			return false;
		},
		/** No dialog stands that could become a wish. */
		forget,
	};
};
