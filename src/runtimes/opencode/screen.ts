import {rulesSince, type ScreenRule} from '../screen-rules.ts';
import {OPENCODE_ASKS} from './dialog.ts';

/** Of opencode 1.18. Its choices stand side by side, on "Allow once" at first. */
export const OPENCODE_SCREEN: readonly ScreenRule[] = rulesSince('1.18', [
	{
		name: 'opencode-permission',
		state: 'waiting',
		dialog: 'permission',
		asks: OPENCODE_ASKS,
		all: [/^ *┃ +△ Permission required/, /^ *┃ +Allow once +Allow always +Reject /],
		// Its prompt stands below all else that it shows, what a person or a task said too.
		last: /^ *┃ *$/,
		rows: 24,
		words: /^ *┃ +([→#] .*)/,
		// Enter would take whichever choice is lit, which the text of the screen does not tell; Esc rejects.
		answers: {allow: {click: 'Allow once'}, deny: '\u001b'},
	},
	{name: 'opencode-busy', state: 'working', dialog: null, all: [/ esc interrupt/], rows: 2, answers: null},
	{
		name: 'opencode-prompt',
		state: 'idle',
		dialog: null,
		// A long folder goes on in a row below.
		all: [/^ *╹▀{10,}/, /ctrl\+p commands/],
		rows: 5,
		answers: null,
	},
]);
