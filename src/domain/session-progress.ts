// How far the agent of a session is, as its stream of events tells (SPEC AH-12). Kept in the journal, shown everywhere.
import * as z from 'zod/mini';
import type {AgentProgress} from './agent-progress.ts';
import {todoCount} from './agent-progress.ts';
import {plainLine, shorten} from './text.ts';
import {sumUsage} from './usage.ts';

const count = z.int().check(z.nonnegative());

export const SessionProgress = z.object({
	phase: z.enum(['starting', 'thinking', 'talking', 'tool', 'waiting', 'retrying', 'ended']),
	/** The agent's own list of what is to do; null where it keeps none. */
	todo: z.nullable(z.object({done: count, total: count, now: z.nullable(z.string().check(z.maxLength(200)))})),
	/** Input and output, cached input too. */
	tokens: count,
	costUsd: z.nullable(z.number().check(z.nonnegative())),
	/** The tool called last, with what it was about. */
	lastTool: z.nullable(z.string().check(z.maxLength(200))),
	filesChanged: count,
	/** The runtime's own id of the session, by which it can be gone on with. */
	nativeId: z.nullable(z.string().check(z.maxLength(200))),
	/** A person took it over: it is theirs to end. */
	takenOver: z._default(z.boolean(), false),
	/** False where no screen of its own can go on with its conversation; left out where one can. */
	handsOver: z.optional(z.boolean()),
});
export type SessionProgress = z.infer<typeof SessionProgress>;

const line = (text: string): string => shorten(plainLine(text), 200);

/** The part of an agent's progress that is kept. */
export const sessionProgress = (progress: AgentProgress): SessionProgress => {
	const {phase, todo, usage, lastTool, filesChanged, sessionId} = progress;
	const {inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, costUsd} = sumUsage(usage);
	const active = todo.find(({state}) => state === 'active');
	return {
		phase,
		todo: todo.length === 0 ? null : {...todoCount(todo), now: active ? line(active.text) : null},
		tokens: inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens,
		costUsd,
		lastTool: lastTool && line(`${lastTool.tool} ${lastTool.subject ?? ''}`),
		filesChanged: filesChanged.length,
		nativeId: sessionId === null ? null : line(sessionId),
		takenOver: false,
	};
};

/** The progress in a few words: `3/7 Write the tests · Bash npm test`. */
export const progressWords = ({todo, lastTool, phase}: SessionProgress): string => {
	const list = todo && `${todo.done}/${todo.total}${todo.now === null ? '' : ` ${todo.now}`}`;
	return [list, lastTool ?? phase].filter(Boolean).join(' · ');
};
