// codex exec --json.
import type {AgentEvent, TodoItem} from '../../domain/agent-event.ts';
import {sumUsage, type Usage} from '../../domain/usage.ts';
import type {Reader, ReaderOptions} from '../adapter.ts';
import {errorKind} from '../error-kind.ts';
import {countIn, type Fields, fieldsIn, listIn, textIn} from '../fields.ts';
import {createLineReader} from '../line-reader.ts';
import {toolCall, toolOutput} from '../tools.ts';
import {isUsed, since, withoutCached} from '../usage.ts';

/** Reads codex's stream. It counts usage over the whole thread, earlier runs of it included, and names no model. */
export const createCodexReader = ({model, usedBefore}: ReaderOptions): Reader => {
	let total: Omit<Usage, 'model'> = sumUsage(usedBefore);
	let message: string | null = null;
	return createLineReader({
		line: (object) => {
			switch (object.type) {
				case 'thread.started':
					return [{type: 'session-id', id: textIn(object, 'thread_id') ?? '', model}];
				case 'item.started':
				case 'item.updated':
				case 'item.completed': {
					const item = fieldsIn(object, 'item');
					if (item.type === 'agent_message') message = textIn(item, 'text') ?? message;
					return itemEvents(item, object.type);
				}
				case 'turn.completed': {
					const now = totalOf(fieldsIn(object, 'usage'), model);
					const usage = since(now, total);
					total = now;
					const end: AgentEvent = {type: 'end', how: 'done', message};
					return isUsed(usage) ? [{type: 'usage', usage, exact: true}, end] : [end];
				}
				case 'turn.failed': {
					const words = codexErrorText(textIn(fieldsIn(object, 'error'), 'message'));
					return [
						codexFailure(words, true),
						{type: 'end', how: /interrupt/i.test(words) ? 'interrupted' : 'failed', message: words},
					];
				}
				case 'error':
					// "Reconnecting… 1/5" and the like: `turn.failed` follows where it is the end.
					return [codexFailure(codexErrorText(textIn(object, 'message')), false)];
				default:
					return [];
			}
		},
		end: () => [],
	});
};

/** An error as codex tells it. */
export const codexFailure = (message: string, fatal: boolean): AgentEvent => ({
	type: 'error',
	kind: errorKind(message),
	message,
	fatal,
});

/** The service's own message, which comes wrapped in JSON. */
export const codexErrorText = (message: string | null): string => {
	const inner = /"message"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(message ?? '')?.[1];
	try {
		const refused = /"type"\s*:\s*"(invalid_request_error|not_found_error)"/.exec(message ?? '')?.[1];
		const named = refused === undefined ? '' : ` (${refused})`;
		if (inner !== undefined && message?.startsWith('{')) return `API error${named}: ${JSON.parse(inner)}`;
	} catch {
		// As it stands, then.
	}
	return message ?? 'failed';
};

const totalOf = (usage: Fields, model: string | null): Usage =>
	withoutCached({
		model,
		input: countIn(usage, 'input_tokens'),
		cached: countIn(usage, 'cached_input_tokens'),
		written: countIn(usage, 'cache_write_input_tokens'),
		output: countIn(usage, 'output_tokens'),
	});

/** What an item of the thread means. */
export const itemEvents = (item: Fields, phase: string): AgentEvent[] => {
	const id = textIn(item, 'id') ?? '';
	const over = phase === 'item.completed';
	const text = textIn(item, 'text');
	switch (item.type) {
		case 'agent_message':
			return over && text !== null ? [{type: 'text', text, part: false}] : [];
		case 'reasoning':
			return over && text !== null ? [{type: 'thinking', text, part: false}] : [];
		case 'todo_list':
			return [{type: 'todo-list', items: listIn(item, 'items').map(todoItem)}];
		case 'error':
			return over ? [codexFailure(textIn(item, 'message') ?? 'error', false)] : [];
		case 'command_execution':
			return toolEvents(id, 'shell', item, phase, textIn(item, 'aggregated_output') ?? '');
		case 'file_change':
			return [...toolEvents(id, 'apply_patch', item, phase, ''), ...(over ? changeEvents(item) : [])];
		case 'mcp_tool_call':
			return toolEvents(
				id,
				`${textIn(item, 'server') ?? 'mcp'}.${textIn(item, 'tool') ?? ''}`,
				item,
				phase,
				mcpOutput(item),
			);
		case 'web_search':
			return toolEvents(id, 'web_search', item, phase, '');
		default:
			return [];
	}
};

const todoItem = (todo: Fields): TodoItem => ({
	text: textIn(todo, 'text') ?? '',
	state: todo.completed === true ? 'done' : 'open',
});

const toolEvents = (id: string, tool: string, item: Fields, phase: string, output: string): AgentEvent[] => {
	if (phase === 'item.updated') return [];
	const [change] = listIn(item, 'changes');
	const call = toolCall(id, tool, change ? {path: change.path} : item);
	if (phase === 'item.started') return [{type: 'tool-call', ...call}];
	return [
		{type: 'tool-result', id, ok: item.status !== 'failed' && item.status !== 'declined', output: toolOutput(output)},
	];
};

const changeEvents = (item: Fields): AgentEvent[] => {
	if (item.status !== 'completed') return [];
	return listIn(item, 'changes').flatMap((change): AgentEvent[] => {
		const path = textIn(change, 'path');
		const kind = change.kind === 'add' || change.kind === 'delete' ? change.kind : 'edit';
		return path === null ? [] : [{type: 'file-change', path, change: kind, diff: textIn(change, 'diff')}];
	});
};

const mcpOutput = (item: Fields): string => {
	const result = fieldsIn(item, 'result');
	const texts = listIn(result, 'content').flatMap((part) => textIn(part, 'text') ?? []);
	return texts.join('\n') || (textIn(fieldsIn(item, 'error'), 'message') ?? '');
};
