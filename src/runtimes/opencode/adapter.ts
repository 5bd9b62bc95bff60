import type {Adapter, Launch, LaunchOptions, OwnServer, Permissions} from '../adapter.ts';
import {TERMINATE_FIRST} from '../end-steps.ts';
import {option, programOf, unsupportedOf} from '../launch.ts';
import {promptText} from '../prompt-text.ts';
import {submitPrompt} from '../submit.ts';
import {OPENCODE_SCREEN} from './screen.ts';
import {createOpencodeReader} from './stream.ts';

const rules = (edit: string, shell: string): Readonly<Record<string, string>> => ({
	edit,
	bash: shell,
	webfetch: shell,
	external_directory: shell,
});

const PERMISSIONS: Readonly<Record<Permissions, Readonly<Record<string, string>>>> = {
	read: rules('deny', 'deny'),
	ask: rules('ask', 'ask'),
	edit: rules('allow', 'ask'),
	all: rules('allow', 'allow'),
};

/** Settings that are joined to a person's own. */
const CONFIG = 'OPENCODE_CONFIG_CONTENT';

const environment = ({permissions, ownServer}: LaunchOptions): Record<string, string> => ({
	...(permissions === null ? {} : {OPENCODE_PERMISSION: JSON.stringify(PERMISSIONS[permissions])}),
	...(ownServer ? {[CONFIG]: JSON.stringify({mcp: {mosaic: serverSettings(ownServer)}})} : {}),
});

const serverSettings = ({command, args}: OwnServer) => ({type: 'local', command: [command, ...args], enabled: true});

const launch = (options: LaunchOptions, rest: readonly string[]): Launch => ({
	argv: [...programOf('opencode', options), ...rest, ...option('-s', options.resume), ...option('-m', options.model)],
	env: environment(options),
	stdin: 'terminal',
	sessionId: options.resume,
	unsupported: unsupportedOf(options, ['allowed tools']),
});

export const opencode: Adapter = {
	name: 'opencode',
	measured: '1.18.33',
	reports: true,
	takesServer: {unlessSet: [CONFIG]},
	traps: [
		'Headless with permissions "all" or "read" it asks nobody, and what needs leave ends its run; else it is run by ACP, and what it asks is decided by rules or a person.',
		'A request of its own gives each new session a title; its stream does not count what that used up.',
	],
	signIn: {
		env: [
			'OPENCODE_API_KEY',
			'OPENCODE_AUTH_CONTENT',
			'ANTHROPIC_API_KEY',
			'OPENAI_API_KEY',
			'GEMINI_API_KEY',
			'OPENROUTER_API_KEY',
		],
		files: ['.local/share/opencode/auth.json'],
		hint: 'run `opencode auth login`, or set the key of a provider',
	},
	environment: ['OPENCODE_*', 'ANTHROPIC_*', 'OPENAI_*', 'GEMINI_*', 'GOOGLE_*', 'OPENROUTER_*'],
	interactive: (options) => {
		const {argv, ...rest} = launch(options, []);
		const prompt = options.prompt === null ? [] : ['--prompt', promptText(options.prompt)];
		const {unsupported} = rest;
		return {...rest, argv: [...argv, ...prompt], unsupported: [...unsupported, ...unsupportedOf(options, ['effort'])]};
	},
	headless: (options) => {
		const {argv, ...rest} = launch(options, ['run', '--format', 'json', '--thinking']);
		// As an argument it would be taken for words of a shell: a backslash before each quotation mark.
		const input = options.prompt === null ? {} : {input: promptText(options.prompt)};
		return {...rest, argv: [...argv, ...option('--variant', options.effort)], stdin: 'ignore', ...input};
	},
	createReader: createOpencodeReader,
	submit: submitPrompt,
	endSteps: TERMINATE_FIRST,
	screenRules: OPENCODE_SCREEN,
};
