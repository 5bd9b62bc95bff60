// `mosaic ask`: for agents, inside a session. Waits until a person answers, and prints the answer.
import {askPerson} from '../agent/ask.ts';
import {agentSession} from '../agent/session.ts';
import type {Context} from './context.ts';

export type AskCommandOptions = {readonly question: string; readonly options: readonly string[]};

/** Asks and waits. Refused outside a session, and where the question is withdrawn because its run ends. */
export const askCommand = async (context: Context, asked: AskCommandOptions): Promise<number> => {
	const answered = await askPerson(agentSession(context.env), context.env, asked);
	if (context.json) context.output.document('ask', answered ?? {});
	else context.output.print(answered?.answer ?? '');
	return 0;
};
