// Why a session is said to be in its state, for people and for scripts.
import type {Session} from '../../domain/session.ts';
import {sourceWords} from '../../domain/session-evidence.ts';
import {quoted} from '../../domain/text.ts';

/** The evidence as scripts read it. */
export const whyDocument = ({evidence, why, message, startedAt}: Session) => ({
	why: {source: evidence, rule: why?.rule ?? null, seen: why?.seen ?? null, message, since: why?.since ?? startedAt},
});

/** The evidence in lines. */
export const whyLines = ({id, taskId, state, evidence, message, why, startedAt}: Session): string[] => [
	`${id}  ${taskId}  ${state} since ${why?.since ?? startedAt}`,
	`  by ${sourceWords(evidence)}${why?.rule ? `, rule ${quoted(why.rule)}` : ''}`,
	...(why?.seen ? [`  seen: ${quoted(why.seen)}`] : []),
	...(message === null ? [] : [`  says: ${quoted(message)}`]),
];
