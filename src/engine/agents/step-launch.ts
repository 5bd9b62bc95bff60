// How the agent of a step is started: by its command as it stands, in its own screen, or headless behind a renderer.
import {randomUUID} from 'node:crypto';
import path from 'node:path';
import type {RuntimeConfig} from '../../config/schema.ts';
import type {RoleBinding} from '../../domain/role.ts';
import {writeFileAtomic} from '../../files/atomic-write.ts';
import {type AcpForm, acpFormOf} from '../../runtimes/acp-form.ts';
import type {Adapter, Launch, LaunchOptions} from '../../runtimes/adapter.ts';
import {ADAPTERS, adapterOf} from '../../runtimes/adapters.ts';
import type {Price} from '../../runtimes/prices.ts';
import {launchArgv} from '../../runtimes/registry.ts';
import {twoWayOf} from '../../runtimes/two-way.ts';
import {acpCommand} from '../acp-command.ts';
import {hookProgram, ONE_THREAD, ownProgram} from '../own-program.ts';
import type {Conversation} from './conversation.ts';
import type {HeadlessOrder} from './headless-order.ts';
import type {TurnFiles} from './run-files.ts';

export type StepLaunch = {
	readonly argv: readonly string[];
	readonly env: Readonly<Record<string, string>>;
	/** The agent's own id of its conversation, where it is known before it starts and told by nobody later. */
	readonly conversation: string | null;
};

export type StepLaunchRequest = {
	readonly binding: RoleBinding;
	readonly settings: RuntimeConfig | undefined;
	/** The configured command; empty for the runtime's own. */
	readonly command: readonly string[];
	readonly prompt: string;
	readonly cwd: string;
	readonly files: TurnFiles;
	/** Folders outside of `cwd` that the work needs. */
	readonly writable?: readonly string[];
	/** The variables it starts with, before those of its launch. */
	readonly environment: Readonly<Record<string, string>>;
	/** What models cost by the settings. */
	readonly prices: Readonly<Record<string, Price>>;
	/** The conversation that is gone on with. */
	readonly earlier: Conversation | null;
};

/** The mode that a role runs in: its own, else its runtime's; null for the command as it stands. */
export const modeOf = (
	{mode}: Pick<RoleBinding, 'mode'>,
	settings: RuntimeConfig | undefined,
): 'interactive' | 'headless' | null => (settings?.acp === undefined ? (mode ?? settings?.mode ?? null) : null);

/** The command of a step's agent. A headless one leaves its order in the folder of the turn. */
export const stepLaunch = (request: StepLaunchRequest): StepLaunch => {
	const {binding, settings, files, prompt} = request;
	const mode = modeOf(binding, settings);
	const launch = agentLaunch(request);
	for (const {path: file, text} of launch.files ?? []) writeFileAtomic(file, text, {mode: 0o600});
	if (mode === 'headless') return headless(request, launch);
	if (mode === null) return {argv: launch.argv, env: launch.env, conversation: null};
	writeHooks(files, adapterOf(binding.runtime));
	return {argv: launch.argv, env: launch.env, conversation: prompt === '' ? null : launch.sessionId};
};

/** How the agent's own program is started, whoever starts it. Nothing is written. */
export const agentLaunch = (request: StepLaunchRequest): Launch => {
	const {binding, settings, command, prompt, files} = request;
	const options = launchOptions(request);
	const adapter = adapterOf(binding.runtime);
	switch (modeOf(binding, settings)) {
		case null:
			return {
				argv: launchArgv(binding.runtime, command, prompt),
				env: {},
				stdin: 'terminal',
				sessionId: null,
				unsupported: [],
			};
		case 'interactive':
			return adapter.interactive({...options, hooksFile: adapter.hooks ? files.hooks : null});
		case 'headless': {
			const acp = acpFormOf(binding.runtime, options.permissions);
			if (acp) return acp.launch(options);
			const twoWay = twoWayOf(binding.runtime, options.permissions);
			return twoWay ? twoWay.launch(options, files.directory) : adapter.headless(options);
		}
	}
};

