// A program's output goes whole to those who take it from the start (`mosaic run > file`): while one of them is behind
// the agent waits for it, but not for ever.
import type {Socket} from 'node:net';

/** What may wait for such a viewer before the agent is paused. */
const MOST_WAITING = 1024 * 1024;
/** One that took nothing for so long does not read at all (a pager nobody scrolls): the agent goes on, and it is told what it missed. */
const PATIENCE_MS = 10_000;

export type Flow = {
	/** Reads no more of the agent's output. */
	readonly pause: () => void;
	readonly resume: () => void;
};

/** Pauses the flow while anybody is behind. `givenUp` is called with one that did not read in time. */
export const createOutputHold = <V extends {readonly socket: Socket}>(
	flow: Flow,
	givenUp: (viewer: V) => void,
	patienceMs = PATIENCE_MS,
) => {
	const behind = new Map<V, () => void>();
	let patient = true;
	const release = (viewer: V): void => {
		const giveUp = behind.get(viewer);
		if (giveUp === undefined) return;
		behind.delete(viewer);
		viewer.socket.setTimeout(0, giveUp);
		if (behind.size === 0) flow.resume();
	};
	const spare = (viewer: V): void => {
		givenUp(viewer);
		release(viewer);
	};
	return {
		/** Looks at a viewer that was just written to. */
		look: (viewer: V): void => {
			const {socket} = viewer;
			if (behind.has(viewer) || socket.destroyed || socket.writableLength <= MOST_WAITING) return;
			if (!patient) return givenUp(viewer);
			const giveUp = () => spare(viewer);
			behind.set(viewer, giveUp);
			if (behind.size === 1) flow.pause();
			// Node begins anew with this time whenever a part of what waits was taken.
			socket.setTimeout(patienceMs, giveUp);
		},
		/** It has taken everything, or is gone. */
		release,
		/** The session is to end: from now on nobody is waited for. */
		waitNoMore: (): void => {
			patient = false;
			for (const viewer of [...behind.keys()]) spare(viewer);
		},
	};
};

export type OutputHold<V extends {readonly socket: Socket}> = ReturnType<typeof createOutputHold<V>>;
