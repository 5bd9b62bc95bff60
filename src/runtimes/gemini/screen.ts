import {rulesSince, type ScreenRule} from '../screen-rules.ts';
import {GEMINI_ASKS} from './dialog.ts';

/** Of gemini 0.61. */
export const GEMINI_SCREEN: readonly ScreenRule[] = rulesSince('0.61', [
	{
		name: 'gemini-trust',
		state: 'waiting',
		dialog: 'trust',
		all: [/^ *│ Do you trust the files in this folder\?/],
		last: /^ *╰─/,
		rows: 14,
		says: 'asks whether to trust this folder',
		answers: null,
	},
	{
		name: 'gemini-permission',
		state: 'waiting',
		dialog: 'permission',
		asks: GEMINI_ASKS,
		all: [/^│ (?:Allow execution of|Apply this change\?|Do you want to proceed\?)/, /^│ ● 1\. Allow once/],
		last: /^╰─/,
		rows: 24,
		words: /^│ \? (.*?) *│?$/,
		answers: {allow: '1', deny: '\u001b'},
	},
	{
		name: 'gemini-question',
		state: 'waiting',
		dialog: 'question',
		all: [/^│ Answer Questions/, /^│ Enter to select/],
		last: /^╰─/,
		rows: 24,
		words: /^│ (\S.*\?) *│$/,
		answers: null,
	},
	{name: 'gemini-busy', state: 'working', dialog: null, all: [/\(esc to cancel, /], rows: 12, answers: null},
	{
		name: 'gemini-prompt',
		state: 'idle',
		dialog: null,
		all: [/^ > {3}Type your message/],
		rows: 8,
		answers: null,
	},
]);
