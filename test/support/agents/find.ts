// The real programs, where they are installed: in the folder $MOSAIC_AGENTS, as packages in $MOSAIC_AGENTS_DIR, or in the
// user's cache.
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';

const PINNED: Readonly<Record<string, string>> = {
	claude: '@anthropic-ai/claude-code@2.1.329',
	codex: '@openai/codex@0.169.0',
	gemini: '@google/gemini-cli@0.61.0',
	opencode: 'opencode-ai@1.18.33',
	pi: '@earendil-works/pi-coding-agent@0.87.1',
};

export const AGENT_NAMES = ['claude', 'codex', 'gemini', 'opencode', 'pi'] as const;
export type AgentName = (typeof AGENT_NAMES)[number];

/** Where they are looked for, and where they are installed to when that is asked for. */
export const agentsDirectory = (): string =>
	process.env.MOSAIC_AGENTS_DIR ??
	path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'mosaic', 'agents');

/** Installs what is missing, in the pinned version; only with MOSAIC_AGENTS_INSTALL=1. */
export const installMissing = (): void => {
	if (process.env.MOSAIC_AGENTS_INSTALL !== '1') return;
	const missing = AGENT_NAMES.filter((name) => findAgent(name) === null).map((name) => PINNED[name] as string);
	if (missing.length === 0) return;
	mkdirSync(agentsDirectory(), {recursive: true});
	execFileSync('npm', ['install', '--no-audit', '--no-fund', '--prefix', agentsDirectory(), ...missing], {
		stdio: 'inherit',
	});
};

/** The program, or null where it is not installed. */
export const findAgent = (name: AgentName): string | null => {
	const folder = process.env.MOSAIC_AGENTS ?? path.join(agentsDirectory(), 'node_modules', '.bin');
	const file = path.join(folder, name);
	return existsSync(file) ? file : null;
};

/** Whether a network of its own can be made for a process; without it a run could reach more than the stub. */
export const canUnshare = (): boolean => {
	try {
		execFileSync('unshare', ['-n', 'true'], {stdio: 'ignore'});
		return true;
	} catch {
		return false;
	}
};
