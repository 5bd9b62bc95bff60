// The engine's door: a unix socket in a directory of this user, a version, a token. See engine-protocol.ts.
import {chmodSync, rmSync} from 'node:fs';
import {createServer, type Socket} from 'node:net';
import {refusalFrom} from '../../domain/errors.ts';
import type {EngineAnswer} from '../../engine/kernel/port.ts';
import {sameToken} from '../host/server.ts';
import {createFrameReader, jsonFrame, LONGEST} from '../protocol.ts';
import {ClientMessage, ENGINE_PROTOCOL, type EngineMessage} from './engine-protocol.ts';

export type EngineServerOptions = {
	readonly token: string;
	readonly dispatch: (command: unknown) => Promise<EngineAnswer>;
	/** Told after each change how many clients are connected. */
	readonly onClients: (count: number) => void;
};

export type EngineServer = {
	/** Tells every client that the journal has new events. */
	changed(): void;
	/** Takes no new clients and lets go of those that are there. */
	close(): void;
};

/** A stranger is held in memory no longer than it takes to see that it has no token. */
const LONGEST_HELLO = 4096;

/** Listens at `file`, in place of whatever was left there; resolves once clients can come. */
export const serveEngine = (file: string, options: EngineServerOptions): Promise<EngineServer> =>
	new Promise((resolve, reject) => {
		const clients = new Set<Socket>();
		const server = createServer((socket) =>
			admit(socket, options, (welcome) => {
				if (welcome) clients.add(socket);
				else if (!clients.delete(socket)) return;
				options.onClients(clients.size);
			}),
		);
		rmSync(file, {force: true});
		server.once('error', reject);
		server.listen(file, () => {
			chmodSync(file, 0o600);
			server.off('error', reject);
			resolve({
				changed: () => {
					for (const socket of clients) if (!socket.destroyed) socket.write(CHANGED);
				},
				close: () => {
					server.close();
					for (const socket of clients) socket.end();
				},
			});
		});
	});

const CHANGED = jsonFrame({type: 'changed'} satisfies EngineMessage);

const admit = (socket: Socket, {token, dispatch}: EngineServerOptions, count: (welcome: boolean) => void): void => {
	let welcomed = false;
	const say = (message: EngineMessage): void => {
		if (!socket.destroyed) socket.write(jsonFrame(message));
	};
	const turnAway = (code: string, message: string): void => {
		socket.end(jsonFrame({type: 'refused', code, message} satisfies EngineMessage));
	};
	const greet = (hello: Extract<ClientMessage, {type: 'hello'}>): void => {
		if (hello.protocol !== ENGINE_PROTOCOL)
			return turnAway('version', `the engine speaks protocol ${ENGINE_PROTOCOL}, this mosaic ${hello.protocol}`);
		if (!sameToken(hello.token, token)) return turnAway('token', 'the token is not this engine’s');
		if (!welcomed) count(true);
		welcomed = true;
		say({type: 'welcome', protocol: ENGINE_PROTOCOL, pid: process.pid});
	};
	const onMessage = (json: unknown): void => {
		const parsed = ClientMessage.safeParse(json);
		if (!parsed.success) return turnAway('protocol', 'the message is not of this protocol');
		if (parsed.data.type === 'hello') return greet(parsed.data);
		if (!welcomed) return turnAway('protocol', 'say hello first');
		const {id, command} = parsed.data;
		dispatch(command).then(
			(answer) =>
				say(
					answer.ok
						? {type: 'done', id, message: answer.message, value: answer.value ?? null}
						: {type: 'not-done', id, refusal: answer.refusal},
				),
			(error) => say({type: 'not-done', id, refusal: refusalFrom(error)}),
		);
	};
	const reader = createFrameReader({onMessage, onBytes: () => socket.destroy()}, () =>
		welcomed ? LONGEST : LONGEST_HELLO,
	);
	socket.on('error', () => socket.destroy());
	socket.on('close', () => count(false));
	socket.on('data', (chunk) => {
		try {
			reader.push(chunk);
		} catch {
			socket.destroy();
		}
	});
};
