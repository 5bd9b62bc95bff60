// Which agents are installed. Their versions are asked for within a bound: some of them look for updates first.
import {execFile} from 'node:child_process';
import {tmpdir} from 'node:os';
import {type Config, loadConfig} from '../../config/load.ts';
import {refusalFrom} from '../../domain/errors.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import {resolveExecutable} from '../../runtimes/executable.ts';
import {DEFAULT_RUNTIME} from '../../runtimes/registry.ts';
import type {Context} from '../context.ts';
import type {Check} from './check.ts';

const KNOWN = ['claude', 'codex', 'gemini', 'opencode', 'pi'];
const VERSION_TIMEOUT_MS = 4000;

/** The known runtimes that are here, the configured ones, and whether the default one can be started. */
export const checkRuntimes = async (context: Context): Promise<Check[]> => {
	const {root, configFile} = context.paths();
	let config: Config;
	try {
		config = loadConfig(configFile, context.env);
	} catch (error) {
		return [{name: 'settings', state: 'failed', detail: refusalFrom(error).message}];
	}
	const names = [...new Set([config.runtime, ...KNOWN, ...Object.keys(config.runtimes)])];
	return Promise.all(names.map((name) => checkRuntime(name, config, root, context.env)));
};

const checkRuntime = async (name: string, config: Config, root: string, env: NodeJS.ProcessEnv): Promise<Check> => {
	const label = `runtime ${name}${name === config.runtime ? ' (default)' : ''}`;
	const configured = config.runtimes[name]?.acp?.argv ?? config.runtimes[name]?.argv;
	try {
		const file = resolveExecutable(configured?.[0] ?? name, root, env);
		// What a configured command does with `--version` is not known, so it is only looked up.
		const version = configured === undefined ? await versionOf(file, env) : 'configured';
		// The argv that stands in for a missing one is claude's; another program takes `-p` for something else.
		if (configured !== undefined || name === DEFAULT_RUNTIME)
			return {name: label, state: 'ok', detail: `${file} (${version})`};
		const state = name === config.runtime ? 'warning' : 'ok';
		return {name: label, state, detail: `${file} (${version}); needs an argv in the config`};
	} catch (error) {
		const needed = name === config.runtime || configured !== undefined;
		const detail = needed ? refusalFrom(error).message : 'not installed';
		return {name: label, state: needed ? 'warning' : 'ok', detail};
	}
};

const versionOf = (file: string, env: NodeJS.ProcessEnv): Promise<string> =>
	new Promise((resolve) => {
		const options = {cwd: tmpdir(), env, timeout: VERSION_TIMEOUT_MS, killSignal: 'SIGKILL', encoding: 'utf8'} as const;
		const child = execFile(file, ['--version'], options, (error, stdout) => {
			const first = plainLine(stdout.split('\n')[0] ?? '');
			resolve(error || first === '' ? 'gives no version' : shorten(first, 60));
		});
		child.stdin?.end();
	});
