// The session host: one detached process that claims a checkout, owns one agent's terminal, and starts nothing else.
// Program of its own; see spawn.ts for how it is started and what it is told.
import {rmSync} from 'node:fs';
import type {Server} from 'node:net';
import path from 'node:path';
import {projectPaths} from '../config/paths.ts';
import {refusalFrom} from '../domain/errors.ts';
import type {ProcessIdentity} from '../domain/process.ts';
import {type Begun, beginSession, recordSpawned, undoBegin} from '../engine/begin.ts';
import type {Claimed} from '../engine/claim-session.ts';
import {finishSession} from '../engine/finish.ts';
import {recordState, recordStopRequest} from '../engine/record-state.ts';
import {atStep} from '../engine/step.ts';
import {type Gate, type GateEnd, openGate, whenThroughGate} from '../sessions/gate.ts';
import {identityOf, thisMachine} from '../sessions/identity.ts';
import {interrupt, reap} from '../sessions/reap.ts';
import {HostedSession} from './hosted-session.ts';
import type {ViewerMessage} from './protocol.ts';
import {serveSession} from './server.ts';
import {HostOrder, type HostReport} from './spawn.ts';

const now = (): string => new Date().toISOString();

/** Says the one line that the starter waits for; one that has gone is no reason to stop. */
const report = (said: HostReport): void => {
	process.stdout.write(`${JSON.stringify(said)}\n`);
};

const main = async (): Promise<void> => {
	process.stdout.on('error', () => {});
	process.on('SIGHUP', () => {}); // the terminal of whoever started it is not ours
	const order = HostOrder.parse(JSON.parse(await readOrder(process.stdin)));
	const host = identityOf(process.pid);
	if (!host) throw new Error('the system does not show this process');
	const door = createDoor();
	const begun = await beginSession({
		paths: projectPaths(order.root),
		options: order.options,
		env: process.env,
		host,
		machine: thisMachine(),
		now,
		onClaimed: door.open,
	});
	if ('code' in begun) return report({refused: begun});
	const gate = spawnAgent(begun, order);
	await runAgent(begun, gate, order, door);
};

const spawnAgent = (begun: Begun, order: HostOrder): Gate => {
	try {
		return openGate({
			argv: begun.plan.argv,
			cwd: begun.paths.root,
			env: begun.environment,
			size: {cols: order.cols, rows: order.rows},
		});
	} catch (error) {
		undoBegin(begun, begun.claimed, refusalFrom(error).message);
		throw error;
	}
};

const runAgent = async (begun: Begun, gate: Gate, order: HostOrder, door: Door): Promise<void> => {
	atStep('spawned');
	const ended = new Promise<GateEnd>((resolve) => gate.onExit(resolve));
	const agent = identityOf(gate.pid);
	const session = new HostedSession({
		gate,
		size: {cols: order.cols, rows: order.rows},
		transcriptDir: path.join(begun.paths.sessionsDir, begun.claimed.sessionId),
		keepEarly: order.watched,
		onState: (detection) => {
			recordState(begun, detection);
			session.viewers.tell({type: 'state', ...detection});
		},
	});
	if (!recordOrUndo(begun, gate, agent) || !agent) {
		const message = 'the agent could not be recorded; it was not started';
		return report({refused: {kind: 'bug', code: 'not-recorded', message}});
	}
	atStep('recorded');
	const stop = createStop(begun, agent);
	if (order.inline) process.stdin.on('close', () => stop.take({type: 'stop', how: 'end', by: 'its starter is gone'}));
	door.letIn(session, gate, stop);
	gate.open();
	const first = await Promise.race([ended, whenThroughGate(gate.pid)]);
	atStep('opened');
	if (first?.kind === 'not-started') return abandon(begun, session, first.message, door);
	report({started: startedOf(begun, agent)});
	await conclude(begun, session, agent, await ended, stop, door);
};

const recordOrUndo = (begun: Begun, gate: Gate, agent: ProcessIdentity | null): boolean => {
	try {
		if (agent && recordSpawned(begun, agent)) return true;
		gate.close();
	} catch (error) {
		gate.close();
		undoBegin(begun, begun.claimed, refusalFrom(error).message);
		throw error;
	}
	undoBegin(begun, begun.claimed, 'the agent could not be recorded');
	return false;
};

