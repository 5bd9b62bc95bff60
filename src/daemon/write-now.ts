// A key and its echo go to a socket without the detour through Node's stream, which costs more than all else that is done
// with them.
import {writeSync} from 'node:fs';
import type {Socket} from 'node:net';

/** Node does not tell a socket's file descriptor; where a version has none here, every write takes the usual way. */
const descriptorOf = (socket: Socket): number =>
	(socket as unknown as {_handle?: {fd?: number} | null})._handle?.fd ?? -1;

/** Writes at once what the socket takes at once; the rest, and any failure, goes the usual way. Order is kept. */
export const writeNow = (socket: Socket, bytes: Buffer): void => {
	const fd = socket.writableLength === 0 && !socket.connecting && socket.writable ? descriptorOf(socket) : -1;
	const taken = fd < 0 ? 0 : tryWrite(fd, bytes);
	if (taken < bytes.length) socket.write(taken === 0 ? bytes : bytes.subarray(taken));
};

/** How many bytes were taken; none where the socket is full or broken, which the usual way finds out and tells. */
const tryWrite = (fd: number, bytes: Buffer): number => {
	try {
		return writeSync(fd, bytes);
	} catch {
		return 0;
	}
};
