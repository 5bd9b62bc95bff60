// Real agent programs on mosaic's screen look as in a plain terminal: each cell and the cursor, while a prompt is typed,
// a permission is asked for and given, and the terminal becomes another size.
import {execFileSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {describe, test} from 'vitest';
import {type AgentName, findAgent} from '../support/agents/find.ts';
import type {Turn} from '../support/model-stub/script.ts';
import {programInPane} from '../support/pane.ts';
import {until} from '../support/until.ts';

const PORT = 18080;
const STUB = fileURLToPath(new URL('../support/model-stub/serve.ts', import.meta.url));
const TURNS: readonly Turn[] = [
	{text: 'I shall run it.', tool: {kind: 'shell', command: 'touch made', escalate: true}},
	{text: 'The command was run.'},
];

/** A network of its own, in which nothing but the stub can be reached; null where the kernel gives none. */
const ownNetwork = (): string | null => {
	for (const command of ['unshare -n', 'unshare -rn'])
		try {
			execFileSync('sh', ['-c', `${command} ip link set lo up`], {stdio: 'ignore'});
			return command;
		} catch {}
	return null;
};

const NETWORK = ownNetwork();

const why = (program: AgentName): string | null => {
	if (findAgent(program) === null) return `${program} is not installed`;
	return NETWORK === null ? 'no network namespace can be made here' : null;
};

/** A script that starts the stub and the program in a network and a home of their own. */
const started = (environment: readonly string[], command: string): string =>
	[
		'export HOME="$PWD/home"',
		...environment.map((entry) => `export ${entry}`),
		`exec ${NETWORK} sh -c 'ip link set lo up; "$0" "$1" ${PORT} "$2" & exec ${command}' '${process.execPath}' '${STUB}' '${JSON.stringify(TURNS)}'`,
	].join('\n');

type Agent = {
	readonly program: AgentName;
	readonly flags: string;
	readonly environment: readonly string[];
	/** Files in its home; CWD stands for the project's folder. */
	readonly home: Readonly<Record<string, string>>;
	/** What it shows once it takes keys, and when it asks for permission; null where its model is not spoken to. */
	readonly ready: string;
	readonly asks: string | null;
};

const AGENTS: readonly Agent[] = [
	{
		program: 'claude',
		flags: '--permission-mode default',
		environment: [
			`ANTHROPIC_BASE_URL=http://127.0.0.1:${PORT}`,
			'ANTHROPIC_API_KEY=sk-test',
			'CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1',
		],
		home: {
			'.claude.json': JSON.stringify({
				hasCompletedOnboarding: true,
				lastOnboardingVersion: '99.0.0',
				theme: 'dark',
				customApiKeyResponses: {approved: ['sk-test'], rejected: []},
				projects: {CWD: {hasTrustDialogAccepted: true}},
			}),
		},
		ready: 'for shortcuts',
		asks: 'Do you want',
	},
	{
		program: 'codex',
		flags: '',
		environment: ['CODEX_HOME=$HOME/.codex', 'STUB_API_KEY=sk-test'],
		home: {
			'.codex/config.toml': [
				'model = "gpt-5.5-codex"',
				'model_provider = "stub"',
				'check_for_update_on_startup = false',
				'[model_providers.stub]',
				'name = "stub"',
				`base_url = "http://127.0.0.1:${PORT}/v1"`,
				'env_key = "STUB_API_KEY"',
				'wire_api = "responses"',
				'[projects."CWD"]',
				'trust_level = "trusted"',
				'',
			].join('\n'),
		},
		ready: 'gpt-5.5-codex',
		asks: 'Would you like to run',
	},
	{
		program: 'gemini',
		flags: '',
		environment: ['GEMINI_API_KEY=sk-test', `GOOGLE_GEMINI_BASE_URL=http://127.0.0.1:${PORT}`],
		home: {
			'.gemini/settings.json': JSON.stringify({
				security: {auth: {selectedType: 'gemini-api-key'}, folderTrust: {enabled: false}},
				privacy: {usageStatisticsEnabled: false},
				general: {enableAutoUpdate: false},
			}),
		},
		ready: 'Type your message',
		asks: null,
	},
	{
		program: 'opencode',
		flags: '',
		environment: [],
		home: {
			'.config/opencode/opencode.json': JSON.stringify({
				autoupdate: false,
				share: 'disabled',
				model: 'stub/stub-model',
				enabled_providers: ['stub'],
				provider: {
					stub: {
						npm: '@ai-sdk/openai-compatible',
						name: 'Stub',
						options: {baseURL: `http://127.0.0.1:${PORT}/v1`, apiKey: 'sk-test'},
						models: {'stub-model': {name: 'Stub model', limit: {context: 200000, output: 8192}}},
					},
				},
			}),
		},
		ready: 'Ask anything',
		asks: null,
	},
	{
		program: 'pi',
		flags: '--model stub/stub-model',
		environment: ['PI_OFFLINE=1'],
		home: {
			'.pi/agent/models.json': JSON.stringify({
				providers: {
					stub: {
						baseUrl: `http://127.0.0.1:${PORT}/v1`,
						api: 'openai-completions',
						apiKey: 'sk-test',
						models: [{id: 'stub-model', name: 'Stub', contextWindow: 200000, maxTokens: 8192}],
					},
				},
			}),
		},
		ready: 'stub-model',
		asks: null,
	},
];

/** Shell lines that write the files of its home. */
const written = (home: Agent['home']): string[] =>
	Object.entries(home).map(([name, text]) => {
		const encoded = Buffer.from(text).toString('base64');
		return `mkdir -p "$(dirname home/${name})"; echo ${encoded} | base64 -d | sed "s#CWD#$PWD#" >home/${name}`;
	});

/** Ctrl+C clears the line first, then ends the program; without it the same key ends mosaic. */
const interrupted = async (pane: Pane): Promise<void> => {
	let over = false;
	void pane.ended.then(() => {
		over = true;
	});
	await until('the end', () => over || pane.text().includes('has ended') || void pane.press('\u0003'));
};

type Pane = Awaited<ReturnType<typeof programInPane>>;

/** The prompt is sent, the program asks whether it may run the command, and may. */
const askedAndAnswered = async (pane: Pane, asks: string): Promise<void> => {
	pane.press('\r');
	await pane.sees(asks);
	await pane.sees('? waiting');
	await pane.showsTheSame();
	// For a while the program takes no key for an answer.
	await until('the answer taken', () => !pane.text().includes(asks) || void pane.press('\r'));
	await pane.sees('The command was run.');
	await pane.showsTheSame();
};

describe.each(AGENTS)('$program', ({program, flags, environment, home, ready, asks}) => {
	const reason = why(program);
	test.skipIf(reason !== null)(`a prompt, a permission, another size, the end ${reason ?? ''}`.trim(), async () => {
		const line = started(environment, `${findAgent(program)} ${flags}`);
		const pane = await programInPane([...written(home), line].join('\n'));
		await pane.sees(ready);
		await pane.showsTheSame();
		pane.press('please run touch made');
		await pane.sees('please run touch made');
		await pane.showsTheSame();
		if (asks !== null) await askedAndAnswered(pane, asks);
		pane.resize({cols: 80, rows: 24});
		await pane.showsTheSame();
		pane.press(' and more');
		await pane.sees('and more');
		await pane.showsTheSame();
		await interrupted(pane);
	});
});