const startedOf = ({claimed, plan}: Begun, agent: ProcessIdentity) => ({
	...claimed,
	taskId: plan.task.id,
	taskTitle: plan.task.title,
	runtime: plan.runtime,
	pid: agent.pid,
	warnings: [...plan.warnings],
});

const abandon = async (begun: Begun, session: HostedSession, message: string, door: Door): Promise<void> => {
	await session.drained();
	undoBegin(begun, begun.claimed, message);
	report({
		refused: {
			kind: 'failed',
			code: 'not-started',
			message: `the agent could not be started: ${message}. Everything was put back.`,
		},
	});
	await door.close(session, {reason: 'failed', fault: null});
};

const conclude = async (
	begun: Begun,
	session: HostedSession,
	agent: ProcessIdentity,
	end: GateEnd,
	stop: Stop,
	door: Door,
): Promise<void> => {
	const exit = end.kind === 'exited' ? end : {exitCode: null, signal: null};
	await session.drained();
	await session.viewers.someoneSaw();
	try {
		const {endedReason} = await finishSession({begun, agent, exit, stopRequested: stop.requested()});
		await door.close(session, {reason: endedReason ?? 'failed', fault: null});
	} catch (error) {
		process.exitCode = 70;
		await door.close(session, {reason: 'failed', fault: refusalFrom(error).message});
	} finally {
		begun.db.close();
	}
};

/** Ends the agent on request: asked first, then made to. */
const createStop = (begun: Begun, agent: ProcessIdentity) => {
	let requested = false;
	let ending = false;
	const request = (by: string): void => {
		if (!requested) recordStopRequest(begun, by);
		requested = true;
	};
	const end = (by: string): void => {
		request(by);
		if (ending) return;
		ending = true;
		void reap({agent, token: begun.claimed.token});
	};
	process.on('SIGTERM', () => end('SIGTERM'));
	process.on('SIGINT', () => end('SIGINT'));
	return {
		requested: () => requested,
		take: (message: Extract<ViewerMessage, {type: 'stop'}>): void => {
			if (message.how === 'end') return end(message.by);
			request(message.by);
			interrupt(agent);
		},
	};
};

type Stop = ReturnType<typeof createStop>;

/** The socket: open from the claim on, so that the holder can be spoken to; viewers are let in once there is a screen. */
const createDoor = () => {
	let server: Server | undefined;
	let file = '';
	let inside: {session: HostedSession; gate: Gate; stop: Stop} | undefined;
	return {
		open: async (claimed: Claimed): Promise<void> => {
			file = claimed.socket;
			rmSync(file, {force: true});
			server = await serveSession(file, {
				sessionId: claimed.sessionId,
				token: claimed.token,
				admit: (socket) => inside?.session.viewers.add(socket),
				onMessage: (viewer, message) => {
					if (message.type === 'watch') inside?.session.viewers.watch(viewer, message.what);
					else if (message.type === 'resize') inside?.session.resize(message);
					else inside?.stop.take(message);
				},
				onBytes: (bytes) => inside?.gate.write(bytes),
			});
		},
		letIn: (session: HostedSession, gate: Gate, stop: Stop): void => {
			inside = {session, gate, stop};
		},
		close: async (session: HostedSession, last: {reason: string; fault: string | null}): Promise<void> => {
			server?.close();
			rmSync(file, {force: true});
			await session.viewers.close({type: 'ended', ...last});
		},
	};
};

type Door = ReturnType<typeof createDoor>;

/** The order is the first line; what an inline session is told by the end of the pipe comes later. */
const readOrder = (stream: NodeJS.ReadStream): Promise<string> =>
	new Promise((resolve) => {
		let text = '';
		stream.setEncoding('utf8');
		stream.on('data', (chunk: string) => {
			text += chunk;
			if (text.includes('\n')) resolve(text);
		});
		stream.on('end', () => resolve(text));
	});

main().then(
	() => process.exit(),
	(error) => {
		report({refused: refusalFrom(error)});
		process.exit(70);
	},
);
