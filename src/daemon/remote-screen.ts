// A viewer's window on a session: a terminal of its own, fed by the session's host, or by the transcript after its end.
import path from 'node:path';
import type {ProjectPaths} from '../config/paths.ts';
import {Refused} from '../domain/errors.ts';
import type {TerminalColours} from '../domain/outer-terminal.ts';
import type {
	CellSink,
	RowRange,
	ScreenHistory,
	ScreenModes,
	ScreenStatus,
	ScreenView,
	Size,
	StyledText,
} from '../domain/screen.ts';
import type {ScreenSignal} from '../domain/signal.ts';
import {createScreen, type Screen} from '../sessions/screen.ts';
import {readTranscriptEnd} from '../sessions/transcript.ts';
import {createWholeFrames} from '../sessions/whole-frames.ts';
import {connectSession, type SessionConnection} from './client.ts';
import type {HostMessage} from './protocol.ts';
import {createReadAllowance} from './read-allowance.ts';
import {findSession} from './session-address.ts';

/** What is shown of the end of a transcript; a screen and its scrollback are less. */
const TRANSCRIPT_TAIL = 2 * 1024 * 1024;

/** So many keys wait for a host that does not answer yet. */
const MOST_TYPED = 1000;
/** How often, and how long after each other, a host that is still starting is asked for its screen. */
const TRIES = 120;
const AGAIN_MS = 25;
/** What is true of a session between its claim and its first screen. */
const STARTING = new Set(['starting', 'no-socket', 'unreachable']);

/** A window whose keys go to the session. Opening it never throws: what goes wrong is its status and failure. */
export class RemoteScreen implements ScreenView {
	readonly #paths: ProjectPaths;
	readonly #sessionId: string;
	readonly #listeners = new Set<() => void>();
	#screen: Screen;
	/** The one that takes its place once its bytes are there, so that no empty screen is seen. */
	#next: Screen | undefined;
	/** The agent's own frames are shown whole. */
	readonly #frames = createWholeFrames({write: (bytes) => this.#write(bytes)});
	#connection: SessionConnection | undefined;
	#colours: TerminalColours | undefined;
	/** The size that the session was asked to take and has not taken yet. */
	#asked: Size | undefined;
	#signalled = (_: ScreenSignal): void => {};
	readonly #typed: (string | Uint8Array)[] = [];
	#status: ScreenStatus = 'connecting';
	#failure: string | null = null;
	#drawn = false;
	#closed = false;
	#told = false;
	/** The host said that the session is over, so its silence is no crash. */
	#over = false;

	constructor(paths: ProjectPaths, sessionId: string, size: Size) {
		this.#paths = paths;
		this.#sessionId = sessionId;
		this.#screen = createScreen({size, joinable: false});
		this.#openSoon(TRIES);
	}

	get size(): Size {
		return this.#screen.size();
	}

	get status(): ScreenStatus {
		return this.#status;
	}

	/** Why there is nothing to see, once that is known. */
	get failure(): string | null {
		return this.#failure;
	}

	/** Whether the session's whole screen was read at least once. */
	get drawn(): boolean {
		return this.#drawn;
	}

	get cursor(): {x: number; y: number; visible: boolean} {
		return this.#screen.cursor();
	}

	get modes(): ScreenModes {
		return this.#screen.modes();
	}

	row(y: number): readonly StyledText[] {
		return this.#screen.row(y);
	}

	cells(y: number, sink: CellSink): void {
		this.#screen.cells(y, sink);
	}

	takeDamage(): RowRange | null {
		return this.#screen.takeDamage();
	}

	/** Asked for anew each time: a snapshot brings another one, whose numbers go on. */
	get history(): ScreenHistory {
		return this.#screen.history;
	}

