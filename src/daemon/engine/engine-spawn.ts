// Finding the engine of a project, or starting it: detached, told what to do on its standard input, heard once on its
// standard output.
import {setTimeout as delay} from 'node:timers/promises';
import * as z from 'zod/mini';
import type {ProjectPaths} from '../../config/paths.ts';
import {type Refusal, Refused} from '../../domain/errors.ts';
import {readEngineAddress} from '../../engine/kernel/lease.ts';
import {startDetached} from '../detached.ts';
import {RefusalReport, refusalOfReport} from '../spawn.ts';
import {connectEngine, type EngineAddress, type EngineConnection} from './engine-client.ts';

/** What an engine process is to do. */
export const EngineOrder = z.object({root: z.string()});
export type EngineOrder = z.infer<typeof EngineOrder>;

/** The engine's one line. `held`: another engine has the lease, look again. */
export const EngineReport = z.union([
	z.object({ready: z.object({socket: z.string(), token: z.string()})}),
	z.object({held: z.boolean()}),
	z.object({refused: RefusalReport}),
]);
export type EngineReport = z.infer<typeof EngineReport>;

/** An engine that is just starting or ending does not answer for a moment. */
const ATTEMPTS = 60;
const PAUSE_MS = 100;

/**
 * A connection to the project's engine, which is started where none runs. Throws a refusal where there can be none, and
 * as soon as the signal says that it is wanted no more.
 */
export const openEngine = async (
	paths: ProjectPaths,
	env: NodeJS.ProcessEnv,
	signal: AbortSignal = NEVER,
): Promise<EngineConnection> => {
	for (let attempt = 1; ; attempt++) {
		if (signal.aborted) throw new Refused(GIVEN_UP);
		const known = readEngineAddress(paths);
		if (known?.liveness === 'unknown') throw new Refused(outOfSight(known.hostname));
		if (known && !known.address) throw new Refused(takesNoClients(known.pid));
		const address = known?.address ?? (await startEngine(paths, env, signal));
		try {
			if (address) return Object.assign(await connectEngine(address, signal), {isNew: known === undefined});
		} catch (error) {
			const passing = error instanceof Refused && ['unreachable', 'token'].includes(error.refusal.code);
			if (!passing || attempt === ATTEMPTS) throw error;
		}
		if (attempt === ATTEMPTS) throw new Refused(NOT_THERE);
		await delay(PAUSE_MS, undefined, {signal}).catch(() => {});
	}
};

const NEVER = new AbortController().signal;

const NOT_THERE: Refusal = {
	kind: 'refused',
	code: 'engine-busy',
	message: 'the engine of this project neither answers nor goes away. Try again in a moment.',
};

const GIVEN_UP: Refusal = {
	kind: 'refused',
	code: 'closed',
	message: 'mosaic ended before the engine of this project was reached. Ask again.',
};

const outOfSight = (hostname: string): Refusal => ({
	kind: 'refused',
	code: 'held',
	message: `the engine of this project runs on ${hostname} or in another container, out of sight from here. End it there.`,
});

const takesNoClients = (pid: number): Refusal => ({
	kind: 'refused',
	code: 'held',
	message: `\`mosaic run --inline\` (PID ${pid}) drives the runs of this project and takes no commands. Wait for its end, or interrupt it.`,
	pid,
});

const startEngine = async (
	paths: ProjectPaths,
	env: NodeJS.ProcessEnv,
	signal: AbortSignal,
): Promise<EngineAddress | undefined> => {
	const {child: engine, said: line, ended} = startDetached('engine', paths.root, env);
	engine.stdin.end(`${JSON.stringify({root: paths.root} satisfies EngineOrder)}\n`);
	// An engine that nobody waits for any more goes by itself, once it is ready.
	const letGo = (): void => {
		engine.unref();
		engine.stdout.destroy();
	};
	signal.addEventListener('abort', letGo);
	const said = await line;
	signal.removeEventListener('abort', letGo);
	if (signal.aborted) throw new Refused(GIVEN_UP);
	const report = said === undefined ? undefined : EngineReport.safeParse(JSON.parse(said));
	if (report?.success) engine.unref();
	engine.stdout.destroy();
	engine.stdin.destroy();
	if (!report?.success)
		throw new Refused({
			kind: 'bug',
			code: 'engine-died',
			message: `the engine ended before it was ready (${await ended}). Try again.`,
		});
	if ('refused' in report.data) throw new Refused(refusalOfReport(report.data.refused));
	return 'ready' in report.data ? report.data.ready : undefined;
};
