// Which agents are installed and signed in, and what to know before a start. Their versions are asked for within a bound: some of them look for updates first.
import {type Config, loadConfig} from '../../config/load.ts';
import {refusalFrom} from '../../domain/errors.ts';
import {askVersion} from '../../engine/program-release.ts';
import {ADAPTERS} from '../../runtimes/adapters.ts';
import {resolveExecutable} from '../../runtimes/executable.ts';
import {bareWords, leaveWords} from '../../runtimes/leave-words.ts';
import {DEFAULT_RUNTIME} from '../../runtimes/registry.ts';
import {releaseIn, releaseWords} from '../../runtimes/releases.ts';
import type {Context} from '../context.ts';
import type {Check} from './check.ts';
import {findSignIn} from './sign-in.ts';

/** The known runtimes that are here, the configured ones, and whether the default one can be started. */
export const checkRuntimes = async (context: Context): Promise<Check[]> => {
	const {root, configFile} = context.paths();
	let config: Config;
	try {
		config = loadConfig(configFile, context.env);
	} catch (error) {
		return [{name: 'settings', state: 'failed', detail: refusalFrom(error).message}];
	}
	const names = [...new Set([config.runtime, ...ADAPTERS.keys(), ...Object.keys(config.runtimes)])];
	return (await Promise.all(names.map((name) => checkRuntime(name, config, root, context.env)))).flat();
};

const checkRuntime = async (name: string, config: Config, root: string, env: NodeJS.ProcessEnv): Promise<Check[]> => {
	const isDefault = name === config.runtime;
	const label = `runtime ${name}${isDefault ? ' (default)' : ''}`;
	const settings = config.runtimes[name];
	const configured = settings?.acp?.argv ?? settings?.argv;
	const isWanted = isDefault || settings !== undefined;
	const adapter = ADAPTERS.get(name);
	try {
		const file = resolveExecutable(configured?.[0] ?? name, root, env);
		// What a command with arguments does with `--version` is not known, so it is only looked up.
		const isProgram = configured === undefined || (settings?.mode !== undefined && configured.length === 1);
		const version = isProgram ? ((await askVersion(file, env)) ?? 'gives no version') : 'configured';
		const about = adapter && releaseWords(adapter, releaseIn(version));
		const found = adapter && findSignIn(adapter, env, process.platform);
		const parts = [`${file} (${version})`, ...(found ? [found.words] : []), ...(about ? [about] : [])];
		if (adapter && settings?.mode !== undefined)
			parts.push(`${settings.mode}: ${leaveWords(name, settings.mode, settings.permissions ?? null)}`);
		const bare = isWanted ? bareWords(name, settings ?? {}) : undefined;
		// The argv that stands in for a missing one is claude's; another program takes `-p` for something else.
		const canStart = configured !== undefined || settings?.mode !== undefined || name === DEFAULT_RUNTIME;
		if (!canStart) parts.push('needs a mode or an argv in the config');
		const isFine = canStart && (found?.signedIn ?? true);
		const check: Check = {name: label, state: isFine || !isWanted ? 'ok' : 'warning', detail: parts.join('; ')};
		return isWanted && adapter
			? [
					check,
					{
						name: `about ${name}`,
						state: 'ok',
						detail: [...(bare === undefined ? [] : [`${bare}.`]), ...adapter.traps].join(' '),
					},
				]
			: [check];
	} catch (error) {
		const needed = isDefault || configured !== undefined;
		const detail = needed ? refusalFrom(error).message : 'not installed';
		return [{name: label, state: needed ? 'warning' : 'ok', detail}];
	}
};
