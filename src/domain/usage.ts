import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());

/** What one agent turn used up, as its runtime reports it. */
export const Usage = z.object({
	model: z.nullable(z.string()),
	inputTokens: count,
	outputTokens: count,
	cacheReadTokens: count,
	cacheWriteTokens: count,
	/** In US dollars; null where the runtime does not say, or a subscription pays. */
	costUsd: z.nullable(z.number().check(z.nonnegative())),
});
export type Usage = z.infer<typeof Usage>;

/** The sum of some usages; no cost where none was known. */
export const sumUsage = (usages: readonly Usage[]): Omit<Usage, 'model'> => {
	const total = (key: 'inputTokens' | 'outputTokens' | 'cacheReadTokens' | 'cacheWriteTokens') =>
		usages.reduce((sum, usage) => sum + usage[key], 0);
	const costs = usages.flatMap((usage) => usage.costUsd ?? []);
	return {
		inputTokens: total('inputTokens'),
		outputTokens: total('outputTokens'),
		cacheReadTokens: total('cacheReadTokens'),
		cacheWriteTokens: total('cacheWriteTokens'),
		costUsd: costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0),
	};
};
