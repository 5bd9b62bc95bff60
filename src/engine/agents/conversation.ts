// The conversation that an agent goes on with: its own of the same step. It knows then what it did before, and is paid for
// reading it once.
import path from 'node:path';
import type {ProjectPaths} from '../../config/paths.ts';
import type {AgentTask} from '../../domain/effect.ts';
import type {Usage} from '../../domain/usage.ts';
import type {Db} from '../../store/open.ts';
import {keyOfSession, startedEffect} from '../../store/run-lookup.ts';
import {readSessions, type SessionRow} from '../../store/views.ts';
import {readAgentEvents} from '../results/agent-events.ts';
import {readHeadlessOutcome} from '../results/headless-outcome.ts';
import {turnFiles} from './run-files.ts';
import {effectOfSession} from './step-order.ts';

export type Conversation = {
	/** The runtime's own id of it. */
	readonly id: string;
	/** What was used in it so far, by its usage events; some runtimes count on from there. */
	readonly usedBefore: readonly Usage[];
};

/**
 * Whether the turn goes on with the conversation before it. A reviewer looks with fresh eyes, and is only asked again in
 * its own words where its verdict could not be used (SPEC TL-3, TL-4).
 */
export const goesOn = ({expects, repair, binding}: AgentTask): boolean => {
	if (binding.conversation === 'fresh') return false;
	return expects !== 'review' || repair !== null || binding.conversation === 'resume';
};

/**
 * The conversation of the last session of a step by the same runtime, or null where it told none or came to nothing that
 * another try in it would mend.
 */
export const conversationOf = (
	db: Db,
	paths: ProjectPaths,
	{runId, step, runtime}: {readonly runId: string; readonly step: string; readonly runtime: string},
	/** The session that asks. */
	except: string | null,
): Conversation | null => {
	const told = readSessions(db, new Date().toISOString(), {run: runId})
		.filter((one) => one.id !== except && one.endedAt !== null && one.runtime === runtime && !one.startFailed)
		.filter((one) => stepOf(db, one)?.step === step)
		.map((session) => ({session, ...readAgentEvents(path.join(paths.sessionsDir, session.id))}));
	const last = told.at(-1);
	if (last === undefined || last.conversation === null || isSpoiled(db, paths, last.session)) return null;
	const id = last.conversation;
	return {id, usedBefore: told.flatMap(({conversation, usage}) => (conversation === id ? usage : []))};
};

const stepOf = (db: Db, {runId, id}: SessionRow) => {
	const key = keyOfSession(db, runId, id);
	return key === undefined ? undefined : startedEffect(db, runId, effectOfSession(key));
};

/** A conversation that cannot be loaded, is too long, or is refused would only fail again. */
const isSpoiled = (db: Db, paths: ProjectPaths, session: SessionRow): boolean => {
	const effect = stepOf(db, session);
	const outcome = effect && readHeadlessOutcome(turnFiles(paths, session.runId, effect.key).outcome);
	if (outcome) return outcome.kind === 'failed' && outcome.failure?.class !== 'retryable';
	// One on its own screen that never came to its first turn has no conversation.
	return session.progress === undefined && !hasWorked(db, session.id);
};

const hasWorked = (db: Db, sessionId: string): boolean =>
	db
		.prepare(
			`SELECT 1 FROM event WHERE session_id = ? AND type = 'session.state-changed'
			 AND data ->> 'state' = 'working' AND data ->> 'evidence' NOT IN ('started', 'claimed') LIMIT 1`,
		)
		.get(sessionId) !== undefined;
