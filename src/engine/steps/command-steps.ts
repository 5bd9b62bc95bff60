// The steps that run commands: the baseline, checks, and programs that get the run's context (SPEC TL-5, WF-19).
import type {CheckCommand, CheckResult} from '../../domain/check.ts';
import type {Effect, Workspace} from '../../domain/effect.ts';
import {Refused} from '../../domain/errors.ts';
import {runChecks} from '../checks/run-checks.ts';
import {agentEnvironment} from '../gather.ts';
import {readProject} from '../project-state.ts';
import {requireTrust} from '../trust.ts';
import type {Performer, StepContext} from './context.ts';
import {whySettingsChanged} from './settings-guard.ts';
import {workOf} from './work.ts';
import {workDirectory} from './work-directory.ts';

export const takeBaseline: Performer<'baseline.take'> = async (context, effect, {commands}) => {
	const results = await inWorkspace(context, effect, commands);
	return results ? {kind: 'baseline', results} : STOPPED;
};

export const runCheckStep: Performer<'checks.run'> = async (context, effect, {commands, timeoutSeconds}) => {
	const results = await inWorkspace(context, effect, commands, {timeoutSeconds});
	if (!results) return STOPPED;
	const changed = await whySettingsChanged(context, workspaceOf(context));
	if (changed) return {kind: 'failed', failure: changed};
	return {kind: 'checked', results, work: await workOf(workspaceOf(context), context.run)};
};

/** The program reads the run's context as one JSON document on its standard input. */
export const runCommandStep: Performer<'command.run'> = async (context, effect, {argv, timeoutSeconds}) => {
	const command = {name: effect.step ?? argv[0] ?? '', argv, timeoutSeconds};
	const results = await inWorkspace(context, effect, [command], {input: contextDocument(context, effect)});
	const result = results?.[0];
	return result ? {kind: 'command', result} : STOPPED;
};

const STOPPED = {kind: 'stopped', sessionId: null, work: null} as const;

/** The run's workspace; a bug where a step comes to be performed without one. */
export const workspaceOf = ({run}: StepContext): Workspace => {
	if (run.workspace) return run.workspace;
	throw new Refused({kind: 'bug', code: 'no-workspace', message: `${run.runId} has no workspace.`});
};

const inWorkspace = async (
	context: StepContext,
	effect: Effect,
	commands: readonly CheckCommand[],
	more: {readonly input?: string; readonly timeoutSeconds?: number} = {},
): Promise<CheckResult[] | undefined> => {
	const {paths, env, run, stop} = context;
	requireTrust(paths, env);
	const own = {
		MOSAIC_PROJECT: paths.root,
		MOSAIC_TASK: run.taskId,
		MOSAIC_RUN: run.runId,
		MOSAIC_STEP: effect.step ?? '',
	};
	return runChecks({
		commands,
		cwd: await workDirectory(paths, workspaceOf(context)),
		env: agentEnvironment({project: readProject(paths, env), env, options: {env: run.env}}, '', own),
		root: paths.root,
		effectKey: effect.key,
		stop,
		...more,
	});
};

const contextDocument = ({run, paths}: StepContext, {step, turn}: Effect): string =>
	`${JSON.stringify({
		schema: 'mosaic/step-context@1',
		project: paths.root,
		run: run.runId,
		step,
		turn,
		task: {id: run.taskId, title: run.taskTitle},
		milestone: run.milestone,
		workspace: run.workspace,
	})}\n`;
