import type {ScreenRule} from '../screen-rules.ts';
import {CLAUDE_ASKS} from './dialog.ts';

/** Of claude 2.1. Digits choose at once, Esc refuses; how many choices there are depends on what is asked. */
export const CLAUDE_SCREEN: readonly ScreenRule[] = [
	{
		name: 'claude-trust',
		state: 'waiting',
		dialog: 'trust',
		all: [/Yes, I trust this folder/],
		last: /Enter to confirm/,
		rows: 6,
		says: 'asks whether to trust this folder',
		answers: null,
	},
	{
		name: 'claude-api-key',
		state: 'waiting',
		dialog: 'sign-in',
		all: [/Detected a custom API key/, /Do you want to use this API key\?/],
		last: /Enter to confirm/,
		rows: 12,
		says: 'asks whether to use the API key of its environment',
		answers: null,
	},
	{
		name: 'claude-permission',
		state: 'waiting',
		dialog: 'permission',
		asks: CLAUDE_ASKS,
		all: [/^ ?Do you want to .*\?/, /^ ?❯? ?1\. Yes$/],
		last: /^ ?Esc to cancel/,
		rows: 14,
		words: /^ ?(Do you want to .*\?)/,
		answers: {allow: '1', deny: '\u001b'},
	},
	{
		name: 'claude-question',
		state: 'waiting',
		dialog: 'question',
		all: [/^ ?☐ /, /^❯? +1\. /],
		last: /^ ?Enter to select/,
		rows: 30,
		words: /^(\S.*\?)$/,
		answers: null,
	},
	{name: 'claude-busy', state: 'working', dialog: null, all: [/esc to interrupt/], rows: 3, answers: null},
	{
		name: 'claude-prompt',
		state: 'idle',
		dialog: null,
		all: [/^─{20,}$/, /^❯/],
		last: /shift\+tab to cycle|\? for shortcuts/,
		rows: 5,
		answers: null,
	},
];
