// Who calls from inside a session, by the journal: what the environment says is believed only as far as its token proves it.
import {timingSafeEqual} from 'node:crypto';
import {isAbsolute} from 'node:path';
import {type ProjectPaths, projectPaths} from '../config/paths.ts';
import type {AgentTask, Effect} from '../domain/effect.ts';
import {refuse} from '../domain/errors.ts';
import type {Session} from '../domain/session.ts';
import {quoted} from '../domain/text.ts';
import {type TurnFiles, turnFiles} from '../engine/agents/run-files.ts';
import {effectOfSession} from '../engine/agents/step-order.ts';
import {claimOfSession} from '../store/claim.ts';
import {type Db, openForReading} from '../store/open.ts';
import {keyOfSession, startedEffect} from '../store/run-lookup.ts';
import {readSession} from '../store/views.ts';

/** The step that a session was started for. Sessions of the plain runner have none. */
export type SessionStep = {
	readonly key: string;
	readonly effectKey: string;
	readonly task: AgentTask;
	readonly files: TurnFiles;
};

export type AgentSession = {
	readonly paths: ProjectPaths;
	readonly session: Session;
	readonly socket: string | null;
	readonly token: string;
	readonly step: SessionStep | null;
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The living session whose process this is. Refused (exit 2) outside of one; (exit 3) where the token is not that
 * session's, or the session is over: nobody acts for another one, or after their own end.
 */
export const agentSession = (env: Environment): AgentSession => {
	const {MOSAIC_PROJECT: root, MOSAIC_SESSION: sessionId, MOSAIC_TOKEN: token} = env;
	if (!root || !sessionId || !token || !isAbsolute(root))
		return refuse('usage', 'no-session', 'this is for agents that mosaic started, and works only inside a session.');
	const paths = projectPaths(root);
	const db = openForReading(paths.database) ?? strange(sessionId);
	try {
		return provenSession(db, paths, sessionId, token);
	} finally {
		db.close();
	}
};

const provenSession = (db: Db, paths: ProjectPaths, sessionId: string, token: string): AgentSession => {
	const claim = claimOfSession(db, sessionId);
	const session = readSession(db, sessionId, new Date().toISOString());
	if (!claim || !session || !sameToken(claim.token, token)) return strange(sessionId);
	if (!claim.active)
		return refuse('refused', 'session-over', `session ${sessionId} is over; nothing more is taken from it.`);
	return {paths, session, socket: claim.socket, token, step: stepOf(db, paths, session)};
};

const stepOf = (db: Db, paths: ProjectPaths, {runId, id}: Session): SessionStep | null => {
	const key = keyOfSession(db, runId, id);
	const effectKey = key === undefined ? undefined : effectOfSession(key);
	const effect = effectKey === undefined ? undefined : startedEffect(db, runId, effectKey);
	return effectKey === undefined || effect === undefined ? null : agentStep(paths, effect);
};

const agentStep = (paths: ProjectPaths, {key, runId, step, action}: Effect): SessionStep | null =>
	action.kind === 'agent.run' && step !== null
		? {key: step, effectKey: key, task: action.task, files: turnFiles(paths, runId, key)}
		: null;

/** The step of a session that has one; refused in the plain runner, where nobody waits for what is handed over. */
export const requireStep = ({step, session}: AgentSession, what: string): SessionStep =>
	step ??
	refuse(
		'refused',
		'no-step',
		`${session.id} is of the plain runner, which takes no ${what}. Say it on your terminal.`,
	);

const sameToken = (known: string, given: string): boolean => {
	const [a, b] = [Buffer.from(known), Buffer.from(given)];
	return a.length === b.length && timingSafeEqual(a, b);
};

const strange = (sessionId: string): never =>
	refuse('refused', 'wrong-token', `MOSAIC_TOKEN is not the token of session ${quoted(sessionId)} of this project.`);
