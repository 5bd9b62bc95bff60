// `mosaic run` with a workflow that the engine drives: start it, then tell what happens until its end, or not.
import {randomUUID} from 'node:crypto';
import {Refused, refuse} from '../domain/errors.ts';
import type {RunView} from '../domain/run.ts';
import {plainLine, shorten} from '../domain/text.ts';
import type {EngineCommand, StartRun} from '../engine/kernel/engine-command.ts';
import type {EnginePort} from '../engine/kernel/port.ts';
import type {Started} from '../engine/kernel/start-run.ts';
import type {Context} from './context.ts';
import type {RunCommandOptions} from './grammar/options.ts';

/** Runs a task through a workflow; gives the exit code. */
export const runWorkflow = async (context: Context, options: RunCommandOptions): Promise<number> => {
	const engine = await openPort(context, options.inline);
	try {
		const started = (await ask(engine, startOf(options))) as Started;
		for (const warning of started.warnings) context.output.warn(`warning: ${warning}`);
		if (options.detach) return sayStarted(context, started);
		if (!context.json) tellStart(context, started);
		const {watchWorkflow} = await import('./watch-workflow.ts');
		return await watchWorkflow(context, started.runId, engine, options.inline);
	} finally {
		await engine.close();
	}
};

/** Goes on with a run that was stopped or interrupted, or that failed. It keeps what it began with. */
export const resumeWorkflow = async (
	context: Context,
	{id: runId, state, workflow}: RunView,
	options: RunCommandOptions,
): Promise<number> => {
	const {argv, runtime, model, env} = options;
	const other = options.workflow !== undefined && options.workflow !== workflow;
	if (other || argv !== undefined || runtime !== undefined || model !== undefined || Object.keys(env).length > 0)
		refuse(
			'usage',
			'resume-as-begun',
			`${runId} goes on with the agents, workflow (${workflow}) and environment it began with. Leave those out, or end it with \`mosaic abort ${runId} --reason …\` and run the task anew.`,
		);
	const engine = await openPort(context, options.inline);
	try {
		const type = state === 'failed' ? 'retry' : 'continue';
		await ask(engine, {type: 'of-run', runId, command: {type, by: 'person', token: null}});
		if (options.detach) {
			if (context.json) context.output.document('run', {runId, state: 'running'});
			else context.output.print(`${runId} goes on.`);
			return 0;
		}
		const {watchWorkflow} = await import('./watch-workflow.ts');
		return await watchWorkflow(context, runId, engine, options.inline);
	} finally {
		await engine.close();
	}
};

/** The engine: within this process, or behind its socket. */
export const openPort = async (context: Context, inline: boolean): Promise<EnginePort> => {
	if (inline) return (await import('../daemon/engine/inline-engine.ts')).openInlineEngine(context.paths(), context.env);
	return (await import('../daemon/engine/lasting-engine.ts')).openLastingEngine(context.paths(), context.env);
};

const ask = async (engine: EnginePort, command: EngineCommand): Promise<unknown> => {
	const answer = await engine.dispatch(command);
	if (!answer.ok) throw new Refused(answer.refusal);
	return answer.value;
};

const startOf = (options: RunCommandOptions): StartRun => ({
	type: 'start',
	...(options.taskId === undefined ? {} : {taskId: options.taskId}),
	...(options.workflow === undefined ? {} : {workflow: options.workflow}),
	...(options.milestone === undefined ? {} : {milestone: options.milestone}),
	...(options.runtime === undefined ? {} : {runtime: options.runtime}),
	...(options.model === undefined ? {} : {model: options.model}),
	...(options.argv === undefined ? {} : {argv: [...options.argv]}),
	env: {...options.env},
	token: randomUUID(),
});

const sayStarted = ({json, output}: Context, {runId, taskId, workflow, checks}: Started): number => {
	if (json) output.document('run', {runId, taskId, workflow, checks, state: 'running'});
	else
		output.print(
			`${runId} works on ${plainLine(taskId)} (${workflow}). \`mosaic events --run ${runId} --follow\` shows how it goes.`,
		);
	return 0;
};

const tellStart = ({stderr, output}: Context, {runId, taskId, taskTitle, workflow, checks}: Started): void => {
	stderr.write(
		`${output.styled('dim', `▶ ${runId} works on ${plainLine(taskId)} ${plainLine(taskTitle)} (${workflow}). Ctrl-C stops it, or leaves it where it waits for you.`)}\n`,
	);
	if (checks.length > 0)
		stderr.write(`${output.styled('dim', `  its checks run here: ${shorten(checks.join(' · '), 1000)}`)}\n`);
};
