// Starting a session host: detached, told what to do on its standard input, heard once on its standard output.
import type {Socket} from 'node:net';
import * as z from 'zod/mini';
import type {Refusal} from '../domain/errors.ts';
import {TerminalColours} from '../domain/outer-terminal.ts';
import {StepOrder} from '../engine/agents/step-order.ts';
import {RunOptions} from '../engine/run-options.ts';
import {startDetached} from './detached.ts';

/** What a session host is to do. It travels on standard input: `ps` shows no secret of it. */
export const HostOrder = z.object({
	root: z.string(),
	options: RunOptions,
	/** For a step of a run that the engine drives; `options` then says nothing. */
	step: z.optional(StepOrder),
	cols: z.int(),
	rows: z.int(),
	/** The colours of the terminal that it is started from, where they are known. */
	colours: z.optional(TerminalColours),
	/** Whether the one who started it is about to watch its output from the first byte. */
	watched: z.boolean(),
	/** Whether the session ends when its starter does; else it outlives it. */
	inline: z.boolean(),
});
export type HostOrder = z.infer<typeof HostOrder>;

/** A refusal on its way through a pipe. */
export const RefusalReport = z.object({
	kind: z.enum(['usage', 'refused', 'not-found', 'invalid', 'failed', 'bug']),
	code: z.string(),
	message: z.string(),
	sessionId: z.optional(z.string()),
	pid: z.optional(z.int()),
});

const Started = z.object({
	sessionId: z.string(),
	runId: z.string(),
	taskId: z.string(),
	taskTitle: z.string(),
	runtime: z.string(),
	pid: z.int(),
	socket: z.string(),
	token: z.string(),
	warnings: z.array(z.string()),
});
export type Started = z.infer<typeof Started>;

/** The host's one line. */
export const HostReport = z.union([z.object({started: Started}), z.object({refused: RefusalReport})]);
export type HostReport = z.infer<typeof HostReport>;

/** Starts a session host and waits until its agent runs, or for its refusal. */
export const startSessionHost = async (order: HostOrder, env: NodeJS.ProcessEnv): Promise<Started | Refusal> => {
	const {child: host, said: line, ended} = startDetached('session-host', order.root, env);
	// An inline session holds on to this pipe: its end is the end of the starter.
	host.stdin.write(`${JSON.stringify(order)}\n`);
	if (!order.inline) host.stdin.end();
	const said = await line;
	const report = said === undefined ? undefined : HostReport.safeParse(JSON.parse(said));
	// While this process waits for the end of a silent host it must hold on to it: with nothing left to wait for, Node
	// would end, and with exit code 0.
	if (report?.success) host.unref();
	host.stdout.destroy();
	// The host has read its order; an inline one sees the end of its starter by this pipe.
	if (order.inline) (host.stdin as Socket).unref();
	else host.stdin.destroy();
	if (!report?.success)
		return {
			kind: 'bug',
			code: 'host-died',
			message: `the session host ended before its agent ran (${await ended}). \`mosaic resume\` starts anew.`,
		};
	if ('started' in report.data) return report.data.started;
	return refusalOfReport(report.data.refused);
};

/** The refusal that came through the pipe. */
export const refusalOfReport = ({sessionId, pid, ...refusal}: z.infer<typeof RefusalReport>): Refusal => ({
	...refusal,
	...(sessionId === undefined ? {} : {sessionId}),
	...(pid === undefined ? {} : {pid}),
});
