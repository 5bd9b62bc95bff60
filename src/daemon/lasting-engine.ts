// The engine of a project as something that is always there: where its process went away, the next command finds or
// starts another one, and asks again under the same token.
import type {ProjectPaths} from '../config/paths.ts';
import {refusalFrom} from '../domain/errors.ts';
import type {EngineAnswer, EnginePort} from '../engine/kernel/port.ts';
import type {EngineConnection} from './engine-client.ts';
import {openEngine} from './engine-spawn.ts';

/** So many engines may die under one command before it is given up. */
const ATTEMPTS = 5;

/** A way to the project's engine that outlives its process: as long as it is open, an engine runs. */
export const openLastingEngine = async (paths: ProjectPaths, env: NodeJS.ProcessEnv): Promise<EnginePort> => {
	let current: EngineConnection | undefined;
	const listeners = new Set<() => void>();
	const tell = (): void => {
		for (const listener of listeners) listener();
	};
	let closed = false;
	const connect = async (): Promise<EngineConnection> => {
		const engine = await openEngine(paths, env);
		current = engine;
		engine.subscribe(tell);
		tell();
		void engine.gone.then(() => {
			if (current === engine) current = undefined;
			// An engine that died with work under way is followed by one that goes on with it.
			if (!closed) connect().catch(() => {});
		});
		return engine;
	};
	await connect();
	const dispatch = async (command: unknown): Promise<EngineAnswer> => {
		for (let attempt = 1; ; attempt++) {
			try {
				const answer = await (current ?? (await connect())).dispatch(command);
				if (answer.ok || answer.refusal.code !== 'engine-lost' || attempt === ATTEMPTS) return answer;
			} catch (error) {
				return {ok: false, refusal: refusalFrom(error)};
			}
		}
	};
	return {
		dispatch,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		close: async () => {
			closed = true;
			await current?.close();
		},
	};
};
