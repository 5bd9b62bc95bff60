// The engines of the projects that a controller acts on: each found or started when it is first asked for something, and
// let go of with the controller.
import type {ProjectPaths} from '../config/paths.ts';
import type {Outcome} from '../domain/controller.ts';
import {refusalFrom} from '../domain/errors.ts';
import {plainLine} from '../domain/text.ts';
import type {EngineCommand} from '../engine/kernel/engine-command.ts';
import type {EnginePort} from '../engine/kernel/port.ts';
import {undrivenRuns} from '../engine/kernel/read-runs.ts';

/** Opens the way to a project's engine; given up, by rejecting, when the signal says so. */
export type OpenEngine = (paths: ProjectPaths, env: NodeJS.ProcessEnv, signal: AbortSignal) => Promise<EnginePort>;

/** What was asked for just before the end is still done; an engine that does not answer for so long is not waited for. */
const LAST_WORDS_MS = 3000;

/** `onChange` is told which project's runs changed. */
export const createEngines = (env: NodeJS.ProcessEnv, open: OpenEngine, onChange: (project: string) => void) => {
	const engines = new Map<string, Promise<EnginePort>>();
	const asked = new Set<Promise<Outcome>>();
	const closing = new AbortController();
	const engineOf = (paths: ProjectPaths): Promise<EnginePort> => {
		const known = engines.get(paths.root);
		if (known) return known;
		const opening = open(paths, env, closing.signal).then((engine) => {
			engine.subscribe(() => onChange(paths.root));
			return engine;
		});
		engines.set(paths.root, opening);
		opening.catch(() => engines.delete(paths.root)); // tried again when it is asked for the next time
		return opening;
	};
	const ask = async (paths: ProjectPaths, command: EngineCommand): Promise<Outcome> => {
		try {
			closing.signal.throwIfAborted();
			const answer = await (await engineOf(paths)).dispatch(command);
			return answer.ok ? {ok: true, message: plainLine(answer.message)} : answer;
		} catch (error) {
			return {ok: false, refusal: refusalFrom(error)};
		}
	};
	return {
		dispatch: (paths: ProjectPaths, command: EngineCommand): Promise<Outcome> => {
			const asking = ask(paths, command).finally(() => asked.delete(asking));
			asked.add(asking);
			return asking;
		},
		/** Starts an engine for runs whose own one is gone; where that cannot be, whoever asks for something hears why. */
		wake: (paths: ProjectPaths): void => {
			if (undrivenIn(paths)) engineOf(paths).catch(() => {});
		},
		/** Resolves within a bounded time, whatever the engines do. */
		close: async (): Promise<void> => {
			if (asked.size > 0) await within(LAST_WORDS_MS, Promise.all(asked));
			closing.abort();
			const all = [...engines.values()];
			engines.clear();
			await Promise.all(all.map((engine) => engine.then((open) => open.close()).catch(() => {})));
		},
	};
};

/** Waits for what is under way, for so long at most. */
const within = (patience: number, work: Promise<unknown>): Promise<void> =>
	new Promise((resolve) => {
		const timer = setTimeout(resolve, patience);
		void work.finally(() => {
			clearTimeout(timer);
			resolve();
		});
	});

const undrivenIn = (paths: ProjectPaths): boolean => {
	try {
		return undrivenRuns(paths).length > 0;
	} catch {
		return false; // the project's view says what is wrong with its files
	}
};

export type Engines = ReturnType<typeof createEngines>;
