// The people and programs that look at one session. A slow viewer loses output, never the agent its speed.
import type {Socket} from 'node:net';
import {bytesFrame, type HostMessage, messageFrame} from './protocol.ts';

/** What may wait for a viewer before it is spared: a screen is sent anew when it catches up, plain output is cut. */
const SCREEN_BACKLOG = 1024 * 1024;
const OUTPUT_BACKLOG = 8 * 1024 * 1024;
/** Output kept for the one who started the session and is still connecting. */
const EARLY_OUTPUT = 1024 * 1024;

/** How long a session that is over waits for the one who started it to connect. */
const STARTER_MS = 3000;

export type Watching = 'nothing' | 'screen' | 'output' | 'state';

export type Viewer = {
	readonly socket: Socket;
	watching: Watching;
	/** It was too slow: what it has is old. */
	behind: boolean;
	/** It has the screen, and the history is to follow. */
	incomplete: boolean;
	skipped: number;
};

/** The frames that a screen's viewer begins with: what is seen, and then all of it with its history, where it has one. */
export type Snapshots = {readonly screen: () => Buffer; readonly history: () => Buffer | null};

/** Viewers of one session. `keepEarly`: the first output waits for one who wants it from the start. */
export const createViewers = (snapshots: Snapshots, keepEarly: boolean) => {
	const viewers = new Set<Viewer>();
	let early: Buffer[] | undefined = keepEarly ? [] : undefined;
	let earlyBytes = 0;
	let seen = () => {};
	const firstWatch = new Promise<void>((resolve) => {
		seen = resolve;
	});

	const send = (viewer: Viewer, frame: Buffer): void => {
		if (viewer.socket.writable) viewer.socket.write(frame);
	};
	const sendOutput = (viewer: Viewer, frame: Buffer, length: number): void => {
		if (
			viewer.behind ||
			viewer.socket.writableLength > (viewer.watching === 'screen' ? SCREEN_BACKLOG : OUTPUT_BACKLOG)
		) {
			viewer.behind = true;
			viewer.skipped += length;
		} else send(viewer, frame);
	};
	/** A long history takes its time; the screen is there before it. */
	const sendScreen = (viewer: Viewer): void => {
		send(viewer, snapshots.screen());
		viewer.incomplete = true;
		setImmediate(() => viewer.incomplete && sendHistory(viewer));
	};
	const sendHistory = (viewer: Viewer): void => {
		viewer.incomplete = false;
		const history = viewer.behind || !viewer.socket.writable ? null : snapshots.history();
		if (history !== null) send(viewer, history);
	};
	const catchUp = (viewer: Viewer): void => {
		if (!viewer.behind) return;
		viewer.behind = false;
		if (viewer.watching === 'screen') sendScreen(viewer);
		else send(viewer, messageFrame({type: 'skipped', bytes: viewer.skipped}));
		viewer.skipped = 0;
	};
	const keep = (bytes: Buffer): void => {
		if (early === undefined || earlyBytes + bytes.length > EARLY_OUTPUT) return;
		early.push(Buffer.from(bytes));
		earlyBytes += bytes.length;
	};
	return {
		add: (socket: Socket): Viewer => {
			const viewer: Viewer = {socket, watching: 'nothing', behind: false, incomplete: false, skipped: 0};
			viewers.add(viewer);
			socket.on('drain', () => catchUp(viewer));
			socket.on('close', () => viewers.delete(viewer));
			return viewer;
		},
		watch: (viewer: Viewer, what: Watching): void => {
			viewer.watching = what;
			if (what === 'screen') sendScreen(viewer);
			if (what !== 'output') return;
			for (const bytes of early ?? []) send(viewer, bytesFrame(bytes));
			early = undefined;
			seen();
		},
		output: (bytes: Buffer): void => {
			keep(bytes);
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
			if (early !== undefined)
				await Promise.race([firstWatch, new Promise((resolve) => setTimeout(resolve, STARTER_MS))]);
		},
		/** Says the last word to everyone and resolves when all have it or have gone. */
		close: async (last: HostMessage): Promise<void> => {
			const ends = [...viewers].map(
				(viewer) =>
					new Promise<void>((resolve) => {
						if (viewer.behind) catchUp(viewer);
						if (viewer.incomplete) sendHistory(viewer);
						viewer.socket.once('close', () => resolve());
						viewer.socket.end(messageFrame(last));
					}),
			);
			// A viewer that stopped reading does not keep the host.
			await Promise.race([Promise.all(ends), new Promise((resolve) => setTimeout(resolve, 2000))]);
			for (const viewer of viewers) viewer.socket.destroy();
		},
	};
};

export type Viewers = ReturnType<typeof createViewers>;
