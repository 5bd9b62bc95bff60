// `mosaic approve`, `reject`, `request-changes`, `answer`: what a person says to what waits for one.
import {randomUUID} from 'node:crypto';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import type {RunCommand} from '../domain/run-command.ts';
import type {Context} from './context.ts';
import {askEngine, runOfId} from './engine.ts';

export type DecideCommandOptions = {
	readonly action: 'approve' | 'reject' | 'request-changes';
	readonly id: string;
	readonly comment: string | undefined;
	/** A file with the edited proposal. */
	readonly edit: string | undefined;
	readonly token: string | undefined;
};

/** Decides about a gate; the same token again is the same decision. */
export const decideCommand = async (context: Context, options: DecideCommandOptions): Promise<number> => {
	const {action, id, comment, edit, token} = options;
	const runId = runOfId(id, 'approval');
	const comments = comment === undefined ? [] : [{file: null, line: null, side: null, text: comment}];
	const asked = {by: 'person', token: token ?? randomUUID(), approvalId: id, commit: null, comments};
	const text = edit === undefined ? null : readFileSync(path.resolve(context.cwd, edit), 'utf8');
	const command: RunCommand = action === 'approve' ? {type: action, ...asked, text} : {type: action, ...asked};
	return tell(context, action, id, await askEngine(context, {type: 'of-run', runId, command}));
};

/** Answers an agent's question. */
export const answerCommand = async (
	context: Context,
	{id, answer, token}: {readonly id: string; readonly answer: string; readonly token: string | undefined},
): Promise<number> => {
	const runId = runOfId(id, 'question');
	const command: RunCommand = {type: 'answer', by: 'person', token: token ?? randomUUID(), questionId: id, answer};
	return tell(context, 'answer', id, await askEngine(context, {type: 'of-run', runId, command}));
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
