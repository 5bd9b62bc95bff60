// What a turn used, as ACP agents tell it.
import type {PromptResponse} from '@agentclientprotocol/sdk/unstable';
import * as z from 'zod/mini';
import type {AgentEvent} from '../../domain/agent-event.ts';
import type {Usage} from '../../domain/usage.ts';

const count = z._default(z.int().check(z.nonnegative()), 0);

/** gemini's own place for it, by model; cached tokens are a part of the input and not told. */
const Quota = z.object({
	quota: z.object({
		model_usage: z.array(
			z.object({model: z.string(), token_count: z.object({input_tokens: count, output_tokens: count})}),
		),
	}),
});

/** The usage that stands in the answer to a prompt; empty where it tells none. */
export const usedIn = ({usage, _meta}: PromptResponse, model: string | null): Partial<Usage>[] => {
	if (usage)
		return [
			{
				model,
				inputTokens: usage.inputTokens,
				outputTokens: usage.outputTokens + (usage.thoughtTokens ?? 0),
				cacheReadTokens: usage.cachedReadTokens ?? 0,
				cacheWriteTokens: usage.cachedWriteTokens ?? 0,
			},
		];
	const quota = Quota.safeParse(_meta);
	if (!quota.success) return [];
	return quota.data.quota.model_usage.map(({model: name, token_count}) => ({
		model: name,
		inputTokens: token_count.input_tokens,
		outputTokens: token_count.output_tokens,
	}));
};

/** `exact` is false where the turn ended without an answer. */
export const usageEvent = (used: Partial<Usage>, exact: boolean): AgentEvent => ({
	type: 'usage',
	exact,
	usage: {
		model: null,
		inputTokens: 0,
		outputTokens: 0,
		cacheReadTokens: 0,
		cacheWriteTokens: 0,
		costUsd: null,
		...used,
	},
});
