// `agent.run`: one agent session from its start to its end. Whatever of it happened before a crash is found again by the
// key of the effect, so that no step ever has two sessions for one start.

import path from 'node:path';
import {pricesOf} from '../../config/prices.ts';
import type {AgentTask, Effect, EffectOutcome, Workspace} from '../../domain/effect.ts';
import type {Refusal} from '../../domain/errors.ts';
import {redacted, secretsIn} from '../../domain/redaction.ts';
import {writeFileAtomic} from '../../files/atomic-write.ts';
import {sessionUnderKey} from '../../store/run-lookup.ts';
import {configuredCommand} from '../acp-command.ts';
import {agentEnvironment} from '../gather.ts';
import {readProject} from '../project-state.ts';
import type {StepContext} from '../steps/context.ts';
import {failure, refusedOutcome} from '../steps/failures.ts';
import {noticeRewording, whyWithdrawn} from '../steps/withdrawn.ts';
import {workDirectory} from '../steps/work-directory.ts';
import {requireTrust} from '../trust.ts';
import {outcomeOf} from './agent-outcome.ts';
import {conversationOf, goesOn} from './conversation.ts';
import {type Followed, followSession} from './follow-session.ts';
import {tailFollowUps} from './follow-ups.ts';
import {promptFor} from './prompt.ts';
import {type TurnFiles, turnFiles} from './run-files.ts';
import {hasOwnTools, modeOf, programOf, stepLaunch} from './step-launch.ts';
import {type StepOrder, sessionKey} from './step-order.ts';
import {workFolders} from './work-folders.ts';

/** Runs the agent in this workspace and gives what came of it, without the work it left. */
export const runAgent = async (
	context: StepContext,
	effect: Effect,
	task: AgentTask,
	workspace: Workspace,
): Promise<EffectOutcome> => {
	const files = turnFiles(context.paths, effect.runId, effect.key);
	const started = await startOrFind(context, effect, task, workspace, files);
	if (typeof started !== 'string') return started;
	const secrets = secretsOf(context, task);
	const tail = tailFollowUps(files.followUps, effect.key, {
		onFollowUp: (followUp) => context.onFollowUp(redacted(followUp, secrets)),
		onBad: (bad) => context.onBadLines(effect, bad),
	});
	let followed: Followed;
	try {
		followed = await followSession({
			place: context,
			hosts: context.hosts,
			sessionId: started,
			checkout: workspace.path,
			timeoutMs: task.timeoutSeconds * 1000,
			inactivityMs: task.inactivitySeconds === null ? null : task.inactivitySeconds * 1000,
			hasOpenQuestion: () => context.hasOpenQuestion(),
			files,
			stays: staysOnScreen(context, task),
			stop: context.stop,
		});
	} finally {
		tail.close();
	}
	const outcome = outcomeOf(followed, {
		step: effect.step ?? task.role,
		files,
		transcript: path.join(context.paths.sessionsDir, started),
		task,
		prices: pricesOf(context.paths, context.env),
	});
	return redacted(outcome, secrets);
};

/** What the agent knows and no record may hold. */
const secretsOf = ({paths, env, run}: StepContext, {binding}: AgentTask): string[] => {
	try {
		const request = {project: readProject(paths, env), env, options: {env: run.env}};
		return secretsIn(agentEnvironment(request, binding.runtime, {}));
	} catch {
		// Settings that broke since the start name none.
		return secretsIn({...env, ...run.env});
	}
};

/** Settings that broke since the start say nothing: the watchdogs end it then. */
const staysOnScreen = ({paths, env}: StepContext, {binding}: AgentTask): boolean => {
	try {
		return modeOf(binding, readProject(paths, env).config.runtimes[binding.runtime]) === 'interactive';
	} catch {
		return false;
	}
};

const startOrFind = async (
	context: StepContext,
	effect: Effect,
	task: AgentTask,
	workspace: Workspace,
	files: TurnFiles,
): Promise<string | EffectOutcome> => {
	const before = sessionUnderKey(context.db, sessionKey(effect.key));
	if (before !== undefined) return before;
	if (context.stop.aborted) return {kind: 'stopped', sessionId: null, work: null};
	const withdrawn = whyWithdrawn(context);
	if (withdrawn) return withdrawn;
	noticeRewording(context);
	const cwd = await workDirectory(context.paths, workspace);
	const order = orderOf(context, effect, task, workspace, files, cwd);
	const started = await context.hosts.start(order);
	if (!('code' in started)) return started.sessionId;
	return sessionUnderKey(context.db, sessionKey(order.effectKey)) ?? notStarted(started);
};

const notStarted = (refusal: Refusal): EffectOutcome => {
	if (refusal.code === 'host-died')
		return {kind: 'agent-vanished', reason: 'churn', message: refusal.message, sessionId: null, work: null, usage: []};
	if (refusal.code === 'runtime-missing' || refusal.code === 'not-executable')
		return {kind: 'failed', failure: failure('configuration', 'human-required', refusal.code, refusal.message)};
	return refusedOutcome('agent', refusal);
};

/** What one argument of a program can hold (MAX_ARG_STRLEN is 128 KiB on Linux). */
const LONGEST_ARGUMENT = 100_000;

const orderOf = (
	context: StepContext,
	effect: Effect,
	task: AgentTask,
	workspace: Workspace,
	files: TurnFiles,
	cwd: string,
): StepOrder => {
	const {paths, run, env} = context;
	const {binding} = task;
	requireTrust(paths, env);
	const project = readProject(paths, env);
	const command =
		binding.argv.length > 0 ? binding.argv : (configuredCommand(project.config.runtimes[binding.runtime]) ?? []);
	const settings = project.config.runtimes[binding.runtime];
	const request = {project, env, options: {env: run.env}};
	const environment = agentEnvironment(request, binding.runtime, {});
	const prompt = promptFor(task, workspace.baseCommit, hasOwnTools({binding, settings, environment}));
	writeFileAtomic(files.prompt, prompt);
	const said = Buffer.byteLength(prompt) <= LONGEST_ARGUMENT ? prompt : `Read ${files.prompt} and do what it says.`;
	const {prices} = project.config;
	const place = {runId: run.runId, step: effect.step ?? '', runtime: binding.runtime};
	const earlier =
		modeOf(binding, settings) !== null && goesOn(task) ? conversationOf(context.db, paths, place, null) : null;
	const launch = stepLaunch({
		writable: workFolders(paths.root, workspace.path, files.directory),
		binding,
		settings,
		command,
		prompt: said,
		cwd,
		files,
		earlier,
		prices,
		environment,
	});
	const own = {
		MOSAIC_PROJECT: paths.root,
		MOSAIC_TASK: run.taskId,
		MOSAIC_RUN: run.runId,
		MOSAIC_STEP: effect.step ?? '',
		MOSAIC_EXPECTS: task.expects,
		MOSAIC_RESULT: files.result,
		MOSAIC_FOLLOW_UPS: files.followUps,
		...(binding.model === null ? {} : {MOSAIC_MODEL: binding.model}),
		...(binding.effort === null ? {} : {MOSAIC_EFFORT: binding.effort}),
	};
	return {
		runId: run.runId,
		stepKey: effect.step ?? '',
		effectKey: effect.key,
		taskId: run.taskId,
		taskTitle: run.taskTitle,
		milestoneId: run.milestone?.id ?? null,
		checkout: workspace.path,
		runtime: binding.runtime,
		command: [...command],
		cwd,
		argv: [...launch.argv],
		program: programOf({binding, settings, command}),
		conversation: launch.conversation,
		env: agentEnvironment(request, binding.runtime, {...launch.env, ...own}),
	};
};
