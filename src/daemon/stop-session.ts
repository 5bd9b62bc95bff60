// Ending a session, whether or not its host is still there to do it.
import {setTimeout as delay} from 'node:timers/promises';
import type {ProjectPaths} from '../config/paths.ts';
import {Refused} from '../domain/errors.ts';
import {depose} from '../engine/depose.ts';
import {connectSession, type SessionAddress} from './client.ts';
import {findSession} from './session-address.ts';

export type StopRequest = {readonly sessionId: string; readonly by: string; readonly force: boolean};

/** A host that is just starting or ending does not answer for a moment; one that never does is told to the person. */
const ATTEMPTS = 40;
const PAUSE_MS = 250;

/**
 * Ends the session and all it started; resolves once the journal says that it has ended, with what its host could not
 * write, if anything. Refused where it has ended already, cannot be judged from here, or its host does not answer.
 */
export const stopSession = async (paths: ProjectPaths, request: StopRequest): Promise<string | null> => {
	const {sessionId, by, force} = request;
	for (let attempt = 1; ; attempt++) {
		const {address} = findSession(paths, sessionId, new Date());
		if (!address || force) {
			if (attempt === 1) await depose(paths, sessionId, {force, now: () => new Date().toISOString()});
			return null;
		}
		const answer = await askHost(address, by);
		if (answer.kind === 'ended') return answer.fault;
		if (attempt === ATTEMPTS) throw answer.reason;
		await delay(PAUSE_MS);
	}
};

type Answer = {readonly kind: 'ended'; readonly fault: string | null} | {readonly kind: 'none'; readonly reason: Error};

/** Asks the host and waits for its last word; a connection that closes without one is no answer. */
const askHost = (address: SessionAddress, by: string): Promise<Answer> =>
	new Promise((resolve, reject) => {
		const closed = `session ${address.sessionId}: its host closed the connection without a word. Try again.`;
		let answer: Answer = {kind: 'none', reason: new Refused({kind: 'refused', code: 'unreachable', message: closed})};
		connectSession(address, {
			onMessage: (message) => {
				if (message.type === 'ended') answer = {kind: 'ended', fault: message.fault};
			},
			onBytes: () => {},
			onClose: () => resolve(answer),
		}).then(
			(connection) => {
				connection.send({type: 'watch', what: 'state'});
				connection.send({type: 'stop', how: 'end', by});
			},
			(reason: Error) => {
				const passing = reason instanceof Refused && ['starting', 'unreachable'].includes(reason.refusal.code);
				if (passing) resolve({kind: 'none', reason});
				else reject(reason);
			},
		);
	});
