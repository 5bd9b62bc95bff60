// The people and programs that look at one session. A slow viewer loses output, never the agent its speed.
import type {Socket} from 'node:net';
import {createFloodGauge} from './flood.ts';
import {createOutputHold, type Flow} from './output-hold.ts';
import {bytesFrame, type HostMessage, messageFrame} from './protocol.ts';
import {writeNow} from './write-now.ts';

/** What may wait for a viewer of the screen before it is spared: it is sent the screen anew when it catches up. */
const SCREEN_BACKLOG = 256 * 1024;
/** In a flood the screen is sent so often, instead of all that was printed: more is not drawn, and costs its viewers all they have. */
const FLOOD_MS = 66;
/** How soon the end of a flood is seen: its last screen is not to wait for the next one of the flood. */
const FLOOD_END_MS = 10;
/** How long a viewer that was too slow keeps up again before it is sent the history too: in a flood nobody reads it. */
const CALM_MS = 500;
/** Output kept for the one who started the session and is still connecting; with so much the agent waits for it. */
const EARLY_OUTPUT = 1024 * 1024;

/** How long a session that is over waits for the one who started it to connect. */
const STARTER_MS = 3000;

/** How long one who takes nothing keeps a host that is done. */
const LAST_WORDS_MS = 2000;

export type Watching = 'nothing' | 'screen' | 'output' | 'state';

export type Viewer = {
	readonly socket: Socket;
	watching: Watching;
	/** It was too slow: what it has is old. */
	behind: boolean;
	/** It has the screen; the history is to follow. */
	incomplete: NodeJS.Timeout | undefined;
	/** It is sent the screen from time to time, until the flood is over. */
	flooded: NodeJS.Timeout | undefined;
	skipped: number;
};

/** The frames that a screen's viewer begins with: what is seen, and then all of it with its history, where it has one. */
export type Snapshots = {readonly screen: () => Buffer; readonly history: () => Buffer | null};

export type ViewersOptions = {
	readonly snapshots: Snapshots;
	/** Whether the first output waits for one who wants it from the start. */
	readonly keepEarly: boolean;
	readonly flow: Flow;
	/** How long the agent waits for one who takes all of its output and reads nothing; default 10 s. */
	readonly patienceMs?: number;
};

