import type {SessionState} from '../domain/session.ts';
import {append} from '../store/journal.ts';
import {write} from '../store/open.ts';
import type {Begun} from './begin.ts';

/** Records what state the agent was seen in, and by which evidence. */
export const recordState = (
	{db, claimed, now}: Begun,
	seen: {readonly state: SessionState; readonly evidence: string; readonly message: string | null},
): void =>
	write(
		db,
		() =>
			void append(db, {
				at: now(),
				runId: claimed.runId,
				sessionId: claimed.sessionId,
				event: {type: 'session.state-changed', ...seen},
			}),
	);

/** Records that somebody asked the session to end, before anything is sent to it. */
export const recordStopRequest = ({db, claimed, now}: Begun, by: string): void =>
	write(
		db,
		() =>
			void append(db, {
				at: now(),
				runId: claimed.runId,
				sessionId: claimed.sessionId,
				event: {type: 'session.stop-requested', by},
			}),
	);
