// The items of a thread as codex's app server tells them, in the words of `codex exec --json`.
import {splitCommands} from '../../domain/command-line.ts';
import {type Fields, fieldsIn, listIn, textIn} from '../fields.ts';

const TYPES: Readonly<Record<string, string>> = {
	agentMessage: 'agent_message',
	reasoning: 'reasoning',
	commandExecution: 'command_execution',
	fileChange: 'file_change',
	mcpToolCall: 'mcp_tool_call',
	webSearch: 'web_search',
};

/** The item, or an empty one where it is of no kind that is told of. */
export const execItem = (item: Fields): Fields => {
	const type = TYPES[textIn(item, 'type') ?? ''];
	if (type === undefined) return {};
	const changes = listIn(item, 'changes').map((change) => {
		const {type: kind, move_path} = fieldsIn(change, 'kind');
		return {...change, kind, move_path};
	});
	const command = textIn(item, 'command');
	return {
		...item,
		type,
		changes,
		text: textIn(item, 'text') ?? thoughts(item),
		aggregated_output: item.aggregatedOutput,
		...(command === null ? {} : {command: plainCommand(command)}),
	};
};

const thoughts = (item: Fields): string | null => {
	const parts = [item.summary, item.content].flatMap((list) => (Array.isArray(list) ? list : []));
	return parts.filter((part) => typeof part === 'string').join('\n') || null;
};

/** Shells of the system: a model may name a program of its own in their place. */
const SHELL = /^\/(?:usr\/(?:local\/)?|opt\/homebrew\/|run\/current-system\/sw\/)?bin\/(?:ba|z|da)?sh$/;

/** What the shell is told that codex puts around each command; the whole where it cannot be told for certain. */
export const plainCommand = (command: string): string => {
	const split = splitCommands(command);
	const [words, ...more] = split.ok ? split.commands : [];
	const [shell, flag, script, ...rest] = words ?? [];
	const isWrapped = more.length === 0 && rest.length === 0 && SHELL.test(shell ?? '');
	return isWrapped && (flag === '-lc' || flag === '-c') && script !== undefined ? script : command;
};
