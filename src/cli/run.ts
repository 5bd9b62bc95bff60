// `mosaic run` and `mosaic resume`: start a session host, then watch until the end, or not.

import {loadConfig} from '../config/load.ts';
import {SOLO} from '../config/presets.ts';
import {workflowFor} from '../config/workflow-choice.ts';
import type {Started} from '../daemon/spawn.ts';
import {type Refusal, Refused, refuse} from '../domain/errors.ts';
import {readHolder} from '../engine/overview.ts';
import type {RunOptions} from '../engine/run-options.ts';
import {heldBy} from '../engine/why-not.ts';
import {hasBaseSync} from '../git/branch.ts';
import type {Context} from './context.ts';
import type {RunCommandOptions} from './grammar/options.ts';
import {printPlan} from './print/print-plan.ts';
import {startedLine} from './print/started-line.ts';

/** Runs a task; gives the exit code. */
export const runCommand = async (context: Context, options: RunCommandOptions): Promise<number> => {
	if (options.detach && options.inline)
		throw new Refused({
			kind: 'usage',
			code: 'detach-inline',
			message: '--detach and --inline exclude each other. Choose one.',
		});
	if (options.model !== undefined && (options.all || options.printOnly))
		refuse(
			'usage',
			'model-of-one',
			'--model is for the run of one task; for all of them, set it in `roles` of the settings.',
		);
	if (options.printOnly) return printPlan(context, runOptionsOf({...options, workflow: undefined}), options.workflow);
	if (options.all)
		return (await import('./run-all.ts')).runAll(context, {...options, workflow: chosenWorkflow(context, options)});
	const byEngine = await engineRun(context, options);
	if (byEngine !== undefined) return byEngine;
	const early = holdInterrupts(context);
	const started = await start(context, options);
	if ('code' in started) throw new Refused(started);
	for (const warning of started.warnings) context.output.warn(`warning: ${warning}`);
	if (options.detach) return early.seen() ? stopAgain(context, started) : sayStarted(context, started);
	const {watchRun} = await import('./watch-run.ts');
	const watching = watchRun(context, started, options.inline);
	early.handOn();
	return watching;
};

/** Runs what the engine drives: another workflow than solo, or the run of it that a resume goes on with. */
const engineRun = async (context: Context, options: RunCommandOptions): Promise<number | undefined> => {
	if (options.resume && options.taskId !== undefined) {
		const last = (await import('../engine/kernel/read-runs.ts')).lastWork(context.paths(), options.taskId);
		if (last.kind === 'solo') return undefined;
		if (last.kind === 'waits') return (await import('./run-workflow.ts')).resumeWorkflow(context, last.run, options);
	}
	const workflow = chosenWorkflow(context, options);
	if (workflow === SOLO) return options.model === undefined ? undefined : needsRole();
	return (await import('./run-workflow.ts')).runWorkflow(context, {...options, workflow});
};

const needsRole = (): never =>
	refuse(
		'usage',
		'model-without-role',
		'--model is for workflows with roles; with `solo`, name it in the command after `--`.',
	);

/** The workflow that this call means; see `workflowFor`. */
const chosenWorkflow = (context: Context, {workflow, argv}: RunCommandOptions): string => {
	const {configFile, root} = context.paths();
	return workflowFor(loadConfig(configFile, context.env), {
		asked: workflow,
		hasCommand: argv !== undefined,
		hasBase: () => hasBaseSync(root),
	});
};

/**
 * Keeps a Ctrl-C that comes before the agent runs: its host is on its way and would start it with nobody there. The
 * second one ends the waiting, not the start.
 */
const holdInterrupts = ({output}: Context) => {
	let count = 0;
	const listener = (): void => {
		count++;
		if (count === 1) return;
		output.warn('left while the agent was starting; `mosaic sessions` shows whether it runs.');
		process.exit(130);
	};
	process.on('SIGINT', listener);
	return {
		seen: (): boolean => count > 0,
		/** Raises it again, for whoever listens by now. */
		handOn: (): void => {
			process.off('SIGINT', listener);
			if (count > 0) process.kill(process.pid, 'SIGINT');
		},
	};
};

const stopAgain = async (context: Context, {sessionId}: Started): Promise<number> => {
	const {stopSession} = await import('../daemon/stop-session.ts');
	await stopSession(context.paths(), {sessionId, by: 'Ctrl-C', force: false});
	context.output.warn(`${sessionId} was stopped again (Ctrl-C).`);
	return 130;
};

const start = async (context: Context, options: RunCommandOptions): Promise<Started | Refusal> => {
	const paths = context.paths();
	// A quick look spares a process; the session host's claim is what decides.
	const holder = readHolder(paths);
	if (holder) return heldBy(holder);
	const {startSessionHost} = await import('../daemon/spawn.ts');
	const {columns, rows} = context.stdout;
	return startSessionHost(
		{
			root: paths.root,
			options: runOptionsOf(options),
			cols: Math.max(columns ?? 120, 20),
			rows: Math.max(rows ?? 40, 5),
			watched: !options.detach,
			inline: options.inline,
		},
		context.env,
	);
};

const runOptionsOf = (options: RunCommandOptions): RunOptions => ({
	...(options.taskId === undefined ? {} : {taskId: options.taskId}),
	...(options.runtime === undefined ? {} : {runtime: options.runtime}),
	...(options.milestone === undefined ? {} : {milestone: options.milestone}),
	...(options.workflow === undefined ? {} : {workflow: options.workflow}),
	...(options.argv === undefined ? {} : {argv: [...options.argv]}),
	env: options.env,
	resume: options.resume,
});

const sayStarted = ({json, output}: Context, started: Started): number => {
	const {sessionId, runId, taskId, runtime, pid} = started;
	if (json) output.document('run', {runId, sessionId, taskId, runtime, pid, state: 'working'});
	else {
		output.print(startedLine(started));
		output.print(`Attach with \`mosaic attach ${sessionId}\`, end it with \`mosaic stop ${sessionId}\`.`);
	}
	return 0;
};
