// What viewers of a session can reach through its socket.
import {rmSync} from 'node:fs';
import type {Server} from 'node:net';
import type {LeaveDecision} from '../../domain/leave.ts';
import type {Claimed} from '../../engine/claim-session.ts';
import type {Gate} from '../../sessions/gate.ts';
import type {Front} from '../leave/front.ts';
import {type HostMessage, messageFrame, type ViewerMessage} from '../protocol.ts';
import type {Stop} from './agent-stop.ts';
import type {HostedSession} from './hosted-session.ts';
import {serveSession} from './server.ts';
import type {Viewer} from './viewer.ts';

/** What is reached; `decide` puts a decision on record, or throws. */
type Inside = {
	readonly session: HostedSession;
	readonly gate: Gate;
	readonly stop: Stop;
	readonly decide: (decision: LeaveDecision) => void;
	readonly front: Front;
	readonly recordTakeOver: (when: 'now' | 'turn', by: string) => void;
};

const SPEAKS_ACP =
	'it speaks ACP, and no screen of its own can go on with its conversation; `mosaic attach` answers what it asks, `mosaic stop` ends it';

/** Passes the wish on to the renderer of a headless agent, once it is on record. */
const takeOver = (
	{recordTakeOver}: Inside,
	renderer: Viewer | undefined,
	streams: boolean,
	{when, by}: Extract<ViewerMessage, {type: 'take-over'}>,
): HostMessage => {
	if (!renderer || renderer.socket.destroyed)
		return {
			type: 'refused',
			code: 'not-headless',
			message: streams ? SPEAKS_ACP : 'it is not headless; `mosaic attach` types into it',
		};
	recordTakeOver(when, by);
	renderer.socket.write(messageFrame({type: 'take-over', when}));
	return {type: 'taking-over'};
};

/** The socket: open from the claim on, so that the holder can be spoken to; viewers are let in once there is a screen. */
export const createDoor = () => {
	let server: Server | undefined;
	let file = '';
	let inside: Inside | undefined;
	let renderer: Viewer | undefined;
	let streams = false;
	return {
		open: async (claimed: Claimed): Promise<void> => {
			file = claimed.socket;
			rmSync(file, {force: true});
			server = await serveSession(file, {
				sessionId: claimed.sessionId,
				token: claimed.token,
				admit: (socket) => inside?.session.viewers.add(socket),
				onMessage: (viewer, message) => {
					if (message.type === 'watch') {
						inside?.session.viewers.watch(viewer, message.what);
						inside?.session.watched(message);
					} else if (message.type === 'resize') {
						inside?.session.resize(message);
						if (message.colours) inside?.session.watched(message);
					} else if (message.type === 'report') {
						const state = inside?.session.report(message.message);
						if (state) viewer.socket.write(messageFrame({type: 'state', ...state}));
					} else if (message.type === 'stream') {
						if (message.canHandOver) renderer = viewer;
						streams = true;
						inside?.session.hearStream(message);
					} else if (message.type === 'take-over') {
						if (inside)
							viewer.socket.write(messageFrame(takeOver(inside, renderer, streams && renderer === undefined, message)));
					} else if (message.type === 'decided') {
						inside?.decide(message.decision);
						if (inside) viewer.socket.write(messageFrame({type: 'recorded', id: message.decision.id}));
					} else if (message.type === 'hook' || message.type === 'decide-wish' || message.type === 'prompt') {
						inside?.front.hear(message, {
							send: (said) => void (viewer.socket.writable && viewer.socket.write(messageFrame(said))),
							onGone: (listener) => void viewer.socket.once('close', listener),
						});
					} else {
						if (message.how === 'end') inside?.session.viewers.waitNoMore();
						inside?.stop.take(message);
					}
				},
				onBytes: (bytes) => {
					inside?.session.type(bytes);
					inside?.front.typed();
				},
			});
		},
		letIn: (who: Inside): void => {
			inside = who;
		},
		close: async (session: HostedSession, last: {reason: string; fault: string | null}): Promise<void> => {
			server?.close();
			rmSync(file, {force: true});
			await session.viewers.close({type: 'ended', ...last});
		},
	};
};

export type Door = ReturnType<typeof createDoor>;
