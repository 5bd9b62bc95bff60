// A thin connection to each live session: when its host goes without a word, the session has crashed, and nobody has
// to ask again and again whether it still lives.
import type {ProjectPaths} from '../config/paths.ts';
import {connectSession, type SessionConnection} from './client.ts';
import {findSession} from './session-address.ts';

/** Follows the sessions of one project; `onChange` is told when a host went away. */
export const followHosts = (paths: ProjectPaths, onChange: () => void) => {
	const followed = new Map<string, SessionConnection | 'connecting'>();
	const follow = async (sessionId: string): Promise<void> => {
		followed.set(sessionId, 'connecting');
		const {address} = findSession(paths, sessionId, new Date());
		if (!address) return;
		const gone = (): void => {
			if (followed.delete(sessionId)) onChange();
		};
		const connection = await connectSession(address, {onMessage: () => {}, onBytes: () => {}, onClose: gone});
		if (followed.get(sessionId) !== 'connecting') return connection.close();
		followed.set(sessionId, connection);
	};
	return {
		/** Brings the connections in line with the sessions that live now. */
		sync: (live: readonly string[]): void => {
			for (const [sessionId, connection] of followed)
				if (!live.includes(sessionId)) {
					followed.delete(sessionId);
					if (connection !== 'connecting') connection.close();
				}
			for (const sessionId of live)
				if (!followed.has(sessionId)) follow(sessionId).catch(() => followed.delete(sessionId)); // tried again at the next change
		},
		close: (): void => {
			for (const connection of followed.values()) if (connection !== 'connecting') connection.close();
			followed.clear();
		},
	};
};
