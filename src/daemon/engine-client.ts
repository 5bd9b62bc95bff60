// The client's end of the engine's socket.
import {connect, type Socket} from 'node:net';
import {errorCode, Refused} from '../domain/errors.ts';
import {plainLine} from '../domain/text.ts';
import type {EngineAnswer, EnginePort} from '../engine/kernel/port.ts';
import {type ClientMessage, ENGINE_PROTOCOL, EngineMessage} from './engine-protocol.ts';
import {createFrameReader, jsonFrame} from './protocol.ts';
import {refusalOfReport} from './spawn.ts';

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
export const connectEngine = ({socket: file, token}: EngineAddress, signal?: AbortSignal): Promise<EngineConnection> =>
	new Promise((resolve, reject) => {
		const socket = connect(file);
		const giveUp = (): void => fail('closed', 'mosaic ended before it answered');
		let connection: ReturnType<typeof connectionOn> | undefined;
		const fail = (code: string, message: string): void => {
			clearTimeout(patience);
			signal?.removeEventListener('abort', giveUp);
			reject(new Refused({kind: 'refused', code, message: `the engine of this project: ${message}.`}));
			socket.destroy();
		};
		const patience = setTimeout(
			() => fail('silent', 'it is there but does not answer; look whether it was stopped (SIGSTOP)'),
			PATIENCE_MS,
		);
		signal?.addEventListener('abort', giveUp);
		const reader = createFrameReader({
			onBytes: () => socket.destroy(),
			onMessage: (json) => {
				const parsed = EngineMessage.safeParse(json);
				if (!parsed.success) return socket.destroy();
				const message = parsed.data;
				if (connection) return connection.take(message);
				if (message.type === 'refused') return fail(message.code, plainLine(message.message));
				if (message.type !== 'welcome') return fail('stranger', 'another program answers on its socket');
				clearTimeout(patience);
				signal?.removeEventListener('abort', giveUp);
				connection = connectionOn(socket);
				resolve(connection.port);
			},
		});
		socket.on('connect', () =>
			socket.write(jsonFrame({type: 'hello', protocol: ENGINE_PROTOCOL, token} satisfies ClientMessage)),
		);
		socket.on('data', (chunk) => {
			try {
				reader.push(chunk);
			} catch {
				socket.destroy();
			}
		});
		socket.on('error', (error) => fail('unreachable', `it does not answer (${errorCode(error) ?? error.message})`));
		socket.on('close', () => {
			if (connection) connection.end();
			else fail('unreachable', 'it closed the connection');
		});
	});

const connectionOn = (socket: Socket) => {
	const listeners = new Set<() => void>();
	const waiting = new Map<number, (answer: EngineAnswer) => void>();
	let nextId = 1;
	let over = false;
	let onGone = (): void => {};
	const gone = new Promise<void>((resolve) => {
		onGone = resolve;
	});
	const port: EngineConnection = {
		gone,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		dispatch: (command) =>
			new Promise((resolve) => {
				if (over) return resolve(LOST);
				const id = nextId++;
				waiting.set(id, resolve);
				socket.write(jsonFrame({type: 'command', id, command} satisfies ClientMessage));
			}),
		close: async () => {
			socket.destroy();
			await gone;
		},
	};
	return {
		port,
		take: (message: EngineMessage): void => {
			if (message.type === 'changed') for (const listener of listeners) listener();
			if (message.type !== 'done' && message.type !== 'not-done') return;
			const resolve = waiting.get(message.id);
			waiting.delete(message.id);
			if (message.type === 'done') resolve?.({ok: true, message: message.message, value: message.value});
			else resolve?.({ok: false, refusal: refusalOfReport(message.refusal)});
		},
		end: (): void => {
			over = true;
			for (const resolve of waiting.values()) resolve(LOST);
			waiting.clear();
			onGone();
		},
	};
};

/** What was asked for may have happened or not; the journal says, and asking again under the same token is safe. */
const LOST: EngineAnswer = {
	ok: false,
	refusal: {
		kind: 'refused',
		code: 'engine-lost',
		message: 'the engine went away before it answered. Ask again: what it had done already is not done twice.',
	},
};
