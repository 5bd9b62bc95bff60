// What an agent asks leave for on its own screen, or by a hook of its own. Its session host keeps it and answers it.
import * as z from 'zod/mini';
import {plainLine, shorten} from './text.ts';

export const Wish = z.object({
	/** `sess-003-p1`: a session's wishes are numbered. */
	id: z.string(),
	/** The agent's own name of the tool. */
	tool: z.string(),
	kind: z.enum(['write', 'edit', 'read', 'search', 'shell', 'web', 'agent', 'plan', 'question', 'other']),
	/** Exactly as it would run; null where it is not known whole. */
	command: z.nullable(z.string()),
	/** The file, where it is known whole. */
	path: z.nullable(z.string()),
	/** What it is about, in one line, for people. */
	words: z.string(),
	/** By which way it was asked, and is answered. */
	via: z.enum(['hook', 'screen']),
	/** The rule that found the dialog on the screen; null for a hook. */
	rule: z.nullable(z.string()),
	/** The step and the turn of it that the session works on; empty and 0 in the plain runner. */
	step: z.string(),
	turn: z.int(),
});
export type Wish = z.infer<typeof Wish>;

export const ALLOW = 'Allow';
export const DENY = 'Deny';

/** Why a wish was closed without a decision of mosaic's. */
export const ANSWERED_IN_PANE = 'answered in the pane';

/** The id of a session's wish, by its number from 1: `sess-003-p1`. */
export const wishId = (sessionId: string, number: number): string => `${sessionId}-p${number}`;

/** The session of a wish, by the wish's id; undefined where this is no such id. */
export const sessionOfWish = (id: string): string | undefined => /^(sess-\d+)-p\d+$/.exec(id)?.[1];

/** What a person is asked, in one line. */
export const wishQuestion = ({kind, tool, words}: Pick<Wish, 'kind' | 'tool' | 'words'>): string =>
	`Permission (${kind}): ${plainLine(tool)}${words === '' ? '' : `: ${shorten(plainLine(words), 1500)}`}`;
