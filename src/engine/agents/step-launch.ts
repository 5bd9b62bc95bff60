// How the agent of a step is started: by its command as it stands, in its own screen, or headless behind a renderer.
import {randomUUID} from 'node:crypto';
import path from 'node:path';
import type {RuntimeConfig} from '../../config/schema.ts';
import type {RoleBinding} from '../../domain/role.ts';
import {writeFileAtomic} from '../../files/atomic-write.ts';
import {type AcpForm, acpFormOf} from '../../runtimes/acp-form.ts';
import type {Adapter, Launch, LaunchOptions} from '../../runtimes/adapter.ts';
import {adapterOf} from '../../runtimes/adapters.ts';
import type {Price} from '../../runtimes/prices.ts';
import {launchArgv} from '../../runtimes/registry.ts';
import {twoWayOf} from '../../runtimes/two-way.ts';
import {acpCommand} from '../acp-command.ts';
import {hookProgram, ONE_THREAD, ownProgram} from '../own-program.ts';
import type {Conversation} from './conversation.ts';
import type {HeadlessOrder} from './headless-order.ts';
import type {TurnFiles} from './run-files.ts';

export type StepLaunch = {readonly argv: readonly string[]; readonly env: Readonly<Record<string, string>>};

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
	const {binding, settings, command, prompt} = request;
	switch (modeOf(binding, settings)) {
		case null:
			return {argv: launchArgv(binding.runtime, command, prompt), env: {}};
		case 'interactive':
			return interactive(request);
		case 'headless':
			return headless(request);
	}
};

/** The settings with its hooks lie in the folder of the turn; a person's own are not touched. */
const interactive = (request: StepLaunchRequest): StepLaunch => {
	const {binding, files} = request;
	const adapter = adapterOf(binding.runtime);
	return withFiles(adapter.interactive({...launchOptions(request), hooksFile: hooksIn(files, adapter)}));
};

/** Writes the settings that name mosaic as the agent's hook; null where it has none. */
const hooksIn = (files: TurnFiles, {hooks}: Adapter): string | null => {
	if (hooks === undefined) return null;
	writeFileAtomic(files.hooks, `${hooks.settings(hookProgram())}\n`, {mode: 0o600});
	return files.hooks;
};

const withFiles = (launch: Launch): Launch => {
	for (const {path: file, text} of launch.files ?? []) writeFileAtomic(file, text, {mode: 0o600});
	return launch;
};

const headless = (request: StepLaunchRequest): StepLaunch => {
	const {binding, files, prompt} = request;
	const options = launchOptions(request);
	const acp = acpFormOf(binding.runtime, options.permissions);
	if (acp) return speakingAcp(acp, options, prompt);
	const twoWay = twoWayOf(binding.runtime, options.permissions);
	const adapter = adapterOf(binding.runtime);
	const launch = withFiles(twoWay ? twoWay.launch(options, files.directory) : adapter.headless(options));
	const order: HeadlessOrder = {
		runtime: binding.runtime,
		argv: [...launch.argv],
		env: {...launch.env},
		prompt: twoWay ? prompt : null,
		resume: options.resume,
		model: binding.model,
		usedBefore: [...(request.earlier?.usedBefore ?? [])],
		prices: {...request.prices},
		takeOver: {
			command: [...options.command],
			effort: binding.effort,
			permissions: options.permissions,
			// Whoever takes over finds the files of its hooks and tools there already.
			hooksFile: hooksIn(files, adapter),
			ownServer: options.ownServer ? {...options.ownServer, args: [...options.ownServer.args]} : null,
		},
		outcomeFile: files.outcome,
	};
	writeFileAtomic(files.order, `${JSON.stringify(order)}\n`, {mode: 0o600});
	const [node, main] = ownProgram();
	return {argv: [node, ONE_THREAD, main, 'render', files.order], env: {}};
};

/** Its client is its renderer. */
const speakingAcp = (acp: AcpForm, options: LaunchOptions, prompt: string): StepLaunch => {
	const {argv, env} = withFiles(acp.launch(options));
	const chosen = acp.choosesModel ? {MOSAIC_ACP_CHOSEN: 'model'} : {};
	return {argv: acpCommand(argv, prompt), env: {...env, ...chosen}};
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
