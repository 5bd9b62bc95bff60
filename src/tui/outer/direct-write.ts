// Frames go to the terminal without the detour through Node's stream: what it takes at once is written at once.
import {writeSync} from 'node:fs';
import type {PaintedStream} from '../compositor/painter.ts';

/** The terminal's stream with a short cut past its queue. Where there is no way past it, all goes through it, in order. */
export const directTo = (stdout: NodeJS.WriteStream): PaintedStream => ({
	write: (text, written) => {
		const bytes = Buffer.from(text);
		const fd = stdout.writableLength === 0 ? descriptorOf(stdout) : -1;
		const taken = fd < 0 ? 0 : tryWrite(fd, bytes);
		if (taken === bytes.length) written();
		else stdout.write(taken === 0 ? bytes : bytes.subarray(taken), () => written());
	},
});

/**
 * Node opens a terminal anew for itself and tells nobody by which descriptor; a write there never waits, since `Terminal` has
 * made it so.
 */
const descriptorOf = (stdout: NodeJS.WriteStream): number =>
	stdout.isTTY ? ((stdout as unknown as {_handle?: {fd?: number} | null})._handle?.fd ?? -1) : -1;

/** How many bytes were taken; none where the terminal is full or gone, which the usual way finds out. */
const tryWrite = (fd: number, bytes: Buffer): number => {
	try {
		return writeSync(fd, bytes);
	} catch {
		return 0;
	}
};
