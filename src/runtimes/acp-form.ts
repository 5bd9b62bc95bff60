// Runtimes that ask for leave only where they speak the Agent Client Protocol: without their screens they are run by that
// wherever they might have something to ask.
import * as z from 'zod/mini';
import type {Usage} from '../domain/usage.ts';
import type {Launch, LaunchOptions, Permissions} from './adapter.ts';
import {gemini} from './gemini/adapter.ts';
import {opencode} from './opencode/adapter.ts';

export type AcpForm = {
	/** The agent as the client starts it; the prompt is not an argument of it. */
	launch(options: LaunchOptions): Launch;
	/** Whether the model is an argument of it; else the client chooses it among those that the agent offers. */
	readonly choosesModel: boolean;
};

const FORMS: Readonly<Record<string, AcpForm>> = {
	gemini: {
		choosesModel: true,
		launch: (options) => {
			const {argv, ...launch} = gemini.interactive({...options, prompt: null, resume: null});
			const at = argv.indexOf('--session-id');
			return {...launch, argv: [...argv.slice(0, at), '--acp', ...argv.slice(at + 2)]};
		},
	},
	opencode: {
		choosesModel: false,
		launch: (options) => {
			// What it is given of mosaic's tools comes with the protocol.
			const {argv, ...launch} = opencode.interactive({
				...options,
				prompt: null,
				resume: null,
				model: null,
				ownServer: null,
			});
			return {...launch, argv: [...argv, 'acp']};
		},
	},
};

/** The form; undefined where there is none, or nothing would be asked. */
export const acpFormOf = (runtime: string, permissions: Permissions | null): AcpForm | undefined =>
	permissions === 'all' || permissions === 'read' || !Object.hasOwn(FORMS, runtime) ? undefined : FORMS[runtime];

/** The command that tells what a conversation used, where the protocol tells of its last step alone. */
export const usageCommand = (
	runtime: string,
	argv: readonly string[],
	conversation: string,
): readonly string[] | undefined =>
	runtime === 'opencode' && argv.at(-1) === 'acp' ? [...argv.slice(0, -1), 'export', conversation] : undefined;

const count = z._default(z.int().check(z.nonnegative()), 0);
const Exported = z.object({
	messages: z.array(
		z.object({
			info: z.object({
				role: z.string(),
				modelID: z.optional(z.string()),
				providerID: z.optional(z.string()),
				cost: z.optional(z.number().check(z.nonnegative())),
				time: z.object({created: z.number()}),
				tokens: z.optional(
					z.object({
						input: count,
						output: count,
						reasoning: count,
						cache: z._default(z.object({read: count, write: count}), {read: 0, write: 0}),
					}),
				),
			}),
		}),
	),
});

/** What the answers since a time (Unix milliseconds) used, out of what that command prints; undefined where it cannot be read. */
export const exportedUsage = (text: string, since: number): readonly Usage[] | undefined => {
	const parsed = Exported.safeParse(jsonOf(text));
	if (!parsed.success) return undefined;
	return parsed.data.messages.flatMap(({info}) => {
		const {tokens, cost, time, modelID, providerID} = info;
		if (tokens === undefined || time.created < since) return [];
		return {
			model: modelID === undefined ? null : providerID === undefined ? modelID : `${providerID}/${modelID}`,
			inputTokens: tokens.input,
			outputTokens: tokens.output + tokens.reasoning,
			cacheReadTokens: tokens.cache.read,
			cacheWriteTokens: tokens.cache.write,
			costUsd: cost ?? null,
		};
	});
};

const jsonOf = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};
