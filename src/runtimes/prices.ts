// List prices, for runtimes that tell tokens and no cost. In US dollars for a million tokens, as of November 2026, from
// the model catalogue of pi-ai 0.87.1; longer contexts can cost more. The settings override it (`prices`).
import type {Usage} from '../domain/usage.ts';

export type Price = {
	readonly input: number;
	readonly output: number;
	readonly cacheRead: number;
	readonly cacheWrite: number;
};

const price = (input: number, output: number, cacheRead: number, cacheWrite = 0): Price => ({
	input,
	output,
	cacheRead,
	cacheWrite,
});

const PRICES: Readonly<Record<string, Price>> = {
	'claude-haiku-4-5': price(1, 5, 0.1, 1.25),
	'claude-sonnet-4-5': price(3, 15, 0.3, 3.75),
	'claude-sonnet-4-6': price(3, 15, 0.3, 3.75),
	'claude-sonnet-5': price(2, 10, 0.2, 2.5),
	'claude-opus-4-5': price(5, 25, 0.5, 6.25),
	'claude-opus-4-8': price(5, 25, 0.5, 6.25),
	'claude-opus-5': price(5, 25, 0.5, 6.25),
	'claude-opus-5-5': price(4, 20, 0.2, 5),
	'gpt-5': price(1.25, 10, 0.125),
	'gpt-5-mini': price(0.25, 2, 0.025),
	'gpt-5.1': price(1.25, 10, 0.125),
	'gpt-5.2': price(1.75, 14, 0.175),
	'gpt-5.3-codex': price(1.75, 14, 0.175),
	'gpt-5.4': price(2.5, 15, 0.25),
	'gpt-5.4-mini': price(0.75, 4.5, 0.075),
	'gpt-5.5': price(5, 30, 0.5),
	'gpt-5.6-sol': price(4, 20, 0.4, 5),
	'gpt-5.6-terra': price(2, 12, 0.2, 2.5),
	'gpt-6-sol': price(2, 10, 0.2, 2.5),
	'gpt-6-astra': price(10, 50, 1, 12.5),
	'gemini-2.5-flash': price(0.3, 2.5, 0.03),
	'gemini-2.5-flash-lite': price(0.1, 0.4, 0.01),
	'gemini-2.5-pro': price(1.25, 10, 0.125),
	'gemini-3-flash-preview': price(0.5, 3, 0.05),
	'gemini-3.1-pro-preview': price(2, 12, 0.2),
	'gemini-3.1-flash-lite': price(0.25, 1.5, 0.025),
	'gemini-3.5-flash': price(1.5, 9, 0.15),
	'gemini-3.5-flash-lite': price(0.3, 2.5, 0.03),
	'gemini-3.8-flash': price(0.75, 3.75, 0.075),
};

/** The usage with its cost worked out where the runtime told none; unchanged where no price is known. */
export const priced = (usage: Usage, overrides: Readonly<Record<string, Price>> = {}): Usage => {
	if (usage.costUsd !== null || usage.model === null) return usage;
	const found = priceOf(usage.model, overrides) ?? priceOf(usage.model, PRICES);
	if (found === undefined) return usage;
	const {inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens} = usage;
	const micros =
		inputTokens * found.input +
		outputTokens * found.output +
		cacheReadTokens * found.cacheRead +
		cacheWriteTokens * found.cacheWrite;
	return {...usage, costUsd: micros / 1e6};
};

/** By name; a name with a date at its end or a provider before it is the same model. */
const priceOf = (model: string, prices: Readonly<Record<string, Price>>): Price | undefined => {
	const bare = model.slice(model.lastIndexOf('/') + 1);
	const name = [model, bare, bare.replace(/-\d{8}$/, '')].find((candidate) => Object.hasOwn(prices, candidate));
	return name === undefined ? undefined : prices[name];
};
