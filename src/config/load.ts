// The settings that are in force: the user's, then the project's over them.
import path from 'node:path';
import * as z from 'zod/mini';
import {refuse} from '../domain/errors.ts';
import {nearest} from '../domain/nearest.ts';
import {readJsonFile} from '../files/json-file.ts';
import {configDirectory} from './paths.ts';
import {ConfigFile, knownKeysAt, type RuntimeConfig, UserConfigFile} from './schema.ts';
import {SCREEN_FIELDS} from './screen-schema.ts';

export type Config = {
	readonly runtime: string;
	readonly runtimes: Readonly<Record<string, RuntimeConfig>>;
	readonly environment: Readonly<Record<string, string>>;
};

const DEFAULTS: Config = {runtime: 'claude', runtimes: {}, environment: {}};

/**
 * Reads both config files; a missing one says nothing. Refused as invalid (exit 5) with the file and the path of the
 * field; an unknown key also with the nearest known one.
 */
export const loadConfig = (projectConfigFile: string, env: Readonly<Record<string, string | undefined>>): Config => {
	const user = readConfigFile(path.join(configDirectory(env), 'config.json'), UserConfigFile);
	const project = readConfigFile(projectConfigFile, ConfigFile);
	return mergeConfig(mergeConfig(DEFAULTS, user), project);
};

/** What `over` sets wins; runtimes and environment are merged key by key. */
export const mergeConfig = (base: Config, over: ConfigFile): Config => ({
	runtime: over.runtime ?? base.runtime,
	runtimes: mergeRuntimes(base.runtimes, over.runtimes ?? {}),
	environment: {...base.environment, ...over.environment},
});

const mergeRuntimes = (
	base: Readonly<Record<string, RuntimeConfig>>,
	over: Readonly<Record<string, RuntimeConfig>>,
): Record<string, RuntimeConfig> => {
	const merged = new Map(Object.entries(base));
	for (const [name, runtime] of Object.entries(over)) {
		const below = merged.get(name);
		merged.set(name, {...below, ...runtime, env: {...below?.env, ...runtime.env}});
	}
	return Object.fromEntries(merged);
};

type Schema = typeof ConfigFile | typeof UserConfigFile;

const readConfigFile = (file: string, schema: Schema): ConfigFile => {
	const document = readJsonFile(file, z.unknown());
	if (document === undefined) return {};
	const parsed = schema.safeParse(document);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	if (issue?.code === 'unrecognized_keys') return refuseKey(file, schema, issue.path, issue.keys[0] ?? '');
	const field = issue?.path.map(String).join('.') || 'the whole document';
	return refuse('invalid', 'invalid-config', `${file}: ${field}: ${issue?.message ?? 'invalid'}. Mend the file.`);
};

const refuseKey = (file: string, schema: Schema, at: readonly PropertyKey[], key: string): never => {
	if (at.length === 0 && key in SCREEN_FIELDS)
		return refuse(
			'invalid',
			'unknown-key',
			`${file}: ${key}: a project does not set it. Move it to your own config.json (\`mosaic config path\`).`,
		);
	const known = knownKeysAt(schema, at);
	const meant = nearest(key, known);
	const where = [...at, key].map(String).join('.');
	const hint = meant === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean ${JSON.stringify(meant)}?`;
	return refuse('invalid', 'unknown-key', `${file}: ${where}: unknown key. ${hint}`);
};
