// pi --mode rpc with an extension of ours. pi asks nobody by itself; the extension asks before each tool that changes
// something, over the dialogs that its clients answer. Measured with 0.87.1.
import path from 'node:path';
import type {AgentEvent} from '../../domain/agent-event.ts';
import type {Permissions} from '../adapter.ts';
import type {Leave, TwoWay} from '../dialogue.ts';
import {type Fields, fieldsIn, textIn} from '../fields.ts';
import {lineFields, spokenDialogue, spokenLine} from '../spoken-lines.ts';
import {toolCall} from '../tools.ts';
import {pi} from './adapter.ts';
import {createPiReader} from './stream.ts';

const TITLE = 'mosaic: leave';
const ALLOW = 'allow';

/** What needs no leave: looking, and with "edit" changing files. */
const FREE: Readonly<Partial<Record<Permissions, readonly string[]>>> = {
	ask: ['read', 'grep', 'find', 'ls'],
	edit: ['read', 'grep', 'find', 'ls', 'edit', 'write'],
};

/** The extension as a program of its own. Whatever is not a plain yes is a no. */
const leaveExtension = (permissions: Permissions): string => `// Written by mosaic for one start of pi.
const free = new Set(${JSON.stringify(FREE[permissions] ?? [])});
export default (pi) => {
	pi.on('tool_call', async ({toolCallId, toolName, input}, {ui}) => {
		if (free.has(toolName)) return undefined;
		const {path, command} = input ?? {};
		const answer = await ui.input(${JSON.stringify(TITLE)}, JSON.stringify({id: toolCallId, tool: toolName, path, command}));
		return answer === ${JSON.stringify(ALLOW)} ? undefined : {block: true, reason: answer ?? 'nobody gave leave'};
	});
};
`;

/** What a dialog of the extension asks; undefined for any other dialog. */
const wishIn = (line: Fields): Fields | undefined =>
	line.type === 'extension_ui_request' && line.method === 'input' && line.title === TITLE
		? lineFields(textIn(line, 'placeholder') ?? '')
		: undefined;

const wishEvents = (line: Fields): AgentEvent[] => {
	const wish = wishIn(line);
	if (wish === undefined) return [];
	const call = toolCall(textIn(line, 'id') ?? '', textIn(wish, 'tool') ?? '', wish);
	return [{type: 'permission-request', decision: 'pending', words: call.subject ?? call.tool, ...call}];
};

/** Its prompt is answered at once: a prompt that is not taken is the end. */
const refusalEvents = (line: Fields): AgentEvent[] => {
	if (line.type !== 'response' || line.command !== 'prompt' || line.success !== false) return [];
	const message = textIn(line, 'error') ?? textIn(fieldsIn(line, 'error'), 'message') ?? 'it did not take the prompt';
	return [
		{type: 'error', kind: 'agent', message, fatal: true},
		{type: 'end', how: 'failed', message},
	];
};

export const piTwoWay: TwoWay = {
	namesNone: true,
	applies: (permissions) => permissions === 'ask' || permissions === 'edit',
	launch: (options, folder) => {
		const file = path.join(folder, 'mosaic-leave.js');
		const {argv, ...launch} = pi.headless({...options, prompt: null, permissions: null});
		const spoken = argv.map((word, at) => (argv[at - 1] === '--mode' ? 'rpc' : word)).filter((word) => word !== '-p');
		const text = leaveExtension(options.permissions ?? 'ask');
		return {...launch, argv: [...spoken, '--extension', file], files: [{path: file, text}]};
	},
	open: ({prompt}) =>
		spokenDialogue({
			reader: createPiReader((line) => [...wishEvents(line), ...refusalEvents(line)]),
			begin: () => spokenLine({id: 'prompt', type: 'prompt', message: prompt}),
			mark: '"extension_ui_request"',
			requestIn: (line) => {
				const id = textIn(line, 'id');
				const wish = wishIn(line);
				if (id === null || wish === undefined) return undefined;
				const file = textIn(wish, 'path');
				const answer = (leave: Leave): string =>
					spokenLine({type: 'extension_ui_response', id, value: leave.allow ? ALLOW : `denied: ${leave.reason}`});
				return {id, command: textIn(wish, 'command'), paths: file === null ? [] : [file], answer};
			},
		}),
};
