import type {Adapter, Launch, LaunchOptions} from '../adapter.ts';
import {INTERRUPT_FIRST} from '../end-steps.ts';
import {option, programOf, unsupportedOf} from '../launch.ts';
import {promptText} from '../prompt-text.ts';
import {submitPrompt} from '../submit.ts';
import {PI_SCREEN} from './screen.ts';
import {createPiReader} from './stream.ts';

const launch = (options: LaunchOptions, head: readonly string[]): Launch => {
	const {resume, sessionId, model, effort, permissions, prompt} = options;
	// It asks nobody for anything: tools are there or not.
	const asks = permissions === 'ask' || permissions === 'edit';
	return {
		argv: [
			...programOf('pi', options),
			...head,
			'--session-id',
			resume ?? sessionId,
			...option('--model', model),
			...option('--thinking', effort),
			...(permissions === 'read' ? ['--tools', 'read,grep,find,ls'] : []),
			...(options.trusted ? ['--approve'] : []),
			...(prompt === null ? [] : ['--', promptText(prompt)]),
		],
		env: {},
		stdin: 'terminal',
		sessionId: resume ?? sessionId,
		unsupported: [...(asks ? (['permissions'] as const) : []), ...unsupportedOf(options, ['allowed tools'])],
	};
};

export const pi: Adapter = {
	name: 'pi',
	measured: '0.87.1',
	reports: true,
	traps: [
		'It asks for no permissions by itself: what its tools can do, it does. Headless with permissions "ask" or "edit" an extension of mosaic asks; on its own screen nothing holds it back.',
		'It ends with 0 after an error of the service; only its last message tells.',
	],
	signIn: {
		env: ['ANTHROPIC_API_KEY', 'OPENAI_API_KEY', 'GEMINI_API_KEY', 'OPENROUTER_API_KEY'],
		files: ['.pi/agent/auth.json', '.pi/agent/models.json'],
		hint: 'start `pi` once and use /login, or set the key of a provider',
	},
	environment: ['PI_*', 'ANTHROPIC_*', 'OPENAI_*', 'GEMINI_*', 'GOOGLE_*', 'OPENROUTER_*'],
	interactive: (options) => launch(options, []),
	headless: (options) => ({...launch(options, ['-p', '--mode', 'json']), stdin: 'ignore'}),
	createReader: () => createPiReader(),
	submit: submitPrompt,
	endSteps: INTERRUPT_FIRST,
	screenRules: PI_SCREEN,
};
