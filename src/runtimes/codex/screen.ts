import {rulesSince, type ScreenRule} from '../screen-rules.ts';
import {CODEX_ASKS} from './dialog.ts';

/** Of codex 0.169. */
export const CODEX_SCREEN: readonly ScreenRule[] = rulesSince('0.169', [
	{
		name: 'codex-sign-in',
		state: 'waiting',
		dialog: 'sign-in',
		all: [/^ *(?:>|›)? *\d\. Sign in with ChatGPT/, /^ *Welcome to Codex/],
		last: /Press enter to continue/,
		rows: 24,
		says: 'asks how to sign in',
		answers: null,
	},
	{
		name: 'codex-trust',
		state: 'waiting',
		dialog: 'trust',
		all: [/^ *Trust this folder\?/, /1\. Trust and continue/],
		last: /enter continue/,
		rows: 12,
		says: 'asks whether to trust this folder',
		answers: null,
	},
	{
		name: 'codex-permission',
		state: 'waiting',
		dialog: 'permission',
		asks: CODEX_ASKS,
		all: [/^ *Would you like to .*\?/, /^ *›? *1\. Yes, proceed \(y\)/],
		last: /Press enter to confirm or esc to cancel/,
		rows: 20,
		words: /^ *(Would you like to .*\?)/,
		answers: {allow: 'y', deny: '\u001b'},
	},
	{name: 'codex-busy', state: 'working', dialog: null, all: [/\(.*esc to interrupt\)/], rows: 9, answers: null},
	{
		name: 'codex-prompt',
		state: 'idle',
		dialog: null,
		all: [/^› /],
		last: /\? for shortcuts/,
		rows: 6,
		answers: null,
	},
]);
