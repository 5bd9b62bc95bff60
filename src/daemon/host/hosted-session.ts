// One running agent: its terminal's bytes on their way to transcript, screen and viewers, and its state on its way to
// the journal.

import {type TerminalColours, UNKNOWN_COLOURS} from '../../domain/outer-terminal.ts';
import type {Size} from '../../domain/screen.ts';
import type {SessionProgress} from '../../domain/session-progress.ts';
import {plainLine} from '../../domain/text.ts';
import type {Detection} from '../../sessions/detect.ts';
import type {Gate} from '../../sessions/gate.ts';
import type {ProgramStatus} from '../../sessions/program-status.ts';
import {createReadPace} from '../../sessions/read-pace.ts';
import {createScreen, type Screen} from '../../sessions/screen.ts';
import {NO_SIGNS, type StateSigns} from '../../sessions/state-signs.ts';
import {openTranscript, type Transcript} from '../../sessions/transcript.ts';
import {createStateWatch, type StateWatch} from '../../sessions/watch-state.ts';
import {bytesFrame, messageFrame, type ViewerMessage} from '../protocol.ts';
import {createHostSignals} from './host-signals.ts';
import {createLateReading} from './late-reading.ts';
import {Viewers} from './viewers.ts';

/** Output that may wait for the disk before the agent's terminal is paused, and when it goes on. */
const HIGH_WATER = 512 * 1024;
const LOW_WATER = 128 * 1024;
/** How soon a paused terminal is looked at again: the disk tells nobody when it is done. */
const DISK_MS = 5;
/** What an agent prints so soon after a key may be its echo. */
const ECHO_MS = 100;
/** Lines of history a host keeps for those who attach; the transcript has all. */
const SCROLLBACK = 5000;

export type HostedSessionOptions = {
	readonly gate: Gate;
	readonly size: Size;
	readonly transcriptDir: string;
	/** Whether the first output waits for a viewer who wants it from the start. */
	readonly keepEarly: boolean;
	/** Those of the terminal that the session is started from, where they are known. */
	readonly colours?: TerminalColours | undefined;
	readonly onState: (detection: Detection) => void;
	/** How far a headless agent is. */
	readonly onProgress?: (progress: SessionProgress) => void;
	/** The agent reports by OSC 7501. */
	readonly onStatus?: (status: ProgramStatus) => void;
	/** Its screen was looked at for a dialog. */
	readonly onLook?: () => void;
	/** By what its state is known where it reports none; default: nothing. */
	readonly signs?: StateSigns;
	/** Values of its environment that appear in no record. */
	readonly secrets: readonly string[];
};

type StreamReport = Omit<Extract<ViewerMessage, {type: 'stream'}>, 'type'>;

/** Wires a gate to its screen, transcript and viewers. */
export class HostedSession {
	readonly viewers: Viewers;
	readonly #gate: Gate;
	readonly #transcript: Transcript;
	readonly #screen: Screen;
	readonly #signals;
	readonly #state: StateWatch;
	readonly #onProgress: (progress: SessionProgress) => void;
	#colours: TerminalColours;
	#diskTimer: NodeJS.Timeout | undefined;
	readonly #pace = createReadPace();
	#paceTimer: NodeJS.Timeout | undefined;
	#holds = 0;
	#typedAt = Number.NEGATIVE_INFINITY;
	readonly #reading = createLateReading((bytes) => this.#read(bytes));

