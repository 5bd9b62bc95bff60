// Ends an agent that has gone silent, or that takes too long (SPEC AH-9). One timer, set to the next moment at which
// something can be due; nothing is asked in between.

export type WatchdogOptions = {
	/** When the session began, in milliseconds since 1970; a new engine goes on counting from there. */
	readonly startedAt: number;
	readonly timeoutMs: number;
	/** Null: it may be silent as long as it likes. */
	readonly inactivityMs: number | null;
	/** When it last wrote something, in milliseconds since 1970. */
	readonly lastActivity: () => number;
	/** Whether it waits for a person: that time is the person's. */
	readonly isWaiting: () => boolean;
	readonly onTrip: (cause: 'inactivity-timeout' | 'max-duration') => void;
	readonly now?: () => number;
};

/** Timers take no longer delays than this (2^31 ms). */
const LONGEST_MS = 2_000_000_000;

/** What is due now, or when to look again. Pure. */
const judgeSilence = (
	{startedAt, timeoutMs, inactivityMs}: Pick<WatchdogOptions, 'startedAt' | 'timeoutMs' | 'inactivityMs'>,
	at: {readonly now: number; readonly lastActivity: number; readonly waitedMs: number},
): {readonly due: 'inactivity-timeout' | 'max-duration'} | {readonly inMs: number} => {
	const toEnd = startedAt + timeoutMs + at.waitedMs - at.now;
	if (toEnd <= 0) return {due: 'max-duration'};
	if (inactivityMs === null) return {inMs: toEnd};
	const toSilence = Math.max(at.lastActivity, startedAt) + inactivityMs - at.now;
	return toSilence <= 0 ? {due: 'inactivity-timeout'} : {inMs: Math.min(toEnd, toSilence)};
};

/** Watches until it trips once, or is ended by the function it gives. */
export const startWatchdog = (options: WatchdogOptions): (() => void) => {
	const clock = options.now ?? Date.now;
	let timer: NodeJS.Timeout | undefined;
	let waitedMs = 0;
	const look = (): void => {
		const verdict = judgeSilence(options, {now: clock(), lastActivity: options.lastActivity(), waitedMs});
		if ('inMs' in verdict) {
			timer = setTimeout(look, Math.min(verdict.inMs, LONGEST_MS));
			return;
		}
		if (!options.isWaiting()) return options.onTrip(verdict.due);
		const grant = options.inactivityMs ?? options.timeoutMs;
		waitedMs += grant;
		timer = setTimeout(look, Math.min(grant, LONGEST_MS));
	};
	look();
	return () => clearTimeout(timer);
};
