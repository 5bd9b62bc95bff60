// Whether somebody is signed in with an agent, by variables and files alone: nothing is read, started or sent.
import {existsSync} from 'node:fs';
import path from 'node:path';
import type {Adapter} from '../../runtimes/adapter.ts';

export type SignInFound = {readonly signedIn: boolean; readonly words: string};

/** How somebody is signed in, or how to. On macOS it may stand in the keychain, which is not looked into. */
export const findSignIn = (
	{signIn}: Adapter,
	env: Readonly<Record<string, string | undefined>>,
	platform: string,
): SignInFound => {
	const variable = signIn.env.find((name) => (env[name] ?? '') !== '');
	if (variable !== undefined) return {signedIn: true, words: `signed in by ${variable}`};
	const file = signIn.files
		.map((relative) => inHome(relative, env))
		.find((place) => place !== null && existsSync(place));
	if (file !== undefined) return {signedIn: true, words: `signed in by ${file}`};
	if (platform === 'darwin') return {signedIn: true, words: 'no sign-in found; it may stand in the keychain'};
	return {signedIn: false, words: `not signed in: ${signIn.hint}`};
};

/** Programs let their folder in the home be moved by a variable. */
const MOVED: Readonly<Record<string, string>> = {
	'.claude': 'CLAUDE_CONFIG_DIR',
	'.codex': 'CODEX_HOME',
	'.local/share': 'XDG_DATA_HOME',
};

const inHome = (relative: string, env: Readonly<Record<string, string | undefined>>): string | null => {
	for (const [folder, variable] of Object.entries(MOVED)) {
		const moved = env[variable];
		if (moved && relative.startsWith(`${folder}/`)) return path.join(moved, relative.slice(folder.length + 1));
	}
	return env.HOME ? path.join(env.HOME, relative) : null;
};