	/** Plain text of the visible rows. */
	text(): string[] {
		return this.#screen.text();
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	/** What is typed before the host answers waits for it. */
	type(bytes: string | Uint8Array): void {
		if (this.#connection) this.#connection.type(bytes);
		else if (this.#status === 'connecting' && this.#typed.length < MOST_TYPED) this.#typed.push(bytes);
	}

	/** Tells the session what the person's terminal looks like, as soon as it can be told. */
	tellColours(colours: TerminalColours): void {
		this.#colours = colours;
		if (this.#status === 'live') this.resizeSession(this.#asked ?? this.size);
	}

	/** Calls back with what the agent signals. */
	whenSignalled(listener: (signal: ScreenSignal) => void): void {
		this.#signalled = listener;
	}

	/** Gives the session's terminal this size; it comes back to all its viewers. */
	resizeSession({cols, rows}: Size): void {
		this.#asked = {cols, rows};
		this.#connection?.send({type: 'resize', cols, rows, ...(this.#colours ? {colours: this.#colours} : {})});
	}

	close(): void {
		this.#closed = true;
		this.#frames.drop();
		this.#connection?.close();
		this.#listeners.clear();
		this.#screen.dispose();
		this.#next?.dispose();
	}

	/** A claim stands before its host listens, and a host listens before there is a screen: it is asked again in a moment. */
	#openSoon(tries: number): void {
		this.#open().catch((error: Error) => {
			const starting = error instanceof Refused && STARTING.has(error.refusal.code);
			if (starting && tries > 1 && !this.#closed) {
				setTimeout(() => this.#closed || this.#openSoon(tries - 1), AGAIN_MS);
				return;
			}
			this.#failure = error.message;
			this.#become('lost');
		});
	}

	async #open(): Promise<void> {
		const {address} = findSession(this.#paths, this.#sessionId, new Date());
		if (!address) return this.#showTranscript();
		const allowance = createReadAllowance();
		const connection = await connectSession(address, {
			onMessage: (message) => this.#hear(message),
			onBytes: (bytes) => this.#read(bytes),
			onRead: this.#tell,
			waitAfter: (length) => allowance.take(length, performance.now()),
			onClose: () => this.#become(this.#over ? 'ended' : 'lost'),
		});
		if (this.#closed) return connection.close();
		this.#connection = connection;
		connection.send({type: 'watch', what: 'screen'});
		for (const bytes of this.#typed.splice(0)) connection.type(bytes);
	}

	#hear(message: HostMessage): void {
		if (this.#closed) return;
		if (message.type === 'signal') return this.#signalled(message.signal);
		if (message.type === 'ended') this.#over = true;
		if (message.type === 'ended' || message.type === 'resized') this.#frames.flush();
		if (message.type === 'resized') {
			this.#asked = undefined;
			this.#screen.resize(message);
		}
		if (message.type === 'screen') {
			this.#frames.drop();
			this.#next?.dispose();
			this.#next = createScreen({size: message, firstLine: message.firstLine, joinable: false});
			this.#status = 'live';
		}
		this.#changed();
	}

	#read(bytes: Uint8Array): void {
		if (!this.#closed) this.#frames.push(bytes);
	}

	#write(bytes: Uint8Array): void {
		if (this.#closed) return;
		const screen = this.#next ?? this.#screen;
		screen.write(bytes);
		if (this.#next) this.#screen.dispose();
		this.#screen = screen;
		this.#next = undefined;
		this.#drawn = true;
		this.#changed();
	}

	#showTranscript(): void {
		this.#screen.write(readTranscriptEnd(path.join(this.#paths.sessionsDir, this.#sessionId), TRANSCRIPT_TAIL));
		this.#become('ended');
	}

	#become(status: ScreenStatus): void {
		this.#status = status;
		this.#changed();
	}

	/** Tells the listeners once per read, however many frames it held. */
	#changed(): void {
		if (this.#told || this.#closed) return;
		this.#told = true;
		queueMicrotask(this.#tell);
	}

	readonly #tell = (): void => {
		if (!this.#told) return;
		this.#told = false;
		for (const listener of this.#listeners) listener();
	};
}
