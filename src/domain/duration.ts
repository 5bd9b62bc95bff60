/** `45s`, `3m 5s`, `2h 4m`; whole seconds, negative ones read `0s`. */
export const formatDuration = (seconds: number): string => {
	const total = Math.max(0, Math.floor(seconds));
	if (total < 60) return `${total}s`;
	if (total < 3600) return `${Math.floor(total / 60)}m ${total % 60}s`;
	return `${Math.floor(total / 3600)}h ${Math.floor((total % 3600) / 60)}m`;
};

/** Whole seconds between two ISO times, never negative (clocks are set back; durations are not). */
export const secondsBetween = (from: string, to: string): number => {
	const seconds = Math.floor((Date.parse(to) - Date.parse(from)) / 1000);
	return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
};
