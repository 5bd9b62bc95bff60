// The engine of a project as something that is always there: where its process went away, the next command finds or
// starts another one, and asks again under the same token.
import type {ProjectPaths} from '../../config/paths.ts';
import {type Refusal, refusalFrom} from '../../domain/errors.ts';
import type {EngineAnswer, EnginePort} from '../../engine/kernel/port.ts';
import type {EngineConnection} from './engine-client.ts';
import {openEngine} from './engine-spawn.ts';

/** So many engines may die under one command before it is given up. */
const ATTEMPTS = 5;

/** How a connection to the engine is come by; given up, with a refusal, when the signal says so. */
export type Connect = (paths: ProjectPaths, env: NodeJS.ProcessEnv, signal: AbortSignal) => Promise<EngineConnection>;

/** Hears what becomes of the engine's process. */
export type EngineWatch = {
	/** It is gone; says whether another one is to be started at once. Else the next command starts it. */
	readonly gone: () => boolean;
	/** One drives the runs in place of one that was gone. */
	readonly back: () => void;
	readonly failed: (error: unknown) => void;
};

/**
 * A way to the project's engine that outlives its process: as long as it is open, an engine runs, unless `watch` says
 * otherwise. A signal gives it up while it is being opened; later `close` does.
 */
export const openLastingEngine = async (
	paths: ProjectPaths,
	env: NodeJS.ProcessEnv,
	signal?: AbortSignal,
	open: Connect = openEngine,
	watch?: EngineWatch,
): Promise<EnginePort> => {
	const closing = new AbortController();
	const given = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
	const listeners = new Set<() => void>();
	const tell = (): void => {
		for (const listener of listeners) listener();
	};
	/** The one connection, made or in the making. With two, one would stay when this is closed, and keep both processes. */
	let only: Promise<EngineConnection> | undefined;
	let hadOne = false;
	const connect = (): Promise<EngineConnection> => {
		const opening = open(paths, env, given).then((engine) => {
			if (given.aborted) void engine.close();
			engine.subscribe(tell);
			tell();
			if (engine.isNew || hadOne) watch?.back();
			hadOne = true;
			void engine.gone.then(() => {
				forget();
				// An engine that died with work under way is followed by one that goes on with it.
				if (given.aborted || watch?.gone() === false) return;
				connection().catch((error: unknown) => watch?.failed(error));
			});
			return engine;
		});
		const forget = (): void => {
			if (only === opening) only = undefined;
		};
		only = opening;
		opening.catch(forget);
		return opening;
	};
	const connection = (): Promise<EngineConnection> => only ?? connect();
	await connection();
	return {
		dispatch: (command) => askUntilAnswered(connection, command, given),
		subscribe: (listener) => {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		close: async () => {
			closing.abort();
			await only?.then((engine) => engine.close()).catch(() => {}); // one that could not be opened is closed
		},
	};
};

const askUntilAnswered = async (
	connection: () => Promise<EngineConnection>,
	command: unknown,
	given: AbortSignal,
): Promise<EngineAnswer> => {
	for (let attempt = 1; ; attempt++) {
		if (given.aborted) return {ok: false, refusal: CLOSED};
		try {
			const engine = await connection();
			const answer = await engine.dispatch(command);
			if (answer.ok || answer.refusal.code !== 'engine-lost' || attempt === ATTEMPTS) return answer;
			await engine.gone;
		} catch (error) {
			return {ok: false, refusal: refusalFrom(error)};
		}
	}
};

const CLOSED: Refusal = {
	kind: 'refused',
	code: 'closed',
	message: 'mosaic ended before the engine answered. `mosaic runs` says whether it was done.',
};
