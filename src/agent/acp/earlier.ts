// The conversation that a session goes on with: that of the last session of the same task, by the same runtime, for the
// same step. A reviewer never gets the implementer's.
import path from 'node:path';
import {effectOfSession} from '../../engine/agents/step-order.ts';
import {readAgentEvents} from '../../engine/results/agent-events.ts';
import {type Db, openForReading} from '../../store/open.ts';
import {keyOfSession, startedEffect} from '../../store/run-lookup.ts';
import {readSessions} from '../../store/views.ts';
import type {AgentSession} from '../session.ts';

/** Among so many sessions before it. */
const RECENT = 50;

/** The agent's own id of the conversation, or null where there is none to go on with. */
export const earlierConversation = ({paths, session, step}: AgentSession): string | null => {
	const db = openForReading(paths.database);
	if (db === undefined) return null;
	try {
		const before = readSessions(db, new Date().toISOString(), {last: RECENT}).findLast(
			(one) =>
				one.id !== session.id &&
				one.endedAt !== null &&
				one.taskId === session.taskId &&
				one.runtime === session.runtime &&
				(step === null || one.runId === session.runId) &&
				stepKeyOf(db, one.runId, one.id) === (step?.key ?? null),
		);
		return before === undefined ? null : readAgentEvents(path.join(paths.sessionsDir, before.id)).conversation;
	} finally {
		db.close();
	}
};

const stepKeyOf = (db: Db, runId: string, sessionId: string): string | null => {
	const key = keyOfSession(db, runId, sessionId);
	return key === undefined ? null : (startedEffect(db, runId, effectOfSession(key))?.step ?? null);
};
