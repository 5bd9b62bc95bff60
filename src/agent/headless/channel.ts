// The renderer's way to its session host: what the stream of the agent says goes into the journal, and is shown.
import {connectSession, type SessionConnection} from '../../daemon/client.ts';
import type {LeaveDecision} from '../../domain/leave.ts';
import type {SessionProgress} from '../../domain/session-progress.ts';
import type {AgentSession} from '../session.ts';

export type StreamState = {readonly state: 'working' | 'waiting' | 'idle'; readonly message: string | null};

export type Channel = {
	/** Told at once when the state differs from the one before, else from time to time. */
	tell(state: StreamState, progress: SessionProgress): void;
	/** The stream is over, and a person has the agent: what its terminal shows counts from now on. */
	handOver(progress: SessionProgress): void;
	/** A person wants to take over, at once or after the turn. */
	onTakeOver(listener: (when: 'now' | 'turn') => void): void;
	/** Resolves once the host has the decision on record; rejects where it is gone. */
	record(decision: LeaveDecision): Promise<void>;
	/** Tells what waits, and lets go. */
	close(): Promise<void>;
};

/** Progress that changes all the time is told this often. */
const PACE_MS = 1000;

type Waiting = {readonly resolve: () => void; readonly reject: (error: Error) => void};

const HOST_GONE = 'the session host is gone';

/**
 * Opens the channel of the session that this process belongs to; one that is not there is none, and nothing is told.
 * `canHandOver`: whether a person can go on with the agent in its own screen.
 */
export const openChannel = async (
	{socket, session, token}: AgentSession,
	{canHandOver = true} = {},
): Promise<Channel> => {
	const recorded = new Map<string, Waiting>();
	const wishes: ((when: 'now' | 'turn') => void)[] = [];
	let gone = false;
	const lost = (): void => {
		gone = true;
		for (const {reject} of recorded.values()) reject(new Error(HOST_GONE));
	};
	const connection: SessionConnection | undefined =
		socket === null
			? undefined
			: await connectSession(
					{sessionId: session.id, socket, token},
					{
						onMessage: (message) => {
							if (message.type === 'recorded') recorded.get(message.id)?.resolve();
							if (message.type === 'take-over') for (const wish of wishes) wish(message.when);
						},
						onBytes: () => {},
						onClose: lost,
					},
				);
	return {
		...channelOn(connection, recorded, () => gone, canHandOver),
		onTakeOver: (listener) => void wishes.push(listener),
	};
};

const channelOn = (
	connection: SessionConnection | undefined,
	recorded: Map<string, Waiting>,
	isGone: () => boolean,
	canHandOver: boolean,
): Omit<Channel, 'onTakeOver'> => {
	let told = '';
	let waiting: (() => void) | undefined;
	let timer: NodeJS.Timeout | undefined;
	const flush = (): void => {
		timer = undefined;
		waiting?.();
		waiting = undefined;
	};
	return {
		tell: (state, progress) => {
			const now = JSON.stringify(state);
			const whole = canHandOver ? progress : {...progress, handsOver: false};
			waiting = () => connection?.send({type: 'stream', ...state, progress: whole, canHandOver});
			if (now !== told) {
				clearTimeout(timer);
				flush();
			} else timer ??= setTimeout(flush, PACE_MS);
			told = now;
		},
		handOver: (progress) => {
			clearTimeout(timer);
			timer = undefined;
			waiting = undefined;
			connection?.send({type: 'stream', state: null, message: null, progress, canHandOver});
		},
		record: (decision) =>
			new Promise((resolve, reject) => {
				if (!connection || isGone()) return reject(new Error(HOST_GONE));
				recorded.set(decision.id, {resolve, reject});
				connection.send({type: 'decided', decision});
			}),
		close: async () => {
			clearTimeout(timer);
			flush();
			await connection?.end();
		},
	};
};
