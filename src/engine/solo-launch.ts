// How the plain runner starts its agent: by its command as it stands, unless the settings name a mode for it. Then it is
// started as a step's agent is, with its hooks and mosaic's tools, from files in the session's own folder.
import path from 'node:path';
import type {Config} from '../config/load.ts';
import type {ProjectPaths} from '../config/paths.ts';
import type {RoleBinding} from '../domain/role.ts';
import {makePrivateDirectory} from '../files/private-dir.ts';
import {filesIn} from './agents/run-files.ts';
import {agentLaunch, programOf, type StepLaunch, type StepLaunchRequest, stepLaunch} from './agents/step-launch.ts';
import type {RunPlan} from './plan.ts';

/** The implementer's model, effort and mode count where the implementer is that runtime. */
const bindingOf = ({roles, runtime: usual}: Config, runtime: string): RoleBinding => {
	const {implementer} = roles;
	const role = implementer !== undefined && (implementer.runtime ?? usual) === runtime ? implementer : undefined;
	return {
		runtime,
		model: role?.model ?? null,
		effort: role?.effort ?? null,
		argv: [],
		...(role?.mode === undefined ? {} : {mode: role.mode}),
	};
};

export type SoloRequest = {
	readonly paths: ProjectPaths;
	readonly config: Config;
	readonly plan: Pick<RunPlan, 'runtime' | 'command' | 'argv' | 'prompt' | 'given'>;
	readonly sessionId: string;
	/** Before the marks of the session. */
	readonly environment: Readonly<Record<string, string>>;
};

const requestOf = ({paths, config, plan, sessionId, environment}: SoloRequest): StepLaunchRequest => {
	const directory = path.join(paths.sessionsDir, sessionId);
	const {[plan.runtime]: settings} = config.runtimes;
	return {
		binding: bindingOf(config, plan.runtime),
		// A command that was given for this run stands as it is.
		settings: plan.given ? undefined : settings,
		command: plan.command,
		prompt: plan.prompt,
		cwd: paths.root,
		files: filesIn(directory),
		environment,
		prices: config.prices,
		earlier: null,
	};
};

/** What is started; the files that it needs are written. */
export const soloLaunch = (request: SoloRequest): StepLaunch & {readonly program: string | null} => {
	const {plan, config, paths, sessionId} = request;
	const launch = requestOf(request);
	const binding = bindingOf(config, plan.runtime);
	if (plan.given) return {argv: plan.argv, env: {}, conversation: null, program: null};
	makePrivateDirectory(path.join(paths.sessionsDir, sessionId));
	const {argv, env, conversation} = stepLaunch(launch);
	const wishes = {
		...(binding.model === null ? {} : {MOSAIC_MODEL: binding.model}),
		...(binding.effort === null ? {} : {MOSAIC_EFFORT: binding.effort}),
	};
	return {argv, env: {...env, ...wishes}, conversation, program: programOf(launch)};
};

/** The agent's own command as it would be started, for people; nothing is written. */
export const soloArgv = (request: SoloRequest): readonly string[] =>
	request.plan.given ? request.plan.argv : agentLaunch(requestOf(request)).argv;
