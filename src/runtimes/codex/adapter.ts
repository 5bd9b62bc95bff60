import type {Adapter, Launch, LaunchOptions, OwnServer, Permissions} from '../adapter.ts';
import {INTERRUPT_FIRST} from '../end-steps.ts';
import {option, programOf, unsupportedOf} from '../launch.ts';
import {promptText} from '../prompt-text.ts';
import {submitPrompt} from '../submit.ts';
import {CODEX_SCREEN} from './screen.ts';
import {createCodexReader} from './stream.ts';

const SANDBOX: Readonly<Record<Permissions, string>> = {
	read: 'read-only',
	// With it every change needs leave, which is asked for where there is a screen to ask on.
	ask: 'read-only',
	edit: 'workspace-write',
	all: 'danger-full-access',
};

/** Settings as `-c` options, which every one of its commands takes; `-s` is not known to `exec resume`. */
export const codexSettings = (
	{permissions, effort, trusted, cwd, ownServer, writable = []}: LaunchOptions,
	canAsk: boolean,
): string[] => {
	const values: string[] = [];
	if (permissions !== null) {
		const asks = canAsk && permissions !== 'all';
		values.push(`sandbox_mode="${SANDBOX[permissions]}"`);
		values.push(`approval_policy="${asks ? 'on-request' : 'never'}"`);
		// Without them nobody can commit in a worktree, or hand in.
		if (permissions === 'edit' && writable.length > 0)
			values.push(`sandbox_workspace_write.writable_roots=${JSON.stringify(writable)}`);
	}
	if (effort !== null) values.push(`model_reasoning_effort=${JSON.stringify(effort)}`);
	if (ownServer) values.push(`mcp_servers.mosaic=${serverTable(ownServer)}`);
	// As a table of its own: a key with dots in it would be taken apart.
	if (trusted) values.push(`projects={${JSON.stringify(cwd)}={trust_level="trusted"}}`);
	return values.flatMap((value) => ['-c', value]);
};

/** It gives its servers none of its variables but those that are named. */
const GIVEN = [
	'MOSAIC_PROJECT',
	'MOSAIC_SESSION',
	'MOSAIC_TOKEN',
	'TMPDIR',
	'XDG_CONFIG_HOME',
	'XDG_STATE_HOME',
	'XDG_RUNTIME_DIR',
];

const serverTable = ({command, args}: OwnServer): string => {
	const values = {command: JSON.stringify(command), args: JSON.stringify(args), env_vars: JSON.stringify(GIVEN)};
	const pairs = Object.entries({...values, default_tools_approval_mode: '"approve"'});
	return `{${pairs.map(([name, value]) => `${name}=${value}`).join(',')}}`;
};

const launch = (options: LaunchOptions, head: readonly string[], canAsk: boolean): Launch => ({
	argv: [
		...programOf('codex', options),
		...head,
		...codexSettings(options, canAsk),
		...option('-m', options.model),
		...(options.resume === null ? [] : [options.resume]),
		...(options.prompt === null ? [] : [promptText(options.prompt)]),
	],
	env: {},
	stdin: 'terminal',
	sessionId: options.resume,
	unsupported: unsupportedOf(options, ['allowed tools']),
});

export const codex: Adapter = {
	name: 'codex',
	measured: '0.169.0',
	reports: true,
	takesServer: {unlessSet: []},
	traps: [
		'In a folder that it does not know it asks first whether to trust it.',
		'Without --no-daemon its full screen starts a daemon that outlives it.',
		'`codex exec` waits for ever for a standard input that stays open, and ends with 1 outside a git repository.',
		'Its sandbox helper does not start with CODEX_HOME in the folder for temporary files.',
	],
	signIn: {
		env: ['OPENAI_API_KEY', 'CODEX_API_KEY', 'CODEX_ACCESS_TOKEN'],
		files: ['.codex/auth.json'],
		hint: 'run `codex login`, or set CODEX_API_KEY',
	},
	environment: ['OPENAI_*', 'CODEX_*'],
	interactive: (options) => launch(options, [...(options.resume === null ? [] : ['resume']), '--no-daemon'], true),
	headless: (options) => {
		const outsideGit = options.trusted ? ['--skip-git-repo-check'] : [];
		const head = ['exec', ...(options.resume === null ? [] : ['resume']), '--json', ...outsideGit];
		return {...launch(options, head, false), stdin: 'ignore'};
	},
	createReader: createCodexReader,
	submit: submitPrompt,
	endSteps: INTERRUPT_FIRST,
	screenRules: CODEX_SCREEN,
};