/** Viewers of one session. */
export const createViewers = ({snapshots, keepEarly, flow, patienceMs}: ViewersOptions) => {
	const viewers = new Set<Viewer>();
	const giveUp = (viewer: Viewer): void => {
		viewer.behind = true;
	};
	const hold = createOutputHold(flow, giveUp, patienceMs);
	const early = createEarlyOutput(keepEarly, flow);
	let seen = () => {};
	const gauge = createFloodGauge();
	const firstWatch = new Promise<void>((resolve) => {
		seen = resolve;
	});

	const send = (viewer: Viewer, frame: Buffer): void => {
		if (viewer.socket.writable) writeNow(viewer.socket, frame);
	};
	const sendOutput = (viewer: Viewer, frame: Buffer, length: number): void => {
		if (viewer.flooded !== undefined) return;
		if (viewer.watching === 'screen' && gauge.isFlood(performance.now())) return sparedFrom(viewer);
		if (viewer.watching === 'screen') viewer.behind ||= viewer.socket.writableLength > SCREEN_BACKLOG;
		if (viewer.behind) {
			viewer.skipped += length;
			return;
		}
		send(viewer, frame);
		if (viewer.watching === 'output') hold.look(viewer);
	};
	const sparedFrom = (viewer: Viewer, sentAt = performance.now()): void => {
		viewer.flooded = setTimeout(() => {
			viewer.flooded = undefined;
			const now = performance.now();
			const since = now - sentAt;
			const isOver = gauge.isCalm(now) || (gauge.quietFor(now) >= FLOOD_END_MS && since >= FLOOD_MS / 2);
			if (isOver) return sendScreen(viewer, CALM_MS);
			const isDue = since >= FLOOD_MS && viewer.socket.writableLength === 0;
			if (isDue) sendScreen(viewer, CALM_MS);
			sparedFrom(viewer, isDue ? now : sentAt);
		}, FLOOD_END_MS);
	};
	const endFlood = (viewer: Viewer): void => {
		clearTimeout(viewer.flooded);
		viewer.flooded = undefined;
		sendScreen(viewer, CALM_MS);
	};
	/** A long history takes its time; the screen is there before it. */
	const sendScreen = (viewer: Viewer, historyAfterMs: number): void => {
		clearTimeout(viewer.incomplete);
		send(viewer, snapshots.screen());
		viewer.incomplete = setTimeout(() => sendHistory(viewer), historyAfterMs);
	};
	const sendHistory = (viewer: Viewer): void => {
		clearTimeout(viewer.incomplete);
		viewer.incomplete = undefined;
		if (viewer.flooded !== undefined) return;
		const history = viewer.behind || !viewer.socket.writable ? null : snapshots.history();
		if (history !== null) send(viewer, history);
	};
	const catchUp = (viewer: Viewer): void => {
		hold.release(viewer);
		if (!viewer.behind) return;
		viewer.behind = false;
		if (viewer.watching === 'screen') sendScreen(viewer, CALM_MS);
		else send(viewer, messageFrame({type: 'skipped', bytes: viewer.skipped}));
		viewer.skipped = 0;
	};
	return {
		add: (socket: Socket): Viewer => {
			const viewer: Viewer = {
				socket,
				watching: 'nothing',
				behind: false,
				incomplete: undefined,
				flooded: undefined,
				skipped: 0,
			};
			viewers.add(viewer);
			socket.on('drain', () => catchUp(viewer));
			socket.on('close', () => {
				clearTimeout(viewer.incomplete);
				clearTimeout(viewer.flooded);
				viewers.delete(viewer);
				hold.release(viewer);
			});
			return viewer;
		},
		watch: (viewer: Viewer, what: Watching): void => {
			viewer.watching = what;
			if (what === 'screen') sendScreen(viewer, 0);
			if (what !== 'output') return;
			const {chunks, skipped} = early.take();
			for (const bytes of chunks) send(viewer, bytesFrame(bytes));
			if (skipped > 0) send(viewer, messageFrame({type: 'skipped', bytes: skipped}));
			hold.look(viewer);
			seen();
		},
		output: (bytes: Buffer): void => {
			early.keep(bytes);
			gauge.note(bytes.length, performance.now());
			let frame: Buffer | undefined;
			for (const viewer of viewers) {
				if (viewer.watching !== 'screen' && viewer.watching !== 'output') continue;
				frame ??= bytesFrame(bytes);
				sendOutput(viewer, frame, bytes.length);
			}
		},
		tell: (message: HostMessage): void => {
			for (const viewer of viewers) if (viewer.watching !== 'nothing') send(viewer, messageFrame(message));
		},
		/** The starter who wanted to watch has what was kept for it, or did not come in time. */
		someoneSaw: async (): Promise<void> => {
			if (early.waits()) await Promise.race([firstWatch, new Promise((resolve) => setTimeout(resolve, STARTER_MS))]);
		},
		/** The session is to end: the agent waits for nobody any more. */
		waitNoMore: hold.waitNoMore,
		/** Says the last word to everyone and resolves when all have it or have gone. */
		close: async (last: HostMessage): Promise<void> => {
			const ends = [...viewers].map(
				(viewer) =>
					new Promise<void>((resolve) => {
						if (viewer.flooded !== undefined) endFlood(viewer);
						if (viewer.behind) catchUp(viewer);
						if (viewer.incomplete !== undefined) sendHistory(viewer);
						hold.release(viewer);
						viewer.socket.once('close', () => resolve());
						viewer.socket.end(messageFrame(last));
						// A viewer that stopped reading does not keep the host; one that takes all of the output may take its time.
						const drop = () => void viewer.socket.destroy();
						if (viewer.watching === 'output') viewer.socket.setTimeout(LAST_WORDS_MS, drop);
						else setTimeout(drop, LAST_WORDS_MS).unref();
					}),
			);
			await Promise.all(ends);
		},
	};
};

export type Viewers = ReturnType<typeof createViewers>;

/** The first output, for the one who is about to connect; it waits for a while with the agent paused where it is much. */
const createEarlyOutput = (wanted: boolean, flow: Flow) => {
	let chunks: Buffer[] | undefined = wanted ? [] : undefined;
	let bytes = 0;
	let skipped = 0;
	let full: NodeJS.Timeout | undefined;
	return {
		keep: (output: Buffer): void => {
			if (chunks === undefined) return;
			if (bytes >= EARLY_OUTPUT && full !== undefined) {
				skipped += output.length;
				return;
			}
			chunks.push(Buffer.from(output));
			bytes += output.length;
			if (bytes < EARLY_OUTPUT) return;
			flow.pause();
			full = setTimeout(flow.resume, STARTER_MS);
		},
		waits: (): boolean => chunks !== undefined,
		/** What was kept, and how much could not be. */
		take: (): {chunks: readonly Buffer[]; skipped: number} => {
			const taken = {chunks: chunks ?? [], skipped: chunks === undefined ? 0 : skipped};
			if (chunks !== undefined && full !== undefined) {
				clearTimeout(full);
				flow.resume();
			}
			chunks = undefined;
			return taken;
		},
	};
};
