// A scratch home for each program, with the settings that make it speak to the stub and ask nothing at its start.
import path from 'node:path';
import type {AgentName} from './find.ts';

export type AgentHome = {
	readonly files: readonly {readonly path: string; readonly text: string}[];
	readonly env: Readonly<Record<string, string>>;
	/** The model to ask for; null for the program's own choice. */
	readonly model: string | null;
};

const KEY = 'sk-test';
const COST = {input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75};

/** What the home at `home` needs for work in `cwd`. */
export const agentHome = (name: AgentName, home: string, cwd: string, trusted = true): AgentHome => {
	const file = (relative: string, text: string | object) => ({
		path: path.join(home, relative),
		text: typeof text === 'string' ? text : JSON.stringify(text),
	});
	switch (name) {
		case 'claude': {
			const settings = {
				hasCompletedOnboarding: true,
				theme: 'dark',
				customApiKeyResponses: {approved: [KEY], rejected: []},
				projects: trusted ? {[cwd]: {hasTrustDialogAccepted: true}} : {},
			};
			const env = {
				ANTHROPIC_BASE_URL: 'http://127.0.0.1:{port}',
				ANTHROPIC_API_KEY: KEY,
				CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
				CLAUDE_CODE_MAX_RETRIES: '1',
			};
			return {files: [file('.claude.json', settings)], env, model: null};
		}
		case 'codex':
			return {
				files: [file('.codex/config.toml', codexSettings(trusted ? cwd : null))],
				env: {CODEX_HOME: path.join(home, '.codex'), STUB_KEY: KEY},
				model: null,
			};
		case 'gemini': {
			const settings = {
				security: {auth: {selectedType: 'gemini-api-key'}, folderTrust: {enabled: !trusted}},
				privacy: {usageStatisticsEnabled: false},
				general: {enableAutoUpdate: false},
			};
			const env = {GEMINI_API_KEY: KEY, GOOGLE_GEMINI_BASE_URL: 'http://127.0.0.1:{port}'};
			return {files: [file('.gemini/settings.json', settings)], env, model: null};
		}
		case 'opencode':
			return {
				files: [file('.config/opencode/opencode.json', opencodeSettings())],
				env: {OPENCODE_DISABLE_MODELS_FETCH: '1'},
				model: 'stub/stub-model',
			};
		case 'pi': {
			const model = {
				id: 'stub-model',
				name: 'Stub',
				reasoning: true,
				contextWindow: 200_000,
				maxTokens: 8192,
				cost: COST,
			};
			const provider = {baseUrl: 'http://127.0.0.1:{port}/v1', api: 'openai-completions', apiKey: KEY, models: [model]};
			return {
				files: [file('.pi/agent/models.json', {providers: {stub: provider}})],
				env: {PI_OFFLINE: '1'},
				model: 'stub/stub-model',
			};
		}
	}
};

const codexSettings = (cwd: string | null): string => `model = "gpt-5.5-codex"
model_provider = "stub"
check_for_update_on_startup = false
[model_providers.stub]
name = "stub"
base_url = "http://127.0.0.1:{port}/v1"
env_key = "STUB_KEY"
wire_api = "responses"
request_max_retries = 1
stream_max_retries = 1
${cwd === null ? '' : `[projects."${cwd}"]\ntrust_level = "trusted"\n`}`;

const opencodeSettings = (): object => ({
	autoupdate: false,
	share: 'disabled',
	model: 'stub/stub-model',
	small_model: 'stub/stub-model',
	enabled_providers: ['stub'],
	provider: {
		stub: {
			npm: '@ai-sdk/openai-compatible',
			name: 'Stub',
			options: {baseURL: 'http://127.0.0.1:{port}/v1', apiKey: KEY},
			models: {
				'stub-model': {
					name: 'Stub',
					limit: {context: 200_000, output: 8192},
					cost: {input: COST.input, output: COST.output, cache_read: COST.cacheRead},
				},
			},
		},
	},
});
