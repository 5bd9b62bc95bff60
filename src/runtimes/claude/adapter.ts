import type {Adapter, Launch, LaunchOptions, OwnServer, Permissions} from '../adapter.ts';
import {INTERRUPT_FIRST} from '../end-steps.ts';
import {option, programOf} from '../launch.ts';
import {promptText} from '../prompt-text.ts';
import {submitPrompt} from '../submit.ts';
import {CLAUDE_HOOKS} from './hooks.ts';
import {CLAUDE_SCREEN} from './screen.ts';
import {createClaudeReader} from './stream.ts';

const MODES: Readonly<Record<Permissions, string>> = {
	read: 'plan',
	ask: 'manual',
	edit: 'acceptEdits',
	all: 'bypassPermissions',
};

const launch = (options: LaunchOptions, head: readonly string[]): Launch => {
	const {resume, sessionId, model, effort, permissions, ownServer} = options;
	const allowedTools = [...options.allowedTools, ...(ownServer ? ['mcp__mosaic'] : [])];
	return {
		argv: [
			...programOf('claude', options),
			...head,
			...(resume === null ? ['--session-id', sessionId] : ['--resume', resume]),
			...option('--model', model),
			...option('--effort', effort),
			...option('--permission-mode', permissions && MODES[permissions]),
			// With `=`: without it the option would take the arguments after it too.
			...allowedTools.map((tool) => `--allowedTools=${tool}`),
			...(ownServer ? [`--mcp-config=${ownServer.file}`] : []),
			...(options.prompt === null ? [] : [promptText(options.prompt)]),
		],
		env: {},
		...(ownServer ? {files: [{path: ownServer.file, text: serverSettings(ownServer)}]} : {}),
		stdin: 'terminal',
		sessionId: resume ?? sessionId,
		unsupported: [],
	};
};

const serverSettings = ({command, args}: OwnServer): string =>
	`${JSON.stringify({mcpServers: {mosaic: {type: 'stdio', command, args, env: {}}}})}\n`;

export const claude: Adapter = {
	name: 'claude',
	measured: '2.1.329',
	reports: true,
	takesServer: {unlessSet: []},
	traps: [
		'In a folder that it does not know it asks first whether to trust it; its answer stands on No.',
		'As root it refuses to start with permissions "all".',
		'A key in ANTHROPIC_API_KEY that it has not seen before is asked about first, and stands on No.',
		'It tries for minutes to sign in with a key that is wrong; CLAUDE_CODE_MAX_RETRIES=1 ends that.',
	],
	signIn: {
		env: [
			'ANTHROPIC_API_KEY',
			'ANTHROPIC_AUTH_TOKEN',
			'CLAUDE_CODE_OAUTH_TOKEN',
			'CLAUDE_CODE_USE_BEDROCK',
			'CLAUDE_CODE_USE_VERTEX',
		],
		files: ['.claude/.credentials.json'],
		hint: 'start `claude` once and sign in, or set ANTHROPIC_API_KEY',
	},
	environment: ['ANTHROPIC_*', 'CLAUDE_*', 'AWS_*', 'GOOGLE_APPLICATION_CREDENTIALS', 'CLOUD_ML_REGION'],
	interactive: (options) => launch(options, option('--settings', options.hooksFile ?? null)),
	headless: (options) => ({
		...launch(options, ['-p', '--output-format', 'stream-json', '--verbose']),
		stdin: 'ignore',
	}),
	createReader: () => createClaudeReader(),
	submit: submitPrompt,
	endSteps: INTERRUPT_FIRST,
	screenRules: CLAUDE_SCREEN,
	hooks: CLAUDE_HOOKS,
};
