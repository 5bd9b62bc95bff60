// What viewers of a session can reach through its socket.
import {rmSync} from 'node:fs';
import type {Server} from 'node:net';
import type {LeaveDecision} from '../../domain/leave.ts';
import {unreachable} from '../../domain/unreachable.ts';
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

/** What a viewer of a session says, besides hello. */
type Said = Exclude<ViewerMessage, {type: 'hello'}>;

/** The socket: open from the claim on, so that the holder can be spoken to; viewers are let in once there is a screen. */
export class Door {
	#server: Server | undefined;
	#file = '';
	#inside: Inside | undefined;
	/** Who can hand a headless agent over to a person. */
	#renderer: Viewer | undefined;
	/** The agent has no screen of its own. */
	#streams = false;

	async open({socket, sessionId, token}: Claimed): Promise<void> {
		this.#file = socket;
		rmSync(socket, {force: true});
		this.#server = await serveSession(socket, {
			...{sessionId, token},
			admit: (viewer) => this.#inside?.session.viewers.add(viewer),
			onMessage: (viewer, message) => {
				if (this.#inside) this.#hear(this.#inside, viewer, message);
			},
			onBytes: (bytes) => {
				this.#inside?.session.type(bytes);
				this.#inside?.front.typed();
			},
		});
	}

	letIn(inside: Inside): void {
		this.#inside = inside;
	}

	/** Says the last word to all who watch; resolves when they have it. */
	async close(session: HostedSession, last: {reason: string; fault: string | null}): Promise<void> {
		this.#server?.close();
		rmSync(this.#file, {force: true});
		await session.viewers.close({type: 'ended', ...last});
	}

	#hear(inside: Inside, viewer: Viewer, message: Said): void {
		const {session, front, stop} = inside;
		const answer = (said: HostMessage): void => void viewer.socket.write(messageFrame(said));
		switch (message.type) {
			case 'watch':
				session.viewers.watch(viewer, message.what);
				return session.watched(message);
			case 'resize':
				session.resize(message);
				if (message.colours) session.watched(message);
				return;
			case 'report':
				return answer({type: 'state', ...session.report(message.message)});
			case 'stream':
				if (message.canHandOver) this.#renderer = viewer;
				this.#streams = true;
				return session.hearStream(message);
			case 'take-over':
				return answer(takeOver(inside, this.#renderer, this.#streams && this.#renderer === undefined, message));
			case 'decided':
				inside.decide(message.decision);
				return answer({type: 'recorded', id: message.decision.id});
			case 'hook':
			case 'decide-wish':
			case 'prompt':
				return front.hear(message, {
					send: (said) => void (viewer.socket.writable && answer(said)),
					onGone: (listener) => void viewer.socket.once('close', listener),
				});
			case 'stop':
				if (message.how === 'end') session.viewers.waitNoMore();
				return stop.take(message);
			default:
				return unreachable(message);
		}
	}
}
