// codex app-server: JSON-RPC over its standard input and output. One thread, one turn; what needs leave is asked there.
// Measured with 0.169.

import type {TwoWay} from '../dialogue.ts';
import {programOf, unsupportedOf} from '../launch.ts';
import {promptText} from '../prompt-text.ts';
import {codexSettings} from './adapter.ts';
import {createCodexDialogue} from './dialogue.ts';

export const codexTwoWay: TwoWay = {
	// With "read" and "all" nothing is asked; `codex exec` does.
	applies: (permissions) => permissions !== 'read' && permissions !== 'all',
	launch: (options) => ({
		argv: [
			...programOf('codex', options),
			'app-server',
			...codexSettings(options, true),
			...(options.model === null ? [] : ['-c', `model=${JSON.stringify(options.model)}`]),
		],
		env: {},
		stdin: 'terminal',
		sessionId: options.resume,
		unsupported: unsupportedOf(options, ['allowed tools']),
	}),
	open: (options) => createCodexDialogue({...options, prompt: promptText(options.prompt)}),
};
