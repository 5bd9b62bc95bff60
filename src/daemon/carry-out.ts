// What a person's commands come to: some are for the project's engine, some for a session's host, some for its files.
import {randomUUID} from 'node:crypto';
import {type ProjectPaths, projectPaths} from '../config/paths.ts';
import type {Command} from '../domain/command.ts';
import type {Outcome} from '../domain/controller.ts';
import type {TerminalColours} from '../domain/outer-terminal.ts';
import type {RunCommand} from '../domain/run-command.ts';
import type {Size} from '../domain/screen.ts';
import {unreachable} from '../domain/unreachable.ts';
import {ALLOW, sessionOfWish} from '../domain/wish.ts';
import {markDone} from '../engine/mark-done.ts';
import {decideWish, type WishDecision} from './decide-wish.ts';
import type {Engines} from './engine/engines.ts';
import {startSessionHost} from './spawn.ts';
import {engineStart} from './start-task.ts';
import {stopSession} from './stop-session.ts';
import {takeOverSession} from './take-over.ts';

type Action = Exclude<Command, {type: 'mission.select' | 'mission.forget' | 'runs.older'}>;
type Of<Type extends Action['type']> = Extract<Action, {type: Type}>;

/** What commands are carried out with. */
export type Means = {
	readonly env: NodeJS.ProcessEnv;
	/** The size of a session that is started. */
	readonly size: () => Size;
	/** Those of the person's terminal; undefined while they are not known. */
	readonly colours: TerminalColours | undefined;
	readonly engines: Engines;
};

/** Does what was asked for; gives a refusal, or throws one, where it cannot be done. */
export const carryOut = async (command: Action, means: Means): Promise<Outcome> => {
	const {engines, env} = means;
	const paths = projectPaths(command.project);
	switch (command.type) {
		case 'task.start':
		case 'task.resume':
			return startTask(paths, command, means);
		case 'task.mark-done': {
			const task = markDone(paths, command.taskId, env, () => new Date().toISOString());
			return 'code' in task ? {ok: false, refusal: task} : {ok: true, message: `${task.id} is done`};
		}
		case 'run.start':
			return startRun(paths, command, engines);
		case 'engine.start':
			return engines.start(paths);
		case 'run.command':
			return commandRun(paths, command, engines);
		case 'session.take-over': {
			const {sessionId, when} = command;
			await takeOverSession(paths, sessionId, when);
			return {ok: true, message: `${sessionId} is yours${when === 'turn' ? ' after its turn' : ''}`};
		}
		case 'session.stop': {
			const fault = await stopSession(paths, {sessionId: command.sessionId, by: 'a person', force: false});
			return {ok: true, message: `${command.sessionId} was stopped${fault === null ? '' : `, but: ${fault}`}`};
		}
		default:
			return unreachable(command);
	}
};

const startTask = async (
	paths: ProjectPaths,
	command: Of<'task.start' | 'task.resume'>,
	{env, size, colours, engines}: Means,
): Promise<Outcome> => {
	const driven = engineStart(paths, command, env);
	if (driven) return engines.dispatch(paths, driven);
	const options = {
		taskId: command.taskId,
		resume: command.type === 'task.resume',
		...(command.type === 'task.start' && command.runtime ? {runtime: command.runtime} : {}),
	};
	const detached = {...size(), watched: false, inline: false, ...(colours ? {colours} : {})};
	const started = await startSessionHost({root: paths.root, options, ...detached}, env);
	if ('code' in started) return {ok: false, refusal: started};
	return {ok: true, message: `${started.sessionId} works on ${started.taskId} (PID ${started.pid})`};
};

const startRun = (
	paths: ProjectPaths,
	{taskId, workflow, runtime}: Of<'run.start'>,
	engines: Engines,
): Promise<Outcome> => {
	const named = {...(workflow === undefined ? {} : {workflow}), ...(runtime === undefined ? {} : {runtime})};
	return engines.dispatch(paths, {type: 'start', taskId, token: randomUUID(), ...named});
};

const commandRun = async (
	paths: ProjectPaths,
	{runId, command}: Of<'run.command'>,
	engines: Engines,
): Promise<Outcome> => {
	const leave = leaveOf(command);
	if (!leave) return engines.dispatch(paths, {type: 'of-run', runId, command: withToken(command)});
	await decideWish(paths, leave);
	return {ok: true, message: leave.allow ? 'allowed' : 'denied'};
};

/** An engine that dies before it answers is asked again: under the same token, so that it is decided once. */
const withToken = (command: RunCommand): RunCommand =>
	command.token === null ? {...command, token: randomUUID()} : command;

/** The answer to an agent that asks leave goes to its session's host, not to the engine. */
const leaveOf = (command: RunCommand): WishDecision | undefined => {
	if (command.type !== 'answer' || sessionOfWish(command.questionId) === undefined) return undefined;
	const allow = command.answer === ALLOW;
	return {id: command.questionId, allow, reason: allow ? 'a person allowed it' : 'a person said no'};
};
