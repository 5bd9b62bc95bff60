// `mosaic request-review`: for agents, inside a session.
import {requestReview} from '../agent/request-review.ts';
import {agentSession} from '../agent/session.ts';
import type {Context} from './context.ts';

/** Wants a person to look before the run goes on. Refused outside a session. */
export const requestReviewCommand = async (context: Context, reason: string): Promise<number> => {
	requestReview(agentSession(context.env), reason);
	if (context.json) context.output.document('request-review', {requested: true});
	else context.output.print('A person will look once your result is handed in.');
	return 0;
};
