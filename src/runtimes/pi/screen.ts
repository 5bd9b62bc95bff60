import {rulesSince, type ScreenRule} from '../screen-rules.ts';

/** Of pi 0.87. It asks for no permissions. */
export const PI_SCREEN: readonly ScreenRule[] = rulesSince('0.87', [
	{name: 'pi-busy', state: 'working', dialog: null, all: [/^── \S+ Working ─/], rows: 8, answers: null},
	{
		name: 'pi-prompt',
		state: 'idle',
		dialog: null,
		all: [/^─{20,}$/],
		last: /\d%\/\d+k \(auto\)/,
		rows: 5,
		answers: null,
	},
]);
