// The client's end of the engine's socket.
import {connect, type Socket} from 'node:net';
import {errorCode, Refused} from '../../domain/errors.ts';
import {plainLine} from '../../domain/text.ts';
import type {EngineAnswer, EnginePort} from '../../engine/kernel/port.ts';
import {createFrameReader, jsonFrame} from '../protocol.ts';
import {refusalOfReport} from '../spawn.ts';
import {type ClientMessage, ENGINE_PROTOCOL, EngineMessage} from './engine-protocol.ts';

export type EngineAddress = {readonly socket: string; readonly token: string};

/** How long an engine may take to say hello: the system accepts a connection also for one that is stopped or hangs. */
const PATIENCE_MS = 15_000;

export type EngineConnection = EnginePort & {
	/** Resolves when the engine is there no more, or this end was closed. */
	readonly gone: Promise<void>;
	/** Whether it was started to be connected to. */
	readonly isNew?: boolean;
};

/**
 * Connects and shakes hands, unless the signal comes first. Refused with `unreachable` where nobody listens any more, so
 * that a caller can look again.
 */
export const connectEngine = (
	{socket: file, token}: EngineAddress,
	signal?: AbortSignal,
): Promise<EngineConnection> => {
	const socket = connect(file);
	const {promise, resolve, reject} = Promise.withResolvers<EngineConnection>();
	const fail = (code: string, message: string): void => {
		reject(new Refused({kind: 'refused', code, message: `the engine of this project: ${message}.`}));
		socket.destroy();
	};
	const giveUp = (): void => fail('closed', 'mosaic ended before it answered');
	const silent = (): void => fail('silent', 'it is there but does not answer; look whether it was stopped (SIGSTOP)');
	const patience = setTimeout(silent, PATIENCE_MS);
	signal?.addEventListener('abort', giveUp);
	let connection: Connection | undefined;
	hearMessages(socket, (message) => {
		if (connection) return connection.take(message);
		if (message.type === 'refused') return fail(message.code, plainLine(message.message));
		if (message.type !== 'welcome') return fail('stranger', 'another program answers on its socket');
		connection = new Connection(socket);
		resolve(connection);
	});
	socket.on('connect', () => send(socket, {type: 'hello', protocol: ENGINE_PROTOCOL, token}));
	socket.on('error', (error) => fail('unreachable', `it does not answer (${errorCode(error) ?? error.message})`));
	socket.on('close', () => {
		if (connection) connection.end();
		else fail('unreachable', 'it closed the connection');
	});
	return promise.finally(() => {
		clearTimeout(patience);
		signal?.removeEventListener('abort', giveUp);
	});
};

/** What is no message of the protocol ends the connection. */
const hearMessages = (socket: Socket, hear: (message: EngineMessage) => void): void => {
	const reader = createFrameReader({
		onBytes: () => socket.destroy(),
		onMessage: (json) => {
			const message = EngineMessage.safeParse(json);
			if (message.success) hear(message.data);
			else socket.destroy();
		},
	});
	socket.on('data', (chunk) => {
		try {
			reader.push(chunk);
		} catch {
			socket.destroy();
		}
	});
};

const send = (socket: Socket, message: ClientMessage): void => void socket.write(jsonFrame(message));

/** A connection whose hands are shaken. */
class Connection implements EngineConnection {
	readonly gone: Promise<void>;
	readonly #socket: Socket;
	readonly #listeners = new Set<() => void>();
	readonly #waiting = new Map<number, (answer: EngineAnswer) => void>();
	readonly #end = Promise.withResolvers<void>();
	#nextId = 1;
	#isOver = false;

	constructor(socket: Socket) {
		this.#socket = socket;
		this.gone = this.#end.promise;
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	dispatch(command: unknown): Promise<EngineAnswer> {
		return new Promise((resolve) => {
			if (this.#isOver) return resolve(LOST);
			const id = this.#nextId++;
			this.#waiting.set(id, resolve);
			send(this.#socket, {type: 'command', id, command});
		});
	}

	async close(): Promise<void> {
		this.#socket.destroy();
		await this.gone;
	}

	/** The engine said this. */
	take(message: EngineMessage): void {
		if (message.type === 'changed') for (const listener of this.#listeners) listener();
		if (message.type !== 'done' && message.type !== 'not-done') return;
		const resolve = this.#waiting.get(message.id);
		this.#waiting.delete(message.id);
		if (message.type === 'done') resolve?.({ok: true, message: message.message, value: message.value});
		else resolve?.({ok: false, refusal: refusalOfReport(message.refusal)});
	}

	/** The socket is closed. */
	end(): void {
		this.#isOver = true;
		for (const resolve of this.#waiting.values()) resolve(LOST);
		this.#waiting.clear();
		this.#end.resolve();
	}
}

/** What was asked for may have happened or not; the journal says, and asking again under the same token is safe. */
const LOST: EngineAnswer = {
	ok: false,
	refusal: {
		kind: 'refused',
		code: 'engine-lost',
		message: 'the engine went away before it answered. Ask again: what it had done already is not done twice.',
	},
};
