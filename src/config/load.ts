// The settings that are in force: the user's, then the project's over them.
import path from 'node:path';
import * as z from 'zod/mini';
import {refuse} from '../domain/errors.ts';
import type {PermissionRule} from '../domain/permission.ts';
import type {RoleConfig} from '../domain/role.ts';
import type {CheckCommands} from '../domain/workflow.ts';
import {readJsonFile} from '../files/json-file.ts';
import {explainIssue, type Issue, pathText} from './explain-issue.ts';
import {configDirectory} from './paths.ts';
import {ConfigFile, type PriceConfig, type RuntimeConfig, UserConfigForRuns} from './schema.ts';
import {SCREEN_FIELDS} from './screen-schema.ts';
import {checkWorkflows, type WorkflowSettings} from './workflows.ts';

export type Config = {
	readonly runtime: string;
	readonly runtimes: Readonly<Record<string, RuntimeConfig>>;
	readonly environment: Readonly<Record<string, string>>;
	/** Names of variables whose values are secret. */
	readonly secrets: readonly string[];
	readonly prices: Readonly<Record<string, z.infer<typeof PriceConfig>>>;
	/** The checks of a project whose tasks and workflows name none; null where nothing is said. */
	readonly checks: CheckCommands | null;
	readonly parallel: number;
	/** A span such as `10m`, or `off`; null where nothing is said. */
	readonly checkpoint: string | null;
	/** The project's before the person's own. */
	readonly permissions: readonly PermissionRule[];
} & WorkflowSettings;

/** What counts where no file says anything. */
export const DEFAULT_CONFIG: Config = {
	runtime: 'claude',
	runtimes: {},
	environment: {},
	secrets: [],
	prices: {},
	workflow: null,
	workflows: {},
	roles: {},
	checks: null,
	parallel: 4,
	checkpoint: null,
	permissions: [],
};

/**
 * Reads both config files; a missing one says nothing. Refused as invalid (exit 5) with the file and the path of the
 * field; an unknown key also with the nearest known one.
 */
export const loadConfig = (projectConfigFile: string, env: Readonly<Record<string, string | undefined>>): Config => {
	const userConfigFile = path.join(configDirectory(env), 'config.json');
	const user = readConfigFile(userConfigFile, UserConfigForRuns);
	const project = readConfigFile(projectConfigFile, ConfigFile);
	const config = mergeConfig(mergeConfig(DEFAULT_CONFIG, user), project);
	checkWorkflows(userConfigFile, user.workflows ?? {}, config);
	checkWorkflows(projectConfigFile, project.workflows ?? {}, config);
	return config;
};

/** What `over` sets wins; runtimes and environment are merged key by key. */
const mergeConfig = (base: Config, over: ConfigFile): Config => ({
	runtime: over.runtime ?? base.runtime,
	runtimes: mergeRuntimes(base.runtimes, over.runtimes ?? {}),
	environment: {...base.environment, ...over.environment},
	secrets: [...new Set([...base.secrets, ...(over.secrets ?? [])])],
	prices: {...base.prices, ...over.prices},
	workflow: over.workflow ?? base.workflow,
	workflows: {...base.workflows, ...over.workflows},
	roles: mergeRoles(base.roles, over.roles ?? {}),
	checks: over.checks ?? base.checks,
	parallel: over.parallel ?? base.parallel,
	checkpoint: over.checkpoint ?? base.checkpoint,
	permissions: [...(over.permissions ?? []), ...base.permissions],
});

const mergeRoles = (base: WorkflowSettings['roles'], over: WorkflowSettings['roles']): Record<string, RoleConfig> => {
	const names = [...new Set([...Object.keys(base), ...Object.keys(over)])];
	return Object.fromEntries(names.map((name) => [name, {...base[name], ...over[name]}]));
};

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

type Schema = typeof ConfigFile | typeof UserConfigForRuns;

const readConfigFile = (file: string, schema: Schema): ConfigFile => {
	const document = readJsonFile(file, z.unknown());
	if (document === undefined) return {};
	const parsed = schema.safeParse(document);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	return issue ? refuseIssue(file, schema, document, issue) : {};
};

const refuseIssue = (file: string, schema: Schema, document: unknown, issue: Issue): never => {
	const {path: at, unknownKey, message} = explainIssue(schema, document, issue);
	if (unknownKey === null)
		return refuse('invalid', 'invalid-config', `${file}: ${pathText(at)}: ${message} Mend the file.`);
	if (at.length === 1 && unknownKey in SCREEN_FIELDS)
		return refuse(
			'invalid',
			'unknown-key',
			`${file}: ${unknownKey}: a project does not set it. Move it to your own config.json (\`mosaic config path\`).`,
		);
	return refuse('invalid', 'unknown-key', `${file}: ${pathText(at)}: ${message}`);
};
