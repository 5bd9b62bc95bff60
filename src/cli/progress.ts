// `mosaic progress`: for agents, inside a session.
import {type Progress, reportProgress} from '../agent/progress.ts';
import {agentSession} from '../agent/session.ts';
import type {Context} from './context.ts';

/** Says beside the session what its agent is at. Refused outside a session. */
export const progressCommand = async (context: Context, progress: Progress): Promise<number> => {
	const message = await reportProgress(agentSession(context.env), progress);
	if (context.json) context.output.document('progress', {message});
	else context.output.print('Noted.');
	return 0;
};
