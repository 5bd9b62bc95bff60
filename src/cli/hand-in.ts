// `mosaic result`: for agents, inside a session.
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {handIn, jsonOf} from '../agent/result.ts';
import {agentSession} from '../agent/session.ts';
import type {Context} from './context.ts';

export type ResultCommandOptions = {
	/** Undefined or `-`: standard input. */
	readonly file: string | undefined;
};

/** Takes the answer of a step. Invalid (exit 5) with the field named; handing in again replaces what was there. */
export const resultCommand = async (context: Context, {file}: ResultCommandOptions): Promise<number> => {
	const caller = agentSession(context.env);
	const text =
		file === undefined || file === '-'
			? await readInput(context.stdin)
			: readFileSync(path.resolve(context.cwd, file), 'utf8');
	handIn(caller, jsonOf(text), context.env);
	if (context.json) context.output.document('result', {accepted: true});
	else context.output.print('The result is handed in. End now.');
	return 0;
};

const readInput = async (stream: NodeJS.ReadStream): Promise<string> => {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer));
	return Buffer.concat(chunks).toString('utf8');
};