	constructor({
		gate,
		size,
		transcriptDir,
		keepEarly,
		onState,
		colours,
		signs,
		onProgress,
		onStatus,
		onLook,
		secrets,
	}: HostedSessionOptions) {
		this.#colours = colours ?? UNKNOWN_COLOURS;
		this.#signals = createHostSignals((message) => this.viewers.tell(message));
		this.#gate = gate;
		this.#onProgress = onProgress ?? (() => {});
		this.#state = createStateWatch({
			signs: signs ?? NO_SIGNS,
			rows: () => this.#seen().text(),
			tell: onState,
			onLook: () => onLook?.(),
		});
		this.#transcript = openTranscript(transcriptDir, {secrets});
		this.#screen = createScreen({
			size,
			scrollback: SCROLLBACK,
			onReply: (bytes) => this.type(bytes),
			onStatus: (status) => {
				this.#state.hearStatus(status);
				onStatus?.(status);
			},
			onSignal: (signal) => {
				this.#signals.hear(signal);
				this.#state.hearSignal(signal);
			},
			colours: () => this.#colours,
		});
		this.viewers = new Viewers({
			snapshots: {screen: () => this.#snapshot(0), history: () => this.#history()},
			keepEarly,
			flow: {pause: () => this.#hold(1), resume: () => this.#hold(-1)},
		});
		gate.onOutput((bytes) => this.#take(bytes));
	}

	/** Bytes for the agent. What it answers is read at once, however steadily it prints. */
	type(bytes: Uint8Array): void {
		this.#gate.write(bytes);
		this.#typedAt = performance.now();
		this.#pace.written(this.#typedAt);
		if (this.#paceTimer === undefined) return;
		clearTimeout(this.#paceTimer);
		this.#readOn();
	}

	/** A viewer watches, and may say what its person's terminal looks like, or that the person looks. */
	watched({colours, seen = false}: {colours?: TerminalColours | undefined; seen?: boolean | undefined}): void {
		if (colours) this.#colours = colours;
		this.#signals.watched(seen);
	}

	/** The agent says what it is at; gives the state that follows. */
	report(message: string): Detection {
		this.#state.hearWord(plainLine(message));
		return this.#state.current();
	}

	/** What a hook of the agent says. */
	hearHook(state: 'working' | 'waiting' | 'idle', rule: string, message: string | null): void {
		this.#state.hearHook({state, message: message && plainLine(message), rule, seen: null});
	}

	/** What its screen shows, as text, and how wide it is. */
	shown(): {readonly rows: readonly string[]; readonly cols: number} {
		const screen = this.#seen();
		return {rows: screen.text(), cols: screen.size().cols};
	}

	/** Reads what the agent has written up to now, also while its terminal is let wait; false where it goes on and on. */
	readAll(): boolean {
		return this.#gate.readAll();
	}

	/** Its screen is looked at anew: by other rules than before. */
	lookAgain(): void {
		this.#state.wrote();
	}

	state(): Detection {
		return this.#state.current();
	}

	/** What the stream of a headless agent says, by its renderer. */
	hearStream({state, message, progress}: StreamReport): void {
		const sight = state && {state, message: message && plainLine(message), rule: progress.phase, seen: null};
		this.#state.hearStream(sight);
		this.#onProgress(progress);
	}

	resize(size: Size): void {
		const screen = this.#seen();
		const now = screen.size();
		if (now.cols === size.cols && now.rows === size.rows) return;
		this.#gate.resize(size);
		screen.resize(size);
		this.viewers.tell({type: 'resized', ...screen.size()});
	}

	/** The agent is gone: no state is told any more, and all it wrote is put on disk. */
	async drained(): Promise<void> {
		this.#reading.catchUp();
		this.#signals.close();
		this.#state.close();
		clearTimeout(this.#diskTimer);
		clearTimeout(this.#paceTimer);
		await this.#transcript.close();
	}

	#take(bytes: Buffer): void {
		const now = performance.now();
		// On its way to people first, and to all else once they were woken: the system puts those off until this process rests.
		this.viewers.output(bytes);
		this.#reading.put(bytes, now - this.#typedAt < ECHO_MS);
		this.#waitForMore(this.#pace.read(bytes.length, now));
	}

	#read(bytes: Buffer): void {
		this.#transcript.append(bytes);
		this.#screen.write(bytes);
		this.#state.wrote();
		if (this.#diskTimer === undefined && this.#transcript.pendingBytes() > HIGH_WATER) this.#waitForDisk();
	}

	/** The screen with all that the agent has printed. */
	#seen(): Screen {
		this.#reading.catchUp();
		return this.#screen;
	}

	/** Lets output gather in the terminal for a while. */
	#waitForMore(ms: number): void {
		if (ms === 0 || this.#paceTimer !== undefined) return;
		this.#gate.pause();
		this.#paceTimer = setTimeout(this.#readOn, ms);
	}

	readonly #readOn = (): void => {
		this.#paceTimer = undefined;
		this.#resume();
	};

	/** One reason more, or one less, to let the agent wait for those who take all of its output. */
	#hold(reasons: 1 | -1): void {
		this.#holds += reasons;
		if (this.#holds > 0) this.#gate.pause();
		else this.#resume();
	}

	#resume(): void {
		if (this.#paceTimer === undefined && this.#diskTimer === undefined && this.#holds === 0) this.#gate.resume();
	}

	#waitForDisk(): void {
		this.#gate.pause();
		const look = (): void => {
			if (this.#transcript.pendingBytes() > LOW_WATER) {
				this.#diskTimer = setTimeout(look, DISK_MS);
				return;
			}
			this.#diskTimer = undefined;
			this.#resume();
		};
		this.#diskTimer = setTimeout(look, DISK_MS);
	}

	/** The frames of a new terminal with so many lines of history at most. */
	#snapshot(scrollback?: number): Buffer {
		const screen = this.#seen();
		const firstLine = screen.snapshotLine(scrollback);
		const head = messageFrame({type: 'screen', ...screen.size(), firstLine});
		return Buffer.concat([head, bytesFrame(screen.snapshot(scrollback))]);
	}

	#history(): Buffer | null {
		const screen = this.#seen();
		return screen.snapshotLine() < screen.snapshotLine(0) ? this.#snapshot() : null;
	}
}
