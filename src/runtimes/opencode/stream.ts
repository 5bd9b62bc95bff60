// opencode run --format json.
import type {AgentEvent} from '../../domain/agent-event.ts';
import type {Reader, ReaderOptions} from '../adapter.ts';
import {questionEvents, todoEvent} from '../asked.ts';
import {errorKind} from '../error-kind.ts';
import {costIn, countIn, type Fields, fieldsIn, textIn} from '../fields.ts';
import {createLineReader} from '../line-reader.ts';
import {toolCall, toolOutput} from '../tools.ts';
import {isUsed} from '../usage.ts';

/**
 * Reads opencode's stream. It has no last word: the end is told from the last step, once the output is over. Each step
 * counts its own usage; the request that gives the session its title is in none of them.
 */
export const createOpencodeReader = ({model}: ReaderOptions): Reader => {
	let sessionId: string | null = null;
	let said: string | null = null;
	let denied: string | null = null;
	let failed: string | null = null;
	let finished = false;
	const meaning = (object: Fields): AgentEvent[] => {
		const part = fieldsIn(object, 'part');
		const text = textIn(part, 'text');
		switch (object.type) {
			case 'step_start':
				finished = false;
				return [];
			case 'text':
				said = text ?? said;
				return text === null ? [] : [{type: 'text', text, part: false}];
			case 'reasoning':
				return text === null ? [] : [{type: 'thinking', text, part: false}];
			case 'tool_use': {
				denied = /rejected permission|prevents you from using/.test(textIn(fieldsIn(part, 'state'), 'error') ?? '')
					? `it may not use ${textIn(part, 'tool')}`
					: null;
				return toolEvents(part, denied !== null);
			}
			case 'step_finish':
				finished = part.reason !== 'tool-calls' && part.reason !== 'unknown';
				if (finished) denied = null;
				return usageEvents(part, model);
			case 'error': {
				const error = errorEvent(fieldsIn(object, 'error'));
				failed = error.message;
				return [error];
			}
			default:
				return [];
		}
	};
	return createLineReader({
		line: (object) => {
			const id = textIn(object, 'sessionID');
			const first: AgentEvent[] = id === null || id === sessionId ? [] : [{type: 'session-id', id, model}];
			sessionId = id ?? sessionId;
			return [...first, ...meaning(object)];
		},
		end: () => {
			if (failed !== null) return [{type: 'end', how: 'failed', message: failed}];
			if (denied !== null) return [{type: 'end', how: 'denied', message: denied}];
			return finished ? [{type: 'end', how: 'done', message: said}] : [];
		},
	});
};

const errorEvent = (error: Fields): AgentEvent & {type: 'error'} => {
	const data = fieldsIn(error, 'data');
	const message = textIn(data, 'message') ?? textIn(error, 'message') ?? textIn(error, 'name') ?? 'error';
	const status = countIn(data, 'statusCode') || null;
	return {
		type: 'error',
		kind: errorKind(message, status),
		message: status ? `${message} (${status})` : message,
		fatal: true,
	};
};

const toolEvents = (part: Fields, denied: boolean): AgentEvent[] => {
	const state = fieldsIn(part, 'state');
	const input = fieldsIn(state, 'input');
	const id = textIn(part, 'callID') ?? '';
	const call = toolCall(id, textIn(part, 'tool') ?? '', input);
	const ok = state.status === 'completed';
	const output = textIn(state, 'output') ?? textIn(state, 'error') ?? '';
	const events: AgentEvent[] = [{type: 'tool-call', ...call}];
	if (denied) events.push({type: 'permission-request', decision: 'denied', words: output, ...call});
	if (call.kind === 'question') events.push(...questionEvents(id, input));
	if (call.kind === 'plan') events.push(todoEvent(input, 'content'));
	events.push({type: 'tool-result', id, ok, output: toolOutput(output)});
	return ok ? [...events, ...changeEvents(call.kind, fieldsIn(state, 'metadata'), call.subject)] : events;
};

const changeEvents = (kind: string, metadata: Fields, subject: string | null): AgentEvent[] => {
	if (kind !== 'write' && kind !== 'edit') return [];
	const path = textIn(metadata, 'filepath') ?? textIn(fieldsIn(metadata, 'filediff'), 'file') ?? subject;
	if (path === null) return [];
	const change = kind === 'write' && metadata.exists === false ? 'add' : 'edit';
	return [{type: 'file-change', path, change, diff: textIn(metadata, 'diff')}];
};

const usageEvents = (part: Fields, model: string | null): AgentEvent[] => {
	const tokens = fieldsIn(part, 'tokens');
	const cache = fieldsIn(tokens, 'cache');
	const usage = {
		model,
		inputTokens: countIn(tokens, 'input'),
		outputTokens: countIn(tokens, 'output') + countIn(tokens, 'reasoning'),
		cacheReadTokens: countIn(cache, 'read'),
		cacheWriteTokens: countIn(cache, 'write'),
		costUsd: costIn(part, 'cost'),
	};
	return isUsed(usage) ? [{type: 'usage', usage, exact: true}] : [];
};
