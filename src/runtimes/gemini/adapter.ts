import type {Adapter, Launch, LaunchOptions, Permissions} from '../adapter.ts';
import {INTERRUPT_FIRST} from '../end-steps.ts';
import {option, programOf, unsupportedOf} from '../launch.ts';
import {promptText} from '../prompt-text.ts';
import {submitPrompt} from '../submit.ts';
import {GEMINI_SCREEN} from './screen.ts';
import {createGeminiReader} from './stream.ts';

const MODES: Readonly<Record<Permissions, string>> = {read: 'plan', ask: 'default', edit: 'auto_edit', all: 'yolo'};

const launch = (options: LaunchOptions, promptFlag: string): Launch => {
	const {resume, sessionId, model, permissions, allowedTools, prompt} = options;
	return {
		argv: [
			...programOf('gemini', options),
			...(resume === null ? ['--session-id', sessionId] : ['--resume', resume]),
			...option('-m', model),
			...option('--approval-mode', permissions && MODES[permissions]),
			...allowedTools.map((tool) => `--allowed-tools=${tool}`),
			...(options.trusted ? ['--skip-trust'] : []),
			...(prompt === null ? [] : [promptFlag, promptText(prompt)]),
		],
		env: {},
		stdin: 'terminal',
		sessionId: resume ?? sessionId,
		unsupported: unsupportedOf(options, ['effort']),
	};
};

export const gemini: Adapter = {
	name: 'gemini',
	measured: '0.61.0',
	reports: true,
	traps: [
		'Headless with permissions "all" or "read" it asks nobody; else it is run by ACP, and what it asks is decided by rules or a person.',
		'It ends with 0 after an interrupt; only a result line means that it is done.',
		'In a folder that it does not know it asks first whether to trust it, where that is switched on.',
	],
	signIn: {
		env: ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_GENAI_USE_VERTEXAI', 'GOOGLE_GENAI_USE_GCA'],
		files: ['.gemini/oauth_creds.json', '.gemini/gemini-credentials.json'],
		hint: 'start `gemini` once and sign in, or set GEMINI_API_KEY',
	},
	environment: ['GEMINI_*', 'GOOGLE_*'],
	interactive: (options) => launch(options, '-i'),
	headless: (options) => {
		const {argv, ...rest} = launch(options, '-p');
		return {...rest, argv: [...argv, '-o', 'stream-json'], stdin: 'ignore'};
	},
	createReader: () => createGeminiReader(),
	submit: submitPrompt,
	endSteps: INTERRUPT_FIRST,
	screenRules: GEMINI_SCREEN,
};
