// claude -p --output-format stream-json --verbose.
import type {AgentEvent} from '../../domain/agent-event.ts';
import type {Usage} from '../../domain/usage.ts';
import type {Reader} from '../adapter.ts';
import {errorKind} from '../error-kind.ts';
import {costIn, countIn, type Fields, fieldsIn, isFields, listIn, textIn} from '../fields.ts';
import {createLineReader} from '../line-reader.ts';
import {toolCall} from '../tools.ts';
import {isUsed} from '../usage.ts';
import {blockEvents, resultEvents} from './blocks.ts';
import {createTaskList, type TaskList} from './tasks.ts';

/** Reads claude's stream. Its `usage` of each message repeats with every block of it, so only a message's last counts. */
export const createClaudeReader = (): Reader => {
	/** Of messages since the last result: what is known of a run that is cut off. */
	const unsettled = new Map<string, Usage>();
	const tasks = createTaskList();
	let model: string | null = null;
	return createLineReader({
		line: (object) => {
			switch (object.type) {
				case 'system':
					model = textIn(object, 'model') ?? model;
					return systemEvents(object);
				case 'assistant':
					return assistantEvents(object, unsettled, tasks);
				case 'user':
					return resultEvents(object, tasks);
				case 'control_request':
					return controlEvents(object);
				case 'result':
					unsettled.clear();
					return runEnd(object, model);
				default:
					return [];
			}
		},
		end: () => [...unsettled.values()].filter(isUsed).map((usage) => ({type: 'usage', usage, exact: false})),
	});
};

const systemEvents = (object: Fields): AgentEvent[] => {
	const id = textIn(object, 'session_id');
	if (object.subtype === 'init' && id !== null) return [{type: 'session-id', id, model: textIn(object, 'model')}];
	if (object.subtype === 'api_retry') {
		const status = countIn(object, 'error_status');
		const words = textIn(object, 'error') ?? 'unknown';
		const message = `${words}${status ? ` (${status})` : ''}: try ${countIn(object, 'attempt')} of ${countIn(object, 'max_retries')}`;
		return [{type: 'error', kind: errorKind(words, status || 500), message, fatal: false}];
	}
	if (object.subtype === 'permission_denied') {
		const call = toolCall(
			textIn(object, 'tool_use_id') ?? '',
			textIn(object, 'tool_name') ?? '',
			fieldsIn(object, 'input'),
		);
		return [{type: 'permission-request', decision: 'denied', words: textIn(object, 'message') ?? '', ...call}];
	}
	return [];
};

/** Asked over stdio (`--permission-prompt-tool stdio`): it waits for the answer. */
const controlEvents = (object: Fields): AgentEvent[] => {
	const request = fieldsIn(object, 'request');
	if (request.subtype !== 'can_use_tool') return [];
	const call = toolCall(
		textIn(object, 'request_id') ?? '',
		textIn(request, 'tool_name') ?? '',
		fieldsIn(request, 'input'),
	);
	return [{type: 'permission-request', decision: 'pending', words: textIn(request, 'description') ?? '', ...call}];
};

const assistantEvents = (object: Fields, unsettled: Map<string, Usage>, tasks: TaskList): AgentEvent[] => {
	const message = fieldsIn(object, 'message');
	const model = textIn(message, 'model');
	if (object.is_api_error_message === true) {
		const words = listIn(message, 'content').flatMap((block) => textIn(block, 'text') ?? [])[0] ?? 'API error';
		const kind = errorKind(words, countIn(object, 'api_error_status') || null);
		return [{type: 'error', kind, message: words, fatal: false}];
	}
	unsettled.set(textIn(message, 'id') ?? '', usageOf(fieldsIn(message, 'usage'), model));
	// What agents of the agent say is not its answer.
	return blockEvents(message, object.parent_tool_use_id !== null && object.parent_tool_use_id !== undefined, tasks);
};

const usageOf = (usage: Fields, model: string | null): Usage => ({
	model,
	inputTokens: countIn(usage, 'input_tokens'),
	outputTokens: countIn(usage, 'output_tokens'),
	cacheReadTokens: countIn(usage, 'cache_read_input_tokens'),
	cacheWriteTokens: countIn(usage, 'cache_creation_input_tokens'),
	costUsd: null,
});

const runEnd = (object: Fields, model: string | null): AgentEvent[] => {
	const message = textIn(object, 'result');
	const usages = runUsage(object, model).filter(isUsed);
	const events: AgentEvent[] = usages.map((usage) => ({type: 'usage', usage, exact: true}));
	const reason = textIn(object, 'terminal_reason') ?? '';
	if (/abort|interrupt|cancel/.test(reason)) return [...events, {type: 'end', how: 'interrupted', message}];
	if (object.is_error !== true && object.subtype === 'success') return [...events, {type: 'end', how: 'done', message}];
	const words = message ?? textErrors(object) ?? textIn(object, 'subtype') ?? 'failed';
	const kind = errorKind(words, countIn(object, 'api_error_status') || null);
	return [...events, {type: 'error', kind, message: words, fatal: true}, {type: 'end', how: 'failed', message: words}];
};

const textErrors = (object: Fields): string | null => {
	const errors = Array.isArray(object.errors) ? object.errors.filter((error) => typeof error === 'string') : [];
	return errors.length === 0 ? null : errors.join('; ');
};

/** `modelUsage` and `total_cost_usd` go on counting over a resumed session; these two are of this result alone. */
const runUsage = (object: Fields, model: string | null): Usage[] => {
	const byModel = Object.entries(fieldsIn(object, 'model_usage_since_last_result'));
	if (byModel.length === 0) return [usageOf(fieldsIn(object, 'usage'), model)];
	return byModel.flatMap(([name, counts]) => {
		if (!isFields(counts)) return [];
		return {
			model: name,
			inputTokens: countIn(counts, 'inputTokens'),
			outputTokens: countIn(counts, 'outputTokens'),
			cacheReadTokens: countIn(counts, 'cacheReadInputTokens'),
			cacheWriteTokens: countIn(counts, 'cacheCreationInputTokens'),
			costUsd: costIn(counts, 'costUSD'),
		};
	});
};
