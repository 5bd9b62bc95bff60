// The session host: one detached process that claims a checkout, owns one agent's terminal, and starts nothing else.
// Program of its own; see spawn.ts for how it is started and what it is told.
import path from 'node:path';
import {loadConfig} from '../../config/load.ts';
import {projectPaths} from '../../config/paths.ts';
import {refusalFrom} from '../../domain/errors.ts';
import type {ProcessIdentity} from '../../domain/process.ts';
import {redact, redactWrapped} from '../../domain/redaction.ts';
import {runSecrets} from '../../domain/run-secrets.ts';
import {beginStep} from '../../engine/agents/begin-step.ts';
import {recordConversation} from '../../engine/agents/record-conversation.ts';
import {type Begun, beginSession, recordSpawned} from '../../engine/begin.ts';
import type {Claimed} from '../../engine/claim-session.ts';
import {finishSession} from '../../engine/finish.ts';
import {
	recordDecision,
	recordProgress,
	recordPrompt,
	recordRelease,
	recordState,
	recordTakeOver,
	recordWish,
} from '../../engine/record-state.ts';
import {atStep} from '../../engine/step.ts';
import {undoBegin} from '../../engine/undo-begin.ts';
import {adapterOf} from '../../runtimes/adapters.ts';
import {resolveExecutable} from '../../runtimes/executable.ts';
import type {ScreenRule} from '../../runtimes/screen-rules.ts';
import type {Detection} from '../../sessions/detect.ts';
import {type Gate, type GateEnd, openGate, whenThroughGate} from '../../sessions/gate.ts';
import {identityOf, thisMachine} from '../../sessions/identity.ts';
import type {WishEvent} from '../../store/project-wish.ts';
import {Front} from '../leave/front.ts';
import {readOrder} from '../read-order.ts';
import {HostOrder, type HostReport} from '../spawn.ts';
import {type AgentRelease, createAgentRelease} from './agent-release.ts';
import {createStop, type Stop} from './agent-stop.ts';
import {HostedSession} from './hosted-session.ts';
import {signsOf} from './runtime-signs.ts';
import {Door} from './session-door.ts';

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
	const door = new Door();
	const request = {
		paths: projectPaths(order.root),
		env: process.env,
		host,
		machine: thisMachine(),
		now,
		onClaimed: (claimed: Claimed) => door.open(claimed),
	};
	const begun = await (order.step === undefined
		? beginSession({...request, options: order.options})
		: beginStep({...request, order: order.step}));
	if ('code' in begun) return report({refused: begun});
	const gate = spawnAgent(begun, order);
	await runAgent(begun, gate, order, door);
};

const spawnAgent = (begun: Begun, order: HostOrder): Gate => {
	try {
		return openGate({
			argv: begun.plan.argv,
			cwd: begun.cwd,
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
	const secrets = secretsOf(begun);
	const directory = path.join(begun.paths.sessionsDir, begun.claimed.sessionId);
	let front: Front | undefined;
	const release = releaseOf(begun, () => session.lookAgain());
	const session = new HostedSession({
		gate,
		size: {cols: order.cols, rows: order.rows},
		transcriptDir: directory,
		keepEarly: order.watched,
		colours: order.colours,
		signs: signsOf(begun.plan.runtime, release.rules),
		secrets,
		onState: (state) => {
			const detection = withoutSecrets(state, secrets);
			recordState(begun, detection);
			session.viewers.tell({type: 'state', ...detection});
		},
		onStatus: (status) => front?.reported(status),
		onLook: () => front?.look(),
		onProgress: (progress) => recordProgress(begun, hidden(progress, secrets)),
	});
	if (!recordOrUndo(begun, gate, agent) || !agent) {
		const message = 'the agent could not be recorded; it was not started';
		return report({refused: {kind: 'bug', code: 'not-recorded', message}});
	}
	atStep('recorded');
	if (begun.conversation !== null) recordConversation(directory, begun.conversation);
	const stop = createStop(begun, agent);
	if (order.inline) process.stdin.on('close', () => stop.take({type: 'stop', how: 'end', by: 'its starter is gone'}));
	front = frontOf(begun, order, session, release.rules);
	door.letIn({
		front,
		recordTakeOver: (when, by) => recordTakeOver(begun, when, by),
		session,
		gate,
		stop,
		decide: (decision) => recordDecision(begun, hidden(decision, secretsOf(begun))),
	});
	gate.open();
	const first = await Promise.race([ended, whenThroughGate(gate.pid)]);
	atStep('opened');
	if (first?.kind === 'not-started') return abandon(begun, session, first.message, door);
	report({started: startedOf(begun, agent)});
	const watching = release.begin().catch(() => {}); // a full disk costs the record a line
	ended.then(() => front.close()).then(release.close);
	await conclude(begun, session, agent, await ended.finally(() => watching), stop, door);
};

/** Its program's release, found while it works already. */
const releaseOf = (begun: Begun, onFound: () => void): AgentRelease => {
	const {program} = begun;
	return createAgentRelease({
		adapter: adapterOf(begun.plan.runtime),
		program: program && resolveExecutable(program, begun.cwd, begun.environment),
		env: process.env,
		agentEnv: begun.environment,
		onFound: (release) => {
			recordRelease(begun, release);
			onFound();
		},
	});
};

/** Its wishes name the step and the turn of a run that the engine drives. */
const frontOf = (
	begun: Begun,
	{step}: HostOrder,
	session: HostedSession,
	screenRules: () => readonly ScreenRule[],
): Front =>
	new Front({
		adapter: adapterOf(begun.plan.runtime),
		screenRules,
		session,
		sessionId: begun.claimed.sessionId,
		cwd: step?.checkout ?? begun.cwd,
		step: step?.stepKey ?? '',
		turn: Number(step?.effectKey.split('/')[1] ?? 0),
		rules: () => loadConfig(begun.paths.configFile, process.env).permissions,
		record: (event) => recordWishEvent(begun, event),
		hide: (text) => redactWrapped(text, secretsOf(begun)),
		recordPrompt: (why, text) => recordPrompt(begun, why, redact(text, secretsOf(begun))),
	});

/** A decision has a key, so that it is on record once whoever tells of it. */
const recordWishEvent = (begun: Begun, event: WishEvent): void => {
	const told = hidden(event, secretsOf(begun));
	if (told.type === 'permission.decided') recordDecision(begun, told.decision);
	else recordWish(begun, told);
};

/** The same with no secret in any of its texts. */
const hidden = <T extends object>(told: T, secrets: readonly string[]): T =>
	JSON.parse(JSON.stringify(told), (_, value) => (typeof value === 'string' ? redact(value, secrets) : value));

/** What stands in the journal is what viewers are told. */
const withoutSecrets = (detection: Detection, secrets: readonly string[]): Detection => {
	const hidden = (text: string | null) => (text === null ? null : redact(text, secrets));
	return {...detection, message: hidden(detection.message), seen: hidden(detection.seen)};
};

const secretsOf = ({environment, paths}: Begun): readonly string[] => {
	try {
		return runSecrets(environment, process.env, loadConfig(paths.configFile, process.env).secrets);
	} catch {
		// Settings that broke since the start name none; the values are judged by their names and looks.
		return runSecrets(environment, process.env, []);
	}
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

main().then(
	() => process.exit(),
	(error) => {
		report({refused: refusalFrom(error)});
		process.exit(70);
	},
);
