// A person goes on with what a headless agent began: the same conversation in the program's own screen, in the same
// terminal, session and step. The headless agent is gone before the other one starts.
import {type ChildProcess, spawn} from 'node:child_process';
import type {AgentProgress} from '../../domain/agent-progress.ts';
import {sessionProgress} from '../../domain/session-progress.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import type {HeadlessOrder, HeadlessOutcome} from '../../engine/agents/headless-order.ts';
import type {EndStep, Launch} from '../../runtimes/adapter.ts';
import {adapterOf} from '../../runtimes/adapters.ts';
import type {HeadlessRequest} from './request.ts';

/** Ends the headless agent by its runtime's own steps; resolves once it is gone. */
export const endForTakeover = async (child: ChildProcess, steps: readonly EndStep[]): Promise<void> => {
	const gone = new Promise<true>((resolve) => child.once('exit', () => resolve(true)));
	for (const step of steps) {
		if (child.exitCode !== null || child.signalCode !== null) return;
		if (!('signal' in step)) continue; // it has no screen to type into
		child.kill(step.signal as NodeJS.Signals);
		if (await within(step.waitMs, gone)) return;
	}
};

const within = (ms: number, gone: Promise<true>): Promise<boolean> =>
	new Promise((resolve) => {
		const late = setTimeout(() => resolve(false), ms);
		gone.then(() => {
			clearTimeout(late);
			resolve(true);
		});
	});

/** Runs the program in this terminal until the person ends it. What it was to hand in, it hands in as a file or by `mosaic result`. */
export const takeOver = async (request: HeadlessRequest, progress: AgentProgress): Promise<HeadlessOutcome> => {
	const {order, env, cwd, channel, telling, onSignal} = request;
	const launch = resumeLaunch(order, progress.sessionId, cwd);
	if ('problem' in launch) {
		telling.note(launch.problem);
		return outcome('interrupted', launch.problem);
	}
	telling.note('taken over by a person');
	channel.handOver({...sessionProgress(progress), takenOver: true});
	const child = spawn(launch.argv[0] as string, launch.argv.slice(1), {
		cwd,
		env: {...env, ...order.env, ...launch.env},
		stdio: 'inherit',
	});
	// A key that interrupts reaches the program by the terminal itself; what ends a session is passed on.
	onSignal((signal) => void (signal !== 'SIGINT' && child.kill(signal)));
	return new Promise((resolve) => {
		child.on('error', (error) => resolve(outcome('interrupted', shorten(plainLine(error.message), 300))));
		child.on('exit', (code, signal) => {
			if (code === 0) return resolve(outcome('done', null));
			resolve(outcome('interrupted', `its screen ended with ${signal ?? code}`));
		});
	});
};

const outcome = (kind: 'done' | 'interrupted', message: string | null): HeadlessOutcome => ({
	kind,
	message,
	failure: null,
	// What it said before the person came is not its answer any more.
	said: '',
});

/** How the conversation is gone on with; a problem where it has no id or the runtime cannot. */
export const resumeLaunch = (
	{runtime, model, takeOver: {command, effort, permissions, hooksFile, ownServer}}: HeadlessOrder,
	sessionId: string | null,
	cwd: string,
): Launch | {readonly problem: string} => {
	if (sessionId === null) return {problem: 'it did not tell the id of its conversation, so nobody can go on with it'};
	const launch = adapterOf(runtime).interactive({
		command,
		prompt: null,
		cwd,
		sessionId,
		resume: sessionId,
		model,
		effort,
		permissions,
		allowedTools: [],
		trusted: false,
		hooksFile,
		ownServer,
	});
	return launch.unsupported.includes('resume')
		? {problem: `${plainLine(runtime)} cannot go on with a conversation`}
		: launch;
};