/** The settings that name mosaic as the agent's hook lie in the folder of the turn; a person's own are not touched. */
const writeHooks = (files: TurnFiles, {hooks}: Adapter): string | null => {
	if (hooks === undefined) return null;
	writeFileAtomic(files.hooks, `${hooks.settings(hookProgram())}\n`, {mode: 0o600});
	return files.hooks;
};

const headless = (request: StepLaunchRequest, launch: Launch): StepLaunch => {
	const {binding, files, prompt} = request;
	const options = launchOptions(request);
	const acp = acpFormOf(binding.runtime, options.permissions);
	if (acp) return speakingAcp(acp, launch, prompt);
	const twoWay = twoWayOf(binding.runtime, options.permissions);
	const order: HeadlessOrder = {
		runtime: binding.runtime,
		argv: [...launch.argv],
		env: {...launch.env},
		prompt: twoWay ? prompt : null,
		input: launch.input ?? null,
		resume: options.resume,
		model: binding.model,
		usedBefore: [...(request.earlier?.usedBefore ?? [])],
		prices: {...request.prices},
		takeOver: {
			command: [...options.command],
			effort: binding.effort,
			permissions: options.permissions,
			// Whoever takes over finds the files of its hooks and tools there already.
			hooksFile: writeHooks(files, adapterOf(binding.runtime)),
			ownServer: options.ownServer ? {...options.ownServer, args: [...options.ownServer.args]} : null,
		},
		outcomeFile: files.outcome,
	};
	writeFileAtomic(files.order, `${JSON.stringify(order)}\n`, {mode: 0o600});
	const [node, main] = ownProgram();
	const conversation = twoWay?.namesNone ? launch.sessionId : null;
	return {argv: [node, ONE_THREAD, main, 'render', files.order], env: {}, conversation};
};

/** Its client is its renderer. */
const speakingAcp = ({choosesModel}: AcpForm, {argv, env}: Launch, prompt: string): StepLaunch => {
	const chosen = choosesModel ? {MOSAIC_ACP_CHOSEN: 'model'} : {};
	return {argv: acpCommand(argv, prompt), env: {...env, ...chosen}, conversation: null};
};

/**
 * The program that says its release for `--version`: the runtime's own, or one without arguments that stands for it in a
 * mode. Of a command with arguments nobody knows what it would do with one more.
 */
export const programOf = ({
	binding: {runtime, ...binding},
	settings,
	command,
}: Pick<StepLaunchRequest, 'binding' | 'settings' | 'command'>): string | null => {
	if (modeOf(binding, settings) === null || !ADAPTERS.has(runtime)) return null;
	const own = command.filter((element) => element !== '{prompt}');
	return own.length > 1 ? null : (own[0] ?? runtime);
};

const launchOptions = (request: StepLaunchRequest): LaunchOptions => {
	const {binding, settings, command, prompt, cwd, files, earlier} = request;
	const [program, main] = ownProgram();
	const file = path.join(files.directory, 'mcp.json');
	return {
		command: command.filter((element) => element !== '{prompt}'),
		prompt,
		cwd,
		sessionId: randomUUID(),
		resume: earlier?.id ?? null,
		model: binding.model,
		effort: binding.effort,
		permissions: settings?.permissions ?? null,
		allowedTools: [],
		trusted: false,
		writable: request.writable ?? [],
		ownServer: hasOwnTools(request) ? {command: program, args: [main, 'mcp'], file} : null,
	};
};

/** Whether the agent of a step finds mosaic's verbs among its tools. */
export const hasOwnTools = ({
	binding,
	settings,
	environment,
}: Pick<StepLaunchRequest, 'binding' | 'settings' | 'environment'>): boolean => {
	if (settings?.mcp === false) return false;
	if (settings?.acp !== undefined) return true;
	const takes = adapterOf(binding.runtime).takesServer;
	const mode = modeOf(binding, settings);
	if (mode === 'headless' && acpFormOf(binding.runtime, settings?.permissions ?? null)) return true;
	if (takes === undefined || mode === null) return false;
	return takes.unlessSet.every((name) => environment[name] === undefined);
};
