// `mosaic follow-up`: for agents, inside a session.
import {leaveFollowUp} from '../agent/follow-up.ts';
import {agentSession} from '../agent/session.ts';
import type {Context} from './context.ts';

export type FollowUpCommandOptions = {
	readonly kind: string;
	readonly title: string;
	readonly detail: string | undefined;
	readonly suggestedAction: string | undefined;
};

/** Notes what should be done besides the task. Refused outside a session. */
export const followUpCommand = async (context: Context, options: FollowUpCommandOptions): Promise<number> => {
	const {title, detail = null, suggestedAction = null} = options;
	const kind = leaveFollowUp(agentSession(context.env), {kind: options.kind, title, detail, suggestedAction});
	if (context.json) context.output.document('follow-up', {kind, title});
	else context.output.print('Noted.');
	return 0;
};
