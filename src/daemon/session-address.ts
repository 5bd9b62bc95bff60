// Where a session's host listens, by the journal.
import type {ProjectPaths} from '../config/paths.ts';
import {Refused} from '../domain/errors.ts';
import type {Session} from '../domain/session.ts';
import {quoted} from '../domain/text.ts';
import {judgedSession} from '../engine/overview.ts';
import {whyNotLive} from '../engine/why-not.ts';
import type {SessionAddress} from './client.ts';

/** The session and, while it lives, its address. Not found (exit 4) where the project has no such session. */
export const findSession = (
	paths: ProjectPaths,
	sessionId: string,
	now: Date,
): {session: Session; address: SessionAddress | undefined} => {
	const found = judgedSession(paths, sessionId, now);
	if (!found)
		throw new Refused({
			kind: 'not-found',
			code: 'unknown-session',
			message: `no session ${quoted(sessionId)} in ${paths.root}. \`mosaic sessions --all\` lists them.`,
		});
	const {session, claim} = found;
	const live = whyNotLive(session) === undefined && claim?.active && claim.socket !== null;
	return {session, address: live ? {sessionId, socket: claim.socket as string, token: claim.token} : undefined};
};

/** The address of a live session; refused (exit 3) where it has ended. */
export const liveAddress = (paths: ProjectPaths, sessionId: string, now: Date): SessionAddress => {
	const {session, address} = findSession(paths, sessionId, now);
	const refusal = whyNotLive(session);
	if (address) return address;
	throw new Refused(
		refusal ?? {
			kind: 'refused',
			code: 'no-socket',
			message: `session ${sessionId} has no socket yet. Try again.`,
			sessionId,
		},
	);
};
