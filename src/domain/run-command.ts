// What people, scripts and agents ask of a run that is under way or over.
import * as z from 'zod/mini';
import {Comment} from './approval.ts';

const text = z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(20_000));
const optional = z._default(z.nullable(z.string().check(z.maxLength(20_000))), null);
const comments = z._default(z.array(Comment).check(z.maxLength(500)), []);

const asked = {
	/** Who asks, as the record names them. */
	by: z._default(text, 'person'),
	/** The same token again is the same request; with another request it is a conflict (SPEC RE-7). */
	token: z._default(z.nullable(z.string().check(z.minLength(1), z.maxLength(200))), null),
};
const decision = {
	...asked,
	approvalId: text,
	/** The commit the person looked at, where they know it; a decision about another one is refused as stale. */
	commit: optional,
	comments,
};

export const RunCommand = z.discriminatedUnion('type', [
	/** `text` replaces the proposal; later steps read it. */
	z.object({type: z.literal('approve'), ...decision, text: optional}),
	z.object({type: z.literal('request-changes'), ...decision}),
	z.object({type: z.literal('reject'), ...decision}),
	z.object({type: z.literal('answer'), ...asked, questionId: text, answer: text}),
	z.object({
		type: z.literal('ask'),
		...asked,
		sessionId: z._default(z.nullable(z.string()), null),
		question: text,
		options: z._default(z.array(text).check(z.maxLength(20)), []),
	}),
	z.object({
		type: z.literal('follow-up'),
		...asked,
		sessionId: z._default(z.nullable(z.string()), null),
		kind: z.enum(['follow_up', 'question']),
		title: text,
		detail: optional,
		suggestedAction: optional,
	}),
	/** Goes on at the step that failed, keeping what was done. */
	z.object({type: z.literal('retry'), ...asked}),
	/** Goes on at this step, and sets it and all after it back. */
	z.object({type: z.literal('restart'), ...asked, from: text}),
	/** Starts nothing more; what is under way may end. */
	z.object({type: z.literal('pause'), ...asked}),
	z.object({type: z.literal('continue'), ...asked}),
	/** Ends everything; the run is over as cancelled. */
	z.object({type: z.literal('abort'), ...asked, reason: text}),
	/** Ends everything that runs; `continue` or `retry` goes on from there. */
	z.object({type: z.literal('stop'), ...asked}),
]);
export type RunCommand = z.infer<typeof RunCommand>;
