// Any other program: its argv with the prompt in it, its output as lines of text, its exit code as its word.
import type {Adapter, Launch, LaunchOptions, Reader} from './adapter.ts';
import {INTERRUPT_FIRST} from './end-steps.ts';
import {unsupportedOf} from './launch.ts';
import {createLineSplitter} from './line-splitter.ts';
import {launchArgv} from './registry.ts';
import {submitPrompt} from './submit.ts';

const launch = (name: string, options: LaunchOptions): Launch => ({
	argv:
		options.prompt === null && options.command.length > 0
			? options.command.filter((element) => element !== '{prompt}')
			: launchArgv(name, options.command, options.prompt ?? ''),
	env: {},
	stdin: 'terminal',
	sessionId: null,
	unsupported: [
		...unsupportedOf(options, ['model', 'effort', 'allowed tools']),
		...(options.permissions === null ? [] : (['permissions'] as const)),
		...(options.resume === null ? [] : (['resume'] as const)),
	],
});

const LONGEST_LINE = 64 * 1024;

const createTextReader = (): Reader => {
	const splitter = createLineSplitter(LONGEST_LINE);
	const event = ({text}: {text: string}) => ({type: 'text', text: `${text}\n`, part: true}) as const;
	return {push: (bytes) => splitter.push(bytes).map(event), end: () => splitter.end().map(event)};
};

/** The adapter of a program that mosaic knows nothing about. */
export const genericAdapter = (name: string): Adapter => ({
	name,
	measured: '',
	reports: false,
	traps: [],
	signIn: {env: [], files: [], hint: ''},
	environment: [],
	interactive: (options) => launch(name, options),
	headless: (options) => launch(name, options),
	createReader: createTextReader,
	submit: submitPrompt,
	endSteps: INTERRUPT_FIRST,
	screenRules: [],
});
