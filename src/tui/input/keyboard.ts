// A person's keys, read past Node's stream: what that does before and after each key costs more than all that mosaic does
// with it, and the one who waits for the key is woken late.
import {ReadStream} from 'node:tty';

const READ_BUFFER = new Uint8Array(64 * 1024);

/**
 * The terminal's keyboard as a stream whose `data` events come straight from the system; another kind of standard
 * input is given back as it is. To be used instead of `stdin`, not beside it.
 */
export const keyboardOf = (stdin: NodeJS.ReadStream): NodeJS.ReadStream => {
	if (!stdin.isTTY) return stdin;
	const keyboard: ReadStream = new ReadStream((stdin as unknown as {fd: number}).fd, {
		onread: {
			buffer: READ_BUFFER,
			callback: (length) => {
				// Those who listen may keep the bytes.
				keyboard.emit('data', Buffer.from(READ_BUFFER.subarray(0, length)));
				return true;
			},
		},
	});
	return keyboard;
};
