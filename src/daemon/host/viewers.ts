// The people and programs that look at one session. A slow viewer loses output, never the agent its speed.
import type {Socket} from 'node:net';
import {bytesFrame, type HostMessage, messageFrame} from '../protocol.ts';
import {createEarlyOutput, STARTER_MS} from './early-output.ts';
import {createFloodGauge} from './flood.ts';
import {createOutputHold, type Flow, type OutputHold} from './output-hold.ts';
import {type Snapshots, Viewer, type Watching} from './viewer.ts';

export type ViewersOptions = {
	readonly snapshots: Snapshots;
	/** Whether the first output waits for one who wants it from the start. */
	readonly keepEarly: boolean;
	readonly flow: Flow;
	/** How long the agent waits for one who takes all of its output and reads nothing; default 10 s. */
	readonly patienceMs?: number;
};

/** Viewers of one session. */
export class Viewers {
	readonly #snapshots: Snapshots;
	readonly #all = new Set<Viewer>();
	readonly #gauge = createFloodGauge();
	readonly #early: ReturnType<typeof createEarlyOutput>;
	readonly #hold: OutputHold<Viewer>;
	readonly #firstWatch = Promise.withResolvers<void>();

	constructor({snapshots, keepEarly, flow, patienceMs}: ViewersOptions) {
		this.#snapshots = snapshots;
		this.#early = createEarlyOutput(keepEarly, flow);
		this.#hold = createOutputHold(flow, (viewer) => viewer.giveUp(), patienceMs);
	}

	/** One that watches nothing yet. */
	add(socket: Socket): Viewer {
		const viewer = new Viewer(socket, {snapshots: this.#snapshots, gauge: this.#gauge, hold: this.#hold});
		this.#all.add(viewer);
		socket.on('close', () => {
			this.#all.delete(viewer);
			viewer.forget();
		});
		return viewer;
	}

	watch(viewer: Viewer, what: Watching): void {
		if (what === 'screen') viewer.watchScreen();
		else if (what !== 'output') viewer.watchLess(what);
		else {
			viewer.watchOutput(this.#early.take());
			this.#firstWatch.resolve();
		}
	}

	/** The session printed this. */
	output(bytes: Buffer): void {
		this.#early.keep(bytes);
		this.#gauge.note(bytes.length, performance.now());
		let frame: Buffer | undefined;
		for (const viewer of this.#all) {
			if (viewer.watching !== 'screen' && viewer.watching !== 'output') continue;
			frame ??= bytesFrame(bytes);
			viewer.take(frame, bytes.length);
		}
	}

	/** Says something to all who watch. */
	tell(message: HostMessage): void {
		for (const viewer of this.#all) if (viewer.watching !== 'nothing') viewer.send(messageFrame(message));
	}

	/** The starter who wanted to watch has what was kept for it, or did not come in time. */
	async someoneSaw(): Promise<void> {
		if (!this.#early.waits()) return;
		await Promise.race([this.#firstWatch.promise, new Promise((resolve) => setTimeout(resolve, STARTER_MS))]);
	}

	/** The session is to end: the agent waits for nobody any more. */
	waitNoMore(): void {
		this.#hold.waitNoMore();
	}

	/** Says the last word to everyone and resolves when all have it or have gone. */
	async close(last: HostMessage): Promise<void> {
		await Promise.all([...this.#all].map((viewer) => viewer.end(messageFrame(last))));
	}
}
