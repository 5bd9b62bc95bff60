// A key that comes through a socket reaches the agent's terminal without the detour through Node's stream, whose work
// before and after each read costs more than all that is done with a key.
import {Socket} from 'node:net';

/** One buffer for all reads of all connections; what lasts is copied out of it. */
const READ_BUFFER = new Uint8Array(64 * 1024);

type Handle = {useUserBuffer?: unknown};

/**
 * An accepted connection (`pauseOnConnect`) whose bytes go to `take`, which has them until it returns. Node offers this
 * for connections that are made, not for those that are accepted: the accepted one's handle is given to a new socket, as
 * Node's own cluster module does. Where a version has another kind of handle, the stream is read as usual.
 */
export const readDirectly = (accepted: Socket, take: (chunk: Buffer) => void): Socket => {
	const inner = accepted as unknown as {_handle?: Handle | null};
	const handle = inner._handle;
	if (typeof handle?.useUserBuffer !== 'function') return accepted.on('data', take).resume();
	inner._handle = null;
	accepted.destroy();
	const callback = (length: number): boolean => {
		take(Buffer.from(READ_BUFFER.buffer, 0, length));
		return true;
	};
	const options = {handle, readable: true, writable: true, onread: {buffer: READ_BUFFER, callback}};
	return new Socket(options as unknown as ConstructorParameters<typeof Socket>[0]).resume();
};
