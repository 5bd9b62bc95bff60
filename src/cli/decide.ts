// `mosaic approve`, `reject`, `request-changes`, `answer`: what a person says to what waits for one.
import {randomUUID} from 'node:crypto';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {refuse} from '../domain/errors.ts';
import type {RunCommand} from '../domain/run-command.ts';
import {plainLine, quoted} from '../domain/text.ts';
import {ALLOW, DENY, sessionOfWish} from '../domain/wish.ts';
import type {Context} from './context.ts';
import {askEngine, runOfId} from './engine.ts';
import {commentsFrom} from './line-comments.ts';

export type DecideCommandOptions = {
	readonly action: 'approve' | 'reject' | 'request-changes';
	readonly id: string;
	/** Words about all of it, or `FILE:LINE:TEXT` about a line of the change. */
	readonly comments: readonly string[];
	/** A file with the edited proposal. */
	readonly edit: string | undefined;
	readonly token: string | undefined;
};

/** Decides about a gate; the same token again is the same decision. */
export const decideCommand = async (context: Context, options: DecideCommandOptions): Promise<number> => {
	const {action, id, edit, token} = options;
	if (sessionOfWish(id) !== undefined && action !== 'request-changes')
		return decideLeave(context, {id, allow: action === 'approve', comment: options.comments.join('\n') || undefined});
	const runId = runOfId(id, 'approval');
	const comments = await commentsFrom(context.paths(), runId, options.comments);
	const asked = {by: 'person', token: token ?? randomUUID(), approvalId: id, commit: null, comments};
	const text = edit === undefined ? null : readFileSync(path.resolve(context.cwd, edit), 'utf8');
	const command: RunCommand = action === 'approve' ? {type: action, ...asked, text} : {type: action, ...asked};
	const done = await askEngine(context, {type: 'of-run', runId, command});
	const placed = comments.filter(({file}) => file !== null).map(({file, line}) => `${file}:${line}`);
	if (!context.json && placed.length > 0) context.output.print(`Comments on lines: ${plainLine(placed.join(', '))}.`);
	return tell(context, action, id, done);
};

/** Answers an agent's question. */
export const answerCommand = async (
	context: Context,
	{id, answer, token}: {readonly id: string; readonly answer: string; readonly token: string | undefined},
): Promise<number> => {
	if (sessionOfWish(id) !== undefined)
		return decideLeave(context, {id, allow: allowed(id, answer), comment: undefined});
	const runId = runOfId(id, 'question');
	const command: RunCommand = {type: 'answer', by: 'person', token: token ?? randomUUID(), questionId: id, answer};
	return tell(context, 'answer', id, await askEngine(context, {type: 'of-run', runId, command}));
};

/** An agent asks leave: the answer goes to its session's host, whether or not an engine runs. */
const decideLeave = async (
	context: Context,
	{id, allow, comment}: {readonly id: string; readonly allow: boolean; readonly comment: string | undefined},
): Promise<number> => {
	const {decideWish} = await import('../daemon/decide-wish.ts');
	await decideWish(context.paths(), {id, allow, reason: comment ?? wordOf(allow)});
	return tell(context, 'answer', id, {message: allow ? ALLOW : DENY});
};

const wordOf = (allow: boolean): string => (allow ? 'a person allowed it' : 'a person said no');

const allowed = (id: string, answer: string): boolean => {
	if (answer === ALLOW || answer === DENY) return answer === ALLOW;
	const message = `${id}: ${quoted(answer)} is no option of it. It has: ${quoted(ALLOW)}, ${quoted(DENY)}.`;
	return refuse('usage', 'unknown-option', message);
};

const SAID = {
	approve: 'approved',
	reject: 'rejected',
	'request-changes': 'sent back',
	answer: 'answered',
} as const;

const tell = (
	{json, output}: Context,
	action: keyof typeof SAID,
	id: string,
	{message, value}: {message: string; value?: unknown},
): number => {
	if (json) output.document(action, {id, ...(value as object)});
	else output.print(`${id} is ${SAID[action]}; ${message}.`);
	return 0;
};
