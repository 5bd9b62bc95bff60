// The conversation that a session goes on with: that of the same step, or in the plain runner of the same task.
import path from 'node:path';
import {conversationOf, goesOn} from '../../engine/agents/conversation.ts';
import {readAgentEvents} from '../../engine/results/agent-events.ts';
import {type Db, openForReading} from '../../store/open.ts';
import {keyOfSession} from '../../store/run-lookup.ts';
import {readSessions} from '../../store/views.ts';
import type {AgentSession} from '../session.ts';

/** Among so many sessions before it. */
const RECENT = 50;

/** The agent's own id of the conversation, or null where there is none to go on with. */
export const earlierConversation = (caller: AgentSession): string | null => {
	const {paths, session, step} = caller;
	const db = openForReading(paths.database);
	if (db === undefined) return null;
	try {
		if (step === null) return ofTask(db, caller);
		const place = {runId: session.runId, step: step.key, runtime: session.runtime};
		return goesOn(step.task) ? (conversationOf(db, paths, place, session.id)?.id ?? null) : null;
	} finally {
		db.close();
	}
};

/** Of the plain runner: each of its starts is a run of its own. */
const ofTask = (db: Db, {paths, session}: AgentSession): string | null => {
	const before = readSessions(db, new Date().toISOString(), {last: RECENT}).findLast(
		(one) =>
			one.id !== session.id &&
			one.endedAt !== null &&
			one.taskId === session.taskId &&
			one.runtime === session.runtime &&
			keyOfSession(db, one.runId, one.id) === undefined,
	);
	return before === undefined ? null : readAgentEvents(path.join(paths.sessionsDir, before.id)).conversation;
};
