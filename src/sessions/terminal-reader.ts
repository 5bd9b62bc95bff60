// Reading a terminal into one buffer, with pauses.
import type {ReadStream} from 'node:tty';

/**
 * One buffer for all terminals: a read is copied out of it before the next one begins. Node's own way makes 64 kB anew for
 * each read, and goes on reading after `pause` until those are full.
 */
const READ_BUFFER = new Uint8Array(64 * 1024);

/** Reads a terminal, and lets it wait. To stop out of the listener costs nothing: the answer of the callback does it. */
export const createTerminalReader = () => {
	let listener = (_: Buffer): void => {};
	let wanted = true;
	let inListener = false;
	let socket: ReadStream | undefined;
	const give = (bytes: Buffer): void => {
		inListener = true;
		listener(bytes);
		inListener = false;
	};
	return {
		buffer: READ_BUFFER,
		callback: (length: number): boolean => {
			give(Buffer.from(READ_BUFFER.subarray(0, length)));
			return wanted;
		},
		/** Gives the listener what was read past the stream; it may be in a pause, and stays in it. */
		give: (bytes: Buffer): void => {
			const was = wanted;
			give(bytes);
			if (was && !wanted) socket?.pause();
		},
		drives: (driven: ReadStream): void => {
			socket = driven;
		},
		start: (given: (bytes: Buffer) => void): void => {
			listener = given;
			socket?.resume();
		},
		pause: (): void => {
			wanted = false;
			if (!inListener) socket?.pause();
		},
		resume: (): void => {
			wanted = true;
			socket?.resume();
		},
		isPaused: (): boolean => !wanted,
	};
};

export type TerminalReader = ReturnType<typeof createTerminalReader>;
