// `mosaic result`: for agents, inside a session. What is handed in is checked at once, so that the agent itself can mend it.
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {ImplementAnswer, ReviewAnswer} from '../domain/answer.ts';
import {refuse} from '../domain/errors.ts';
import {writeFileAtomic} from '../files/atomic-write.ts';
import type {Context} from './context.ts';

export type ResultCommandOptions = {
	/** Undefined or `-`: standard input. */
	readonly file: string | undefined;
};

/** Takes the answer of a step. Invalid (exit 5) with the field named; handing in again replaces what was there. */
export const resultCommand = async (context: Context, {file}: ResultCommandOptions): Promise<number> => {
	const target = context.env.MOSAIC_RESULT;
	if (target === undefined || target === '')
		return refuse('usage', 'no-session', 'only an agent that mosaic started for a step has a result to hand in.');
	const text =
		file === undefined || file === '-'
			? await readInput(context.stdin)
			: readFileSync(path.resolve(context.cwd, file), 'utf8');
	const answer = validated(text, context.env.MOSAIC_EXPECTS === 'review' ? ReviewAnswer : ImplementAnswer);
	writeFileAtomic(path.join(path.dirname(target), 'handed-in.json'), `${JSON.stringify(answer, null, 2)}\n`);
	if (context.json) context.output.document('result', {accepted: true});
	else context.output.print('The result is handed in. End now.');
	return 0;
};

const validated = (text: string, schema: typeof ImplementAnswer | typeof ReviewAnswer): unknown => {
	const parsed = schema.safeParse(json(text));
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	const field = issue?.path.map(String).join('.') || 'the whole document';
	return refuse(
		'invalid',
		'invalid-result',
		`the result: ${field}: ${issue?.message ?? 'invalid'}. Mend it and hand it in again.`,
	);
};

const json = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch (error) {
		const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
		return refuse('invalid', 'invalid-json', `the result is not valid JSON (${reason}). Mend it and hand it in again.`);
	}
};

const readInput = async (stream: NodeJS.ReadStream): Promise<string> => {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer));
	return Buffer.concat(chunks).toString('utf8');
};
