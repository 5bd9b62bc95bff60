// A thin connection to each live session: when its host goes without a word, the session has crashed, and nobody has
// to ask again and again whether it still lives. What the agent signals comes over it, whether or not it is looked at.
import type {ProjectPaths} from '../config/paths.ts';
import type {TerminalColours} from '../domain/outer-terminal.ts';
import {afterLook, afterSignal, NO_SIGNALS, type ScreenSignal, type SessionSignals} from '../domain/signal.ts';
import {connectSession, type SessionConnection} from './client.ts';
import type {HostMessage} from './protocol.ts';
import {findSession} from './session-address.ts';

export type HostNews = {
	/** A host went away, or what a session signals changed. */
	readonly onChange: (what: 'gone' | 'signals') => void;
	readonly onSignal: (sessionId: string, signal: ScreenSignal) => void;
	/** Those of the person's terminal; undefined while they are not known. */
	readonly colours: () => TerminalColours | undefined;
};

type Followed = {connection: SessionConnection | undefined; signals: SessionSignals};

/** Follows the sessions of one project. */
export const followHosts = (paths: ProjectPaths, {onChange, onSignal, colours}: HostNews) => {
	const followed = new Map<string, Followed>();
	const watch = (connection: SessionConnection | undefined, seen = false): void => {
		const known = colours();
		connection?.send({type: 'watch', what: 'state', ...(known ? {colours: known} : {}), ...(seen ? {seen} : {})});
	};
	const hear = (sessionId: string, one: Followed, message: HostMessage): void => {
		const before = one.signals;
		if (message.type === 'signals') one.signals = message.signals;
		if (message.type === 'signal') one.signals = afterSignal(before, message.signal);
		if (one.signals !== before) onChange('signals');
		if (message.type === 'signal') onSignal(sessionId, message.signal);
	};
	const follow = async (sessionId: string): Promise<void> => {
		const one: Followed = {connection: undefined, signals: NO_SIGNALS};
		followed.set(sessionId, one);
		const {address} = findSession(paths, sessionId, new Date());
		if (!address) return;
		const connection = await connectSession(address, {
			onMessage: (message) => hear(sessionId, one, message),
			onBytes: () => {},
			onClose: () => {
				if (followed.get(sessionId) === one && followed.delete(sessionId)) onChange('gone');
			},
		});
		if (followed.get(sessionId) !== one) return connection.close();
		one.connection = connection;
		watch(connection);
	};
	return {
		/** Brings the connections in line with the sessions that live now. */
		sync: (live: readonly string[]): void => {
			for (const [sessionId, {connection}] of followed)
				if (!live.includes(sessionId)) {
					followed.delete(sessionId);
					connection?.close();
				}
			for (const sessionId of live)
				if (!followed.has(sessionId)) follow(sessionId).catch(() => followed.delete(sessionId)); // tried again at the next change
		},
		signalsOf: (sessionId: string): SessionSignals | undefined => followed.get(sessionId)?.signals,
		/** A person looks at the session: what it signalled is seen. */
		look: (sessionId: string): void => {
			const one = followed.get(sessionId);
			if (!one || one.signals.attention === null) return;
			one.signals = afterLook(one.signals);
			watch(one.connection, true);
			onChange('signals');
		},
		/** Tells every host the colours that are known by now. */
		tellColours: (): void => {
			for (const {connection} of followed.values()) watch(connection);
		},
		close: (): void => {
			const all = [...followed.values()];
			followed.clear();
			for (const {connection} of all) connection?.close();
		},
	};
};
