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
export class LiveHosts {
	readonly #paths: ProjectPaths;
	readonly #news: HostNews;
	readonly #followed = new Map<string, Followed>();

	constructor(paths: ProjectPaths, news: HostNews) {
		this.#paths = paths;
		this.#news = news;
	}

	/** Brings the connections in line with the sessions that live now. */
	sync(live: readonly string[]): void {
		for (const [sessionId, {connection}] of this.#followed)
			if (!live.includes(sessionId)) {
				this.#followed.delete(sessionId);
				connection?.close();
			}
		for (const sessionId of live)
			if (!this.#followed.has(sessionId)) this.#follow(sessionId).catch(() => this.#followed.delete(sessionId)); // tried again at the next change
	}

	/** What a session has signalled; undefined where it is not followed. */
	readonly signalsOf = (sessionId: string): SessionSignals | undefined => this.#followed.get(sessionId)?.signals;

	/** A person looks at the session: what it signalled is seen. */
	look(sessionId: string): void {
		const one = this.#followed.get(sessionId);
		if (!one || one.signals.attention === null) return;
		one.signals = afterLook(one.signals);
		this.#watch(one.connection, true);
		this.#news.onChange('signals');
	}

	/** Tells every host the colours that are known by now. */
	tellColours(): void {
		for (const {connection} of this.#followed.values()) this.#watch(connection);
	}

	close(): void {
		const all = [...this.#followed.values()];
		this.#followed.clear();
		for (const {connection} of all) connection?.close();
	}

	async #follow(sessionId: string): Promise<void> {
		const one: Followed = {connection: undefined, signals: NO_SIGNALS};
		this.#followed.set(sessionId, one);
		const {address} = findSession(this.#paths, sessionId, new Date());
		if (!address) return;
		const isFollowed = () => this.#followed.get(sessionId) === one;
		const connection = await connectSession(address, {
			onMessage: (message) => this.#hear(sessionId, one, message),
			onBytes: () => {},
			onClose: () => {
				if (isFollowed() && this.#followed.delete(sessionId)) this.#news.onChange('gone');
			},
		});
		if (!isFollowed()) return connection.close();
		one.connection = connection;
		this.#watch(connection);
	}

	#watch(connection: SessionConnection | undefined, seen = false): void {
		const known = this.#news.colours();
		connection?.send({type: 'watch', what: 'state', ...(known ? {colours: known} : {}), ...(seen ? {seen} : {})});
	}

	#hear(sessionId: string, one: Followed, message: HostMessage): void {
		const before = one.signals;
		if (message.type === 'signals') one.signals = message.signals;
		if (message.type === 'signal') one.signals = afterSignal(before, message.signal);
		if (one.signals !== before) this.#news.onChange('signals');
		if (message.type === 'signal') this.#news.onSignal(sessionId, message.signal);
	}
}
