// Reading the events that a session's agent told in a structured way.
import path from 'node:path';
import * as z from 'zod/mini';
import {Usage} from '../../domain/usage.ts';
import {readRegularFile} from '../../files/regular-file.ts';

/** The file in a session's folder. */
export const agentEventsFile = (sessionDirectory: string): string => path.join(sessionDirectory, 'agent.jsonl');

const Told = z.discriminatedUnion('type', [
	z.object({type: z.literal('usage'), usage: Usage}),
	z.object({type: z.literal('session-id'), id: z.string().check(z.minLength(1), z.maxLength(500))}),
]);

/** What it used, and its own id of the conversation. A line that is torn or of another kind says nothing. */
export const readAgentEvents = (sessionDirectory: string): {usage: Usage[]; conversation: string | null} => {
	const told = linesOf(agentEventsFile(sessionDirectory)).flatMap((line) => {
		if (!/^\{"type":"(?:usage|session-id)"/.test(line)) return [];
		const parsed = Told.safeParse(jsonOf(line));
		return parsed.success ? [parsed.data] : [];
	});
	return {
		usage: told.flatMap((event) => (event.type === 'usage' ? [event.usage] : [])),
		conversation: told.findLast((event) => event.type === 'session-id')?.id ?? null,
	};
};

const linesOf = (file: string): string[] => {
	try {
		return readRegularFile(file)?.toString('utf8').split('\n') ?? [];
	} catch {
		return [];
	}
};

const jsonOf = (line: string): unknown => {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
};
