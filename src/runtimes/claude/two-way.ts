// claude -p --input-format stream-json --permission-prompt-tool stdio. Measured with 2.1.329.

import type {Leave, TwoWay} from '../dialogue.ts';
import {fieldsIn, textIn} from '../fields.ts';
import {spokenDialogue, spokenLine} from '../spoken-lines.ts';
import {claude} from './adapter.ts';
import {createClaudeReader} from './stream.ts';

export const claudeTwoWay: TwoWay = {
	applies: () => true,
	launch: (options) => {
		const {argv, ...launch} = claude.headless({...options, prompt: null});
		return {...launch, argv: [...argv, '--input-format', 'stream-json', '--permission-prompt-tool', 'stdio']};
	},
	open: ({prompt}) =>
		spokenDialogue({
			reader: createClaudeReader(),
			begin: () => spokenLine({type: 'user', message: {role: 'user', content: [{type: 'text', text: prompt}]}}),
			mark: '"can_use_tool"',
			requestIn: (line) => {
				const request = fieldsIn(line, 'request');
				const id = textIn(line, 'request_id');
				if (id === null || line.type !== 'control_request' || request.subtype !== 'can_use_tool') return undefined;
				const input = fieldsIn(request, 'input');
				const answer = (leave: Leave): string => {
					const response = leave.allow
						? {behavior: 'allow', updatedInput: input}
						: {behavior: 'deny', message: leave.reason};
					return spokenLine({type: 'control_response', response: {subtype: 'success', request_id: id, response}});
				};
				const file = textIn(input, 'file_path') ?? textIn(input, 'notebook_path') ?? textIn(input, 'path');
				return {id, command: textIn(input, 'command'), paths: file === null ? [] : [file], answer};
			},
		}),
};
