// How far an agent says it is. It stands beside its session, wherever that is shown.
import {connectSession, type SessionAddress} from '../daemon/client.ts';
import type {HostMessage} from '../daemon/protocol.ts';
import {refuse} from '../domain/errors.ts';
import {plainLine, shorten} from '../domain/text.ts';
import type {AgentSession} from './session.ts';

export type Progress = {
	/** What it is at, in one line. */
	readonly text: string;
	/** Of its own list of things to do. */
	readonly done: number | null;
	readonly total: number | null;
};

/** Tells the session's host, which writes it down; resolves when the host has it. */
export const reportProgress = async ({socket, session, token}: AgentSession, progress: Progress): Promise<string> => {
	const message = progressLine(progress);
	if (socket === null) return refuse('refused', 'no-socket', `session ${session.id} has no socket yet. Try again.`);
	await tellHost({sessionId: session.id, socket, token}, message);
	return message;
};

/** Resolves once the host answered, or is gone: then nobody is left to be told. */
const tellHost = (address: SessionAddress, message: string): Promise<void> =>
	new Promise((resolve, reject) => {
		let close = (): void => {};
		const handlers = {
			onMessage: ({type}: HostMessage): void => {
				if (type === 'state') close();
			},
			onBytes: () => {},
			onClose: resolve,
		};
		connectSession(address, handlers).then((connection) => {
			close = connection.close;
			connection.send({type: 'report', message});
		}, reject);
	});

/** `3/7 Write the tests`. */
const progressLine = ({text, done, total}: Progress): string => {
	const line = shorten(plainLine(text), 180);
	if (line === '') return refuse('usage', 'no-text', 'say what you are at, in one line.');
	if (done === null && total === null) return line;
	if (done === null || total === null || done > total)
		return refuse('usage', 'bad-count', 'done and total come together, and done is not more than total.');
	return `${done}/${total} ${line}`;
};
