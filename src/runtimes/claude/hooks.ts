import {fieldsIn, textIn} from '../fields.ts';
import {type Hooks, shellLine} from '../hooks.ts';
import {toolCall} from '../tools.ts';

/** Those that tell more than its reports by OSC 7501 do: what it asks leave for, whole; that a turn begins; that one is over. */
const EVENTS = ['PermissionRequest', 'UserPromptSubmit', 'Stop'] as const;

/** A person may take a day to answer. Its own dialog stands all the while. */
const PATIENCE_SECONDS = 86_400;
/** What only tells is no reason for claude to stand still, also where its session's host was stopped. */
const TELLING_SECONDS = 10;

/** Of claude 2.1.329. The hook of a permission runs beside the dialog: whoever answers first, counts. */
export const CLAUDE_HOOKS: Hooks = {
	settings: (program) => {
		const hooks = EVENTS.map((event) => {
			const command = shellLine([...program, event]);
			const timeout = event === 'PermissionRequest' ? PATIENCE_SECONDS : TELLING_SECONDS;
			return [event, [{hooks: [{type: 'command', command, timeout}]}]];
		});
		return JSON.stringify({hooks: Object.fromEntries(hooks)});
	},
	read: (event, payload) => {
		if (event === 'UserPromptSubmit') return {says: 'state', state: 'working', message: null};
		if (event === 'Stop') return {says: 'state', state: 'idle', message: null};
		const name = textIn(payload, 'tool_name');
		if (event !== 'PermissionRequest' || name === null) return null;
		const input = fieldsIn(payload, 'tool_input');
		const {tool, kind, subject} = toolCall('', name, input);
		// A question is answered by a person, in its words, not by leave.
		if (kind === 'question') return null;
		const file = textIn(input, 'file_path') ?? textIn(input, 'notebook_path') ?? textIn(input, 'path');
		return {says: 'asks', ask: {tool, kind, command: textIn(input, 'command'), path: file, words: subject ?? ''}};
	},
	answer: ({allow, reason}) => {
		const decision = allow ? {behavior: 'allow'} : {behavior: 'deny', message: reason};
		return JSON.stringify({hookSpecificOutput: {hookEventName: 'PermissionRequest', decision}});
	},
};
