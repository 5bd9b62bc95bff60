// Ending a session, whether or not its host is still there to do it.
import type {ProjectPaths} from '../config/paths.ts';
import {depose} from '../engine/depose.ts';
import {connectSession, type SessionAddress} from './client.ts';
import {findSession} from './session-address.ts';

export type StopRequest = {readonly sessionId: string; readonly by: string; readonly force: boolean};

/** Ends the session and all it started; resolves once it has ended, with what its host could not write, if anything. */
export const stopSession = async (paths: ProjectPaths, {sessionId, by, force}: StopRequest): Promise<string | null> => {
	const {address} = findSession(paths, sessionId, new Date());
	if (address && !force) return stopThroughHost(address, by);
	await depose(paths, sessionId, {force, now: () => new Date().toISOString()});
	return null;
};

const stopThroughHost = (address: SessionAddress, by: string): Promise<string | null> =>
	new Promise((resolve, reject) => {
		let fault: string | null = null;
		connectSession(address, {
			onMessage: (message) => {
				if (message.type === 'ended') fault = message.fault;
			},
			onBytes: () => {},
			onClose: () => resolve(fault),
		}).then((connection) => {
			connection.send({type: 'watch', what: 'state'});
			connection.send({type: 'stop', how: 'end', by});
		}, reject);
	});
