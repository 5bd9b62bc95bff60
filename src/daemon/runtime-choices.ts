// The agents that a person can choose from in a project: the configured ones, and those that need no settings.
import {loadConfig} from '../config/load.ts';
import type {ProjectPaths} from '../config/paths.ts';
import {refusalFrom} from '../domain/errors.ts';
import type {RuntimeChoice} from '../domain/runtime-choice.ts';
import {resolveExecutable} from '../runtimes/executable.ts';
import {DEFAULT_RUNTIME, launchArgv} from '../runtimes/registry.ts';

/** The default one first. Only looked up, never run; settings that cannot be read give none, a start says why. */
export const runtimeChoices = (paths: ProjectPaths, env: NodeJS.ProcessEnv): readonly RuntimeChoice[] => {
	try {
		const config = loadConfig(paths.configFile, env);
		const names = [...new Set([config.runtime, ...Object.keys(config.runtimes), DEFAULT_RUNTIME])];
		return names.map((name) => {
			const argv = launchArgv(name, config.runtimes[name]?.acp?.argv ?? config.runtimes[name]?.argv, '{prompt}');
			return {name, isDefault: name === config.runtime, argv, whyNot: whyNotHere(argv[0] ?? name, paths.root, env)};
		});
	} catch {
		return [];
	}
};

const whyNotHere = (command: string, root: string, env: NodeJS.ProcessEnv): string | null => {
	try {
		resolveExecutable(command, root, env);
		return null;
	} catch (error) {
		return refusalFrom(error).message;
	}
};
