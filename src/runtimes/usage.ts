// Usage is counted the same for all: input without what came from a cache or went into one, and only what is new since
// the last count.
import type {Usage} from '../domain/usage.ts';

type Counts = Omit<Usage, 'model'>;

const ZERO: Counts = {inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, costUsd: null};

/** Counts of a service that reports cached tokens as a part of the input. */
export const withoutCached = ({model, input, cached, written, output}: RawUsage): Usage => ({
	model,
	inputTokens: Math.max(0, input - cached - written),
	outputTokens: output,
	cacheReadTokens: Math.min(cached, input),
	cacheWriteTokens: written,
	costUsd: null,
});

export type RawUsage = {
	readonly model: string | null;
	/** All of it, cached or not. */
	readonly input: number;
	readonly cached: number;
	readonly written: number;
	readonly output: number;
};

/** What was used since, by a counter that goes on over a resumed session. Never below zero: a counter may start anew. */
export const since = (total: Usage, before: Counts = ZERO): Usage => {
	const restarted = total.outputTokens < before.outputTokens || total.inputTokens < before.inputTokens;
	const base = restarted ? ZERO : before;
	const rest = (key: 'inputTokens' | 'outputTokens' | 'cacheReadTokens' | 'cacheWriteTokens') =>
		Math.max(0, total[key] - base[key]);
	return {
		model: total.model,
		inputTokens: rest('inputTokens'),
		outputTokens: rest('outputTokens'),
		cacheReadTokens: rest('cacheReadTokens'),
		cacheWriteTokens: rest('cacheWriteTokens'),
		costUsd: total.costUsd === null ? null : Math.max(0, total.costUsd - (base.costUsd ?? 0)),
	};
};

/** Whether anything was used at all. */
export const isUsed = ({inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens}: Counts): boolean =>
	inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens > 0;
