// `mosaic run` and `mosaic resume`: start a session host, then watch until the end, or not.

import type {Started} from '../daemon/spawn.ts';
import {type Refusal, Refused} from '../domain/errors.ts';
import {readHolder} from '../engine/overview.ts';
import type {RunOptions} from '../engine/run-options.ts';
import {heldBy} from '../engine/why-not.ts';
import type {Context} from './context.ts';
import type {RunCommandOptions} from './options.ts';
import {startedLine} from './started-line.ts';

/** Runs a task; gives the exit code. */
export const runCommand = async (context: Context, options: RunCommandOptions): Promise<number> => {
	if (options.detach && options.inline)
		throw new Refused({
			kind: 'usage',
			code: 'detach-inline',
			message: '--detach and --inline exclude each other. Choose one.',
		});
	if (options.printOnly) return (await import('./print-plan.ts')).printPlan(context, runOptionsOf(options));
	const started = await start(context, options);
	if ('code' in started) throw new Refused(started);
	for (const warning of started.warnings) context.output.warn(`warning: ${warning}`);
	if (options.detach) return sayStarted(context, started);
	return (await import('./watch-run.ts')).watchRun(context, started);
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
