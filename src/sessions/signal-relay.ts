// Between an agent that signals as fast as it can and the people who are told: rates, and latest values only.
import type {ScreenSignal} from '../domain/signal.ts';
import {type Bucket, LIMITS, takeToken} from '../domain/signal-limit.ts';

export type RelayOptions = {
	readonly tell: (signal: ScreenSignal) => void;
	readonly now: () => number;
};

/** A title or progress that changes all the time is told this often. */
const LATEST_MS = 500;
// Spinners that agents put before their titles: without them a title that only turns is the same title.
const SPINNER = /^[\u2800-\u28ff◐◑◒◓◜◝◞◟✢✳✶✻✽·∗*|/\\-]\s+/u;

/** Tells what the limits allow. Its timer runs only while a value waits to be told. */
export const createSignalRelay = ({tell, now}: RelayOptions) => {
	const buckets = new Map<string, Bucket>();
	const waiting = new Map<string, ScreenSignal>();
	const told = new Map<string, string>();
	let timer: NodeJS.Timeout | undefined;
	let last = Number.NEGATIVE_INFINITY;
	const flush = (): void => {
		timer = undefined;
		const signals = [...waiting.values()];
		waiting.clear();
		for (const signal of signals) {
			const value = JSON.stringify(signal);
			if (told.get(signal.kind) === value) continue;
			told.set(signal.kind, value);
			last = now();
			tell(signal);
		}
	};
	const latest = (signal: ScreenSignal): void => {
		waiting.set(signal.kind, signal);
		const wait = last + LATEST_MS - now();
		if (wait <= 0) flush();
		else timer ??= setTimeout(flush, wait).unref();
	};
	return {
		hear: (signal: ScreenSignal): void => {
			if (signal.kind === 'title') return latest({...signal, text: signal.text.replace(SPINNER, '')});
			if (signal.kind === 'progress') return latest(signal);
			const bucket = takeToken(buckets.get(signal.kind), LIMITS[signal.kind], now());
			if (bucket === null) return;
			buckets.set(signal.kind, bucket);
			tell(signal);
		},
		close: (): void => clearTimeout(timer),
	};
};
