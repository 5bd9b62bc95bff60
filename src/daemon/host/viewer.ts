// One viewer of a session: what it is sent, and what it is spared when it is slow or when nobody could read along.
import type {Socket} from 'node:net';
import {bytesFrame, messageFrame} from '../protocol.ts';
import {writeNow} from '../write-now.ts';
import type {FloodGauge} from './flood.ts';
import type {OutputHold} from './output-hold.ts';

/** What may wait for a viewer of the screen before it is spared: it is sent the screen anew when it catches up. */
const SCREEN_BACKLOG = 256 * 1024;
/** In a flood the screen is sent so often, instead of all that was printed: more is not drawn, and costs its viewers all they have. */
const FLOOD_MS = 66;
/** How soon the end of a flood is seen: its last screen is not to wait for the next one of the flood. */
const FLOOD_END_MS = 10;
/** How long a viewer that was too slow keeps up again before it is sent the history too: in a flood nobody reads it. */
const CALM_MS = 500;
/** How long one who takes nothing keeps a host that is done. */
const LAST_WORDS_MS = 2000;

export type Watching = 'nothing' | 'screen' | 'output' | 'state';

/** The frames that a screen's viewer begins with: what is seen, and then all of it with its history, where it has one. */
export type Snapshots = {readonly screen: () => Buffer; readonly history: () => Buffer | null};

/** What all viewers of a session have in common. */
export type Shared = {
	readonly snapshots: Snapshots;
	readonly gauge: FloodGauge;
	/** Makes the agent wait for those who take all of its output. */
	readonly hold: OutputHold<Viewer>;
};

/** What the session printed before this viewer came, and how much of it could not be kept. */
export type Missed = {readonly chunks: readonly Buffer[]; readonly skipped: number};

export class Viewer {
	readonly socket: Socket;
	readonly #shared: Shared;
	#watching: Watching = 'nothing';
	/** It was too slow: what it has is old. */
	#isBehind = false;
	/** Bytes of output that it was not sent. */
	#skipped = 0;
	/** It has the screen; the history is to follow. */
	#historyDue: NodeJS.Timeout | undefined;
	/** It is sent the screen from time to time, until the flood is over. */
	#flooded: NodeJS.Timeout | undefined;

	constructor(socket: Socket, shared: Shared) {
		this.socket = socket;
		this.#shared = shared;
		socket.on('drain', () => this.#catchUp());
	}

	get watching(): Watching {
		return this.#watching;
	}

	send(frame: Buffer): void {
		if (this.socket.writable) writeNow(this.socket, frame);
	}

	/** Sends the screen with its history from now on. */
	watchScreen(): void {
		this.#watching = 'screen';
		this.#sendScreen(0);
	}

	/** Sends all output from now on, after what was missed. */
	watchOutput({chunks, skipped}: Missed): void {
		this.#watching = 'output';
		for (const bytes of chunks) this.send(bytesFrame(bytes));
		if (skipped > 0) this.send(messageFrame({type: 'skipped', bytes: skipped}));
		this.#shared.hold.look(this);
	}

	/** Sends no output: only what the session says besides, where it watches the state. */
	watchLess(what: 'nothing' | 'state'): void {
		this.#watching = what;
	}

	/** The session printed `length` bytes; this is their frame. */
	take(frame: Buffer, length: number): void {
		const isScreen = this.#watching === 'screen';
		if (this.#flooded !== undefined) return;
		if (isScreen && this.#shared.gauge.isFlood(performance.now())) return this.#spare(performance.now());
		if (isScreen) this.#isBehind ||= this.socket.writableLength > SCREEN_BACKLOG;
		if (this.#isBehind) {
			this.#skipped += length;
			return;
		}
		this.send(frame);
		if (this.#watching === 'output') this.#shared.hold.look(this);
	}

	/** It did not read in time: the agent goes on without it. */
	giveUp(): void {
		this.#isBehind = true;
	}

	/** It has gone. */
	forget(): void {
		clearTimeout(this.#historyDue);
		clearTimeout(this.#flooded);
		this.#shared.hold.release(this);
	}

	/** Sends what it still lacks and then the last word; resolves when it has all of it or has gone. */
	end(lastWord: Buffer): Promise<void> {
		return new Promise((resolve) => {
			if (this.#flooded !== undefined) this.#endFlood();
			if (this.#isBehind) this.#catchUp();
			if (this.#historyDue !== undefined) this.#sendHistory();
			this.#shared.hold.release(this);
			this.socket.once('close', () => resolve());
			this.socket.end(lastWord);
			// A viewer that stopped reading does not keep the host; one that takes all of the output may take its time.
			const drop = () => void this.socket.destroy();
			if (this.#watching === 'output') this.socket.setTimeout(LAST_WORDS_MS, drop);
			else setTimeout(drop, LAST_WORDS_MS).unref();
		});
	}

	#spare(sentAt: number): void {
		this.#flooded = setTimeout(() => this.#lookAtFlood(sentAt), FLOOD_END_MS);
	}

	#lookAtFlood(sentAt: number): void {
		const {gauge} = this.#shared;
		const now = performance.now();
		const since = now - sentAt;
		if (gauge.isCalm(now) || (gauge.quietFor(now) >= FLOOD_END_MS && since >= FLOOD_MS / 2)) return this.#endFlood();
		this.#flooded = undefined;
		const isDue = since >= FLOOD_MS && this.socket.writableLength === 0;
		if (isDue) this.#sendScreen(CALM_MS);
		this.#spare(isDue ? now : sentAt);
	}

	#endFlood(): void {
		clearTimeout(this.#flooded);
		this.#flooded = undefined;
		this.#sendScreen(CALM_MS);
	}

	/** A long history takes its time; the screen is there before it. */
	#sendScreen(historyAfterMs: number): void {
		clearTimeout(this.#historyDue);
		this.send(this.#shared.snapshots.screen());
		this.#historyDue = setTimeout(() => this.#sendHistory(), historyAfterMs);
	}

	#sendHistory(): void {
		clearTimeout(this.#historyDue);
		this.#historyDue = undefined;
		if (this.#flooded !== undefined || this.#isBehind || !this.socket.writable) return;
		const history = this.#shared.snapshots.history();
		if (history !== null) this.send(history);
	}

	#catchUp(): void {
		this.#shared.hold.release(this);
		if (!this.#isBehind) return;
		this.#isBehind = false;
		if (this.#watching === 'screen') this.#sendScreen(CALM_MS);
		else this.send(messageFrame({type: 'skipped', bytes: this.#skipped}));
		this.#skipped = 0;
	}
}
