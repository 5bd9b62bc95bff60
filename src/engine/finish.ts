// The end of a session: what is left of it is ended, the end recorded, the files brought up to it, the checkout freed.
import type {ProcessIdentity} from '../domain/process.ts';
import {endedReasonOf, type ProcessExit} from '../domain/session.ts';
import {reap} from '../sessions/reap.ts';
import {write} from '../store/open.ts';
import {readSession, type SessionRow} from '../store/views.ts';
import type {Begun} from './begin.ts';
import {recordEnd} from './record-end.ts';
import {releaseCheckout, settleSession} from './settle.ts';
import {atStep} from './step.ts';

export type Finish = {
	readonly begun: Begun;
	readonly agent: ProcessIdentity;
	readonly exit: ProcessExit;
	readonly stopRequested: boolean;
};

/** Finishes a session whose agent has ended and gives its final row. Throws when a file cannot be written; the journal then has the end already. */
export const finishSession = async ({begun, agent, exit, stopRequested}: Finish): Promise<SessionRow> => {
	const {db, claimed, now} = begun;
	const endedAt = now();
	const {ended, left} = await reap({agent, token: claimed.token});
	const reason = endedReasonOf(exit, stopRequested);
	write(db, () => recordEnd(db, claimed.sessionId, {...exit, reason, endedAt, leftovers: ended}, now()));
	atStep('ended');
	const session = readSession(db, claimed.sessionId, now()) as SessionRow;
	settleSession(begun, session);
	releaseCheckout(begun, claimed, left.length === 0);
	return session;
};
