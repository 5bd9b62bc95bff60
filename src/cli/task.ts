// `mosaic task`: for agents, inside a session.
import {briefText, taskBrief} from '../agent/brief.ts';
import {agentSession} from '../agent/session.ts';
import type {Context} from './context.ts';

/** Prints the task of the session that asks, and no other. Refused outside a session. */
export const taskCommand = async (context: Context): Promise<number> => {
	const brief = taskBrief(agentSession(context.env), context.env);
	if (context.json) context.output.document('task', brief);
	else context.output.print(briefText(brief));
	return 0;
};
