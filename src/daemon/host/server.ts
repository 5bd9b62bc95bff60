// The session host's door: a unix socket in a directory of this user, a version, a token.
import {timingSafeEqual} from 'node:crypto';
import {chmodSync} from 'node:fs';
import {createServer, type Server, type Socket} from 'node:net';
import {refusalFrom} from '../../domain/errors.ts';
import {readDirectly} from '../direct-read.ts';
import {createFrameReader, type FrameHandlers, LONGEST, messageFrame, PROTOCOL, ViewerMessage} from '../protocol.ts';
import type {Viewer} from './viewer.ts';

export type ServerHandlers = {
	readonly sessionId: string;
	readonly token: string;
	/** Lets a viewer in; undefined while there is no screen yet. */
	readonly admit: (socket: Socket) => Viewer | undefined;
	readonly onMessage: (viewer: Viewer, message: Exclude<ViewerMessage, {type: 'hello'}>) => void;
	readonly onBytes: (bytes: Buffer) => void;
};

/** Listens at `file`; resolves once viewers can come. */
export const serveSession = (file: string, handlers: ServerHandlers): Promise<Server> =>
	new Promise((resolve, reject) => {
		const server = createServer({pauseOnConnect: true}, (socket) => admit(socket, handlers));
		server.once('error', reject);
		server.listen(file, () => {
			chmodSync(file, 0o600);
			server.off('error', reject);
			resolve(server);
		});
	});

/** A stranger is held in memory no longer than it takes to see that it has no token. */
const LONGEST_HELLO = 4096;

const admit = (accepted: Socket, handlers: ServerHandlers): void => {
	let viewer: Viewer | undefined;
	const socket = readDirectly(accepted, (chunk) => read(chunk));
	const turnAway = (code: string, message: string): void => {
		socket.end(messageFrame({type: 'refused', code, message}));
	};
	/** What fails on this side is told to the viewer; only what is no frame closes the connection without a word. */
	const guarded = (work: () => void): void => {
		try {
			work();
		} catch (error) {
			turnAway('fault', refusalFrom(error).message);
		}
	};
	const frames: FrameHandlers = {
		onMessage: (json) => {
			const parsed = ViewerMessage.safeParse(json);
			if (!parsed.success) return turnAway('protocol', 'the message is not of this protocol');
			const message = parsed.data;
			if (message.type === 'hello') {
				if (message.protocol !== PROTOCOL)
					return turnAway(
						'version',
						`this session speaks protocol ${PROTOCOL}, the viewer ${message.protocol}; use the mosaic that started it`,
					);
				if (!sameToken(message.token, handlers.token)) return turnAway('token', 'the token is not this session’s');
				viewer ??= handlers.admit(socket);
				if (!viewer) return turnAway('starting', 'it is still starting; try again in a moment');
				socket.write(messageFrame({type: 'welcome', protocol: PROTOCOL, sessionId: handlers.sessionId}));
			} else if (viewer) guarded(() => handlers.onMessage(viewer as Viewer, message));
			else turnAway('protocol', 'say hello first');
		},
		onBytes: (bytes) => {
			// What the terminal does not take at once waits longer than the bytes last.
			if (viewer) handlers.onBytes(Buffer.from(bytes));
			else turnAway('protocol', 'say hello first');
		},
	};
	const reader = createFrameReader(frames, () => (viewer ? LONGEST : LONGEST_HELLO));
	socket.on('error', () => socket.destroy());
	const read = (chunk: Buffer): void => {
		try {
			reader.push(chunk);
		} catch {
			socket.destroy();
		}
	};
};

/** Whether a token is the right one; how long the answer takes does not tell how much of it was. */
export const sameToken = (given: string, own: string): boolean => {
	const a = Buffer.from(given);
	const b = Buffer.from(own);
	return a.length === b.length && timingSafeEqual(a, b);
};
