// How often an agent may be heard: a bucket of tokens for each kind of signal. Pure; the time is an argument.
import type {SignalKind} from './signal.ts';

export type Limit = {
	/** So many at once. */
	readonly burst: number;
	/** One more after each of these. */
	readonly everyMs: number;
};

/** Titles and progress are brought down to their latest value instead. */
export const LIMITS: Readonly<Record<Exclude<SignalKind, 'title' | 'progress'>, Limit>> = {
	bell: {burst: 3, everyMs: 1000},
	notification: {burst: 3, everyMs: 5000},
	clipboard: {burst: 3, everyMs: 2000},
	refused: {burst: 1, everyMs: 60_000},
};

export type Bucket = {readonly tokens: number; readonly at: number};

/** The bucket after one token was taken at `now`; null where there is none. `undefined` is a full one. */
export const takeToken = (bucket: Bucket | undefined, {burst, everyMs}: Limit, now: number): Bucket | null => {
	const gained = bucket === undefined ? burst : Math.max(0, now - bucket.at) / everyMs;
	const tokens = Math.min(burst, (bucket?.tokens ?? 0) + gained);
	return tokens < 1 ? null : {tokens: tokens - 1, at: now};
};
