// The engines of the projects that a controller acts on: each found or started when it is first asked for something, and
// let go of with the controller.
import type {ProjectPaths} from '../config/paths.ts';
import type {Outcome} from '../domain/controller.ts';
import {plainLine} from '../domain/text.ts';
import type {EngineCommand} from '../engine/kernel/engine-command.ts';
import type {EnginePort} from '../engine/kernel/port.ts';
import {undrivenRuns} from '../engine/kernel/read-runs.ts';

export type OpenEngine = (paths: ProjectPaths, env: NodeJS.ProcessEnv) => Promise<EnginePort>;

/** `onChange` is told which project's runs changed. */
export const createEngines = (env: NodeJS.ProcessEnv, open: OpenEngine, onChange: (project: string) => void) => {
	const engines = new Map<string, Promise<EnginePort>>();
	const engineOf = (paths: ProjectPaths): Promise<EnginePort> => {
		const known = engines.get(paths.root);
		if (known) return known;
		const opening = open(paths, env).then((engine) => {
			engine.subscribe(() => onChange(paths.root));
			return engine;
		});
		engines.set(paths.root, opening);
		opening.catch(() => engines.delete(paths.root)); // tried again when it is asked for the next time
		return opening;
	};
	return {
		dispatch: async (paths: ProjectPaths, command: EngineCommand): Promise<Outcome> => {
			const answer = await (await engineOf(paths)).dispatch(command);
			return answer.ok ? {ok: true, message: plainLine(answer.message)} : answer;
		},
		/** Starts an engine for runs whose own one is gone; where that cannot be, whoever asks for something hears why. */
		wake: (paths: ProjectPaths): void => {
			if (undrivenIn(paths)) engineOf(paths).catch(() => {});
		},
		close: async (): Promise<void> => {
			const all = [...engines.values()];
			engines.clear();
			for (const engine of all) await engine.then((open) => open.close()).catch(() => {});
		},
	};
};

const undrivenIn = (paths: ProjectPaths): boolean => {
	try {
		return undrivenRuns(paths).length > 0;
	} catch {
		return false; // the project's view says what is wrong with its files
	}
};

export type Engines = ReturnType<typeof createEngines>;
