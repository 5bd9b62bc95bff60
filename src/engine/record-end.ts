// How an end is written down: once, under a key, whoever notices it.
import {readdirSync, statSync} from 'node:fs';
import path from 'node:path';
import type {Event, ReapedProcess} from '../domain/event.ts';
import type {EndedReason, ProcessExit} from '../domain/session.ts';
import type {Claim} from '../store/claim.ts';
import {append} from '../store/journal.ts';
import type {Db} from '../store/open.ts';
import {openWishes} from '../store/project-wish.ts';
import {isSoloRun} from '../store/run-lookup.ts';
import {readSession} from '../store/views.ts';

export type SessionEnd = ProcessExit & {
	readonly reason: EndedReason;
	readonly endedAt: string;
	readonly leftovers: readonly ReapedProcess[];
};

const RUN_STATES: Readonly<Record<EndedReason, Extract<Event, {type: 'run.ended'}>['state']>> = {
	completed: 'completed',
	failed: 'failed',
	'timed-out': 'failed',
	crashed: 'interrupted',
	stopped: 'interrupted',
};

/** Records a session's end, and that of its run where the session is all of it, within `write`. The first recorded end stays. */
export const recordEnd = (db: Db, sessionId: string, end: SessionEnd, at: string): void => {
	const session = readSession(db, sessionId, at);
	if (!session || session.endedAt !== null) return;
	const {reason, exitCode, signal, endedAt, leftovers} = end;
	const gone = reason === 'crashed' && exitCode === null && signal === null;
	for (const id of openWishes(db, sessionId)) {
		const cause = gone ? 'its session host is gone' : 'its agent has ended';
		append(db, {at, runId: session.runId, sessionId, event: {type: 'permission.closed', id, cause}});
	}
	const event = {type: 'session.ended', reason, exitCode, signal, endedAt, leftovers} as const;
	const appended = append(db, {at, runId: session.runId, sessionId, event, key: `${sessionId}:ended`});
	if (appended && isSoloRun(db, session.runId))
		append(db, {
			at,
			runId: session.runId,
			sessionId: null,
			event: {type: 'run.ended', state: RUN_STATES[reason], cause: reason},
		});
};

/** Marks the session of a deposed claim crashed, unless its end was recorded before its host died. Within `write`. */
export const recordCrash = (db: Db, claim: Claim, sessionsDir: string, at: string): void =>
	recordEnd(
		db,
		claim.sessionId,
		{reason: 'crashed', exitCode: null, signal: null, endedAt: lastSignOfLife(sessionsDir, claim, at), leftovers: []},
		at,
	);

/**
 * When a crashed session was last seen: its newest transcript byte, else its claim. Nobody saw the crash itself, and
 * the time of its discovery can be days later.
 */
export const lastSignOfLife = (sessionsDir: string, claim: Claim, now: string): string => {
	const seen = Math.max(Date.parse(claim.claimedAt), newestChange(path.join(sessionsDir, claim.sessionId)));
	return new Date(Math.min(seen, Math.max(Date.parse(now), Date.parse(claim.claimedAt)))).toISOString();
};

/** When something in a folder last changed, in milliseconds since 1970; 0 where there is no folder. */
export const newestChange = (directory: string): number => {
	try {
		return Math.max(0, ...readdirSync(directory).map((name) => statSync(path.join(directory, name)).mtimeMs));
	} catch {
		return 0; // a session that died before its first byte has no directory
	}
};
