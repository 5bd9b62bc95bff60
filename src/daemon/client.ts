// The viewer's end of a session's socket.
import {connect, type Socket} from 'node:net';
import {errorCode, Refused} from '../domain/errors.ts';
import {plainLine} from '../domain/text.ts';
import {bytesFrame, createFrameReader, HostMessage, messageFrame, PROTOCOL, type ViewerMessage} from './protocol.ts';
import {writeNow} from './write-now.ts';

export type SessionAddress = {readonly sessionId: string; readonly socket: string; readonly token: string};

export type ConnectionHandlers = {
	readonly onMessage: (message: HostMessage) => void;
	/** The bytes are the caller's until this returns. */
	readonly onBytes: (bytes: Buffer) => void;
	/** After so many bytes, how many milliseconds to wait before the next ones are read; 0 for none. */
	readonly waitAfter?: (length: number) => number;
	/** All of what was read at once is with its handlers. */
	readonly onRead?: () => void;
	/** The connection is over; after an `ended` message that is the session's end, else its host's. */
	readonly onClose: () => void;
};

export type SessionConnection = {
	send(message: ViewerMessage): void;
	type(bytes: string | Uint8Array): void;
	close(): void;
	/** Closes once all that was sent has left; resolves then. */
	end(): Promise<void>;
};

/** How long a host may take to answer: the system accepts a connection also for one that is stopped or hangs. */
const PATIENCE_MS = 15_000;

/** Connects and shakes hands. Refused when nobody listens or answers, another session does, or it speaks another protocol. */
export const connectSession = (
	address: SessionAddress,
	handlers: ConnectionHandlers,
	patienceMs = PATIENCE_MS,
): Promise<SessionConnection> =>
	new Promise((resolve, reject) => {
		let onChunk = (_: Buffer): boolean => true;
		const socket = connect({path: address.socket, onread: readInto((chunk) => onChunk(chunk))});
		let welcomed = false;
		const patience = setTimeout(
			() => fail('silent', 'its session host is there but does not answer; look whether it was stopped (SIGSTOP)'),
			patienceMs,
		);
		const fail = (code: string, message: string): void => {
			clearTimeout(patience);
			reject(
				new Refused({
					kind: 'refused',
					code,
					message: `session ${address.sessionId}: ${message}`,
					sessionId: address.sessionId,
				}),
			);
			socket.destroy();
		};
		const onMessage = (message: HostMessage): void => {
			if (welcomed) return handlers.onMessage(message);
			if (message.type === 'refused') return fail(message.code, plainLine(message.message));
			if (message.type !== 'welcome' || message.sessionId !== address.sessionId)
				return fail('stranger', 'another program answers on its socket');
			welcomed = true;
			clearTimeout(patience);
			resolve(connectionOn(socket));
		};
		onChunk = inTurns(socket, frameReader(socket, {...handlers, onMessage}), handlers.waitAfter);
		socket.on('connect', () => socket.write(messageFrame({type: 'hello', protocol: PROTOCOL, token: address.token})));
		socket.on('error', (error) =>
			fail('unreachable', `its session host does not answer (${errorCode(error) ?? error.message})`),
		);
		socket.on('close', () => {
			if (welcomed) handlers.onClose();
			else fail('unreachable', 'its session host closed the connection');
		});
	});

/** One buffer for all reads of all connections, where Node would make 64 kB anew for each; what lasts is copied out of it. */
const READ_BUFFER = Buffer.allocUnsafeSlow(64 * 1024);

const readInto = (take: (chunk: Buffer) => boolean) => ({
	buffer: READ_BUFFER,
	callback: (length: number): boolean => take(READ_BUFFER.subarray(0, length)),
});

/**
 * Reads one buffer, then lets others have their turn: Node would read thirty-two of them in a row, and a key or another
 * session would wait for all.
 */
const inTurns = (
	socket: Socket,
	take: (chunk: Buffer) => void,
	waitAfter: (length: number) => number = () => 0,
): ((chunk: Buffer) => boolean) => {
	const goOn = (): void => {
		if (!socket.destroyed) socket.resume();
	};
	return (chunk) => {
		take(chunk);
		const wait = waitAfter(chunk.length);
		if (wait > 0) setTimeout(goOn, wait);
		else if (chunk.length < READ_BUFFER.length) return true;
		else setImmediate(goOn);
		return false;
	};
};

/** Takes what the socket gave; `onBytes` may use its bytes until it returns. */
const frameReader = (socket: Socket, {onMessage, onBytes, onRead}: ConnectionHandlers): ((chunk: Buffer) => void) => {
	const reader = createFrameReader({
		onMessage: (json) => {
			const parsed = HostMessage.safeParse(json);
			if (parsed.success) onMessage(parsed.data);
		},
		onBytes,
	});
	return (chunk) => {
		try {
			reader.push(chunk);
			onRead?.();
		} catch {
			socket.destroy();
		}
	};
};

const connectionOn = (socket: Socket): SessionConnection => ({
	send: (message) => {
		if (!socket.destroyed) socket.write(messageFrame(message));
	},
	type: (bytes) => {
		if (!socket.destroyed) writeNow(socket, bytesFrame(typeof bytes === 'string' ? Buffer.from(bytes) : bytes));
	},
	close: () => socket.destroy(),
	end: () =>
		new Promise((resolve) => {
			if (socket.destroyed) return resolve();
			socket.once('close', () => resolve());
			socket.end(() => socket.destroy());
		}),
});
