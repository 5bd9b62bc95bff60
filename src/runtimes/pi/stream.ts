// pi -p --mode json.
import type {AgentEvent} from '../../domain/agent-event.ts';
import type {Reader} from '../adapter.ts';
import {errorKind} from '../error-kind.ts';
import {costIn, countIn, type Fields, fieldsIn, listIn, textIn} from '../fields.ts';
import {createLineReader} from '../line-reader.ts';
import {toolCall, toolOutput} from '../tools.ts';
import {isUsed} from '../usage.ts';

/** How its last message ended; an exit code of 0 says nothing, it is that also after an error of the service. */
type Last = {stopReason: string | null; text: string | null; error: string | null};

/** Reads pi's stream. Each of its messages counts its own usage; `others` knows the lines that are not of its work. */
export const createPiReader = (others: (line: Fields) => AgentEvent[] = () => []): Reader => {
	let last: Last = {stopReason: null, text: null, error: null};
	let over = false;
	const changing = new Map<string, AgentEvent>();
	return createLineReader({
		line: (object) => {
			const message = fieldsIn(object, 'message');
			switch (object.type) {
				case 'session':
					return [{type: 'session-id', id: textIn(object, 'id') ?? '', model: null}];
				case 'message_end':
					if (message.role !== 'assistant') return [];
					last = lastOf(message);
					return messageEvents(message, last);
				case 'tool_execution_start':
					return startEvents(object, changing);
				case 'tool_execution_end':
					return endOfTool(object, changing);
				case 'auto_retry_start': {
					const words = textIn(object, 'errorMessage') ?? 'error';
					const text = `${words}: try ${countIn(object, 'attempt')} of ${countIn(object, 'maxAttempts')}`;
					return [{type: 'error', kind: errorKind(words), message: text, fatal: false}];
				}
				case 'agent_end':
					if (over || object.willRetry === true) return [];
					over = true;
					return endEvents(last);
				case 'agent_start':
					over = false;
					return [];
				// It comes after `agent_end`, whose line repeats the whole session and may be too long to be kept.
				case 'agent_settled':
					if (over) return [];
					over = true;
					return endEvents(last);
				default:
					return others(object);
			}
		},
		end: () => [],
	});
};

const contentTexts = (message: Fields): string =>
	listIn(message, 'content')
		.flatMap((block) => (block.type === 'text' ? (textIn(block, 'text') ?? []) : []))
		.join('');

const lastOf = (message: Fields): Last => ({
	stopReason: textIn(message, 'stopReason'),
	text: contentTexts(message) || null,
	error: textIn(message, 'errorMessage'),
});

const messageEvents = (message: Fields, {error}: Last): AgentEvent[] => {
	const blocks = listIn(message, 'content').flatMap((block): AgentEvent[] => {
		const text = textIn(block, 'text');
		const thinking = textIn(block, 'thinking');
		if (block.type === 'text' && text !== null) return [{type: 'text', text, part: false}];
		return block.type === 'thinking' && thinking !== null ? [{type: 'thinking', text: thinking, part: false}] : [];
	});
	const events: AgentEvent[] = [...blocks, ...usageEvents(message)];
	return error === null ? events : [...events, {type: 'error', kind: errorKind(error), message: error, fatal: false}];
};

const usageEvents = (message: Fields): AgentEvent[] => {
	const counts = fieldsIn(message, 'usage');
	const usage = {
		model: textIn(message, 'model'),
		inputTokens: countIn(counts, 'input'),
		outputTokens: countIn(counts, 'output'),
		cacheReadTokens: countIn(counts, 'cacheRead'),
		cacheWriteTokens: countIn(counts, 'cacheWrite'),
		costUsd: costIn(fieldsIn(counts, 'cost'), 'total'),
	};
	return isUsed(usage) ? [{type: 'usage', usage, exact: true}] : [];
};

const startEvents = (object: Fields, changing: Map<string, AgentEvent>): AgentEvent[] => {
	const call = toolCall(textIn(object, 'toolCallId') ?? '', textIn(object, 'toolName') ?? '', fieldsIn(object, 'args'));
	if ((call.kind === 'write' || call.kind === 'edit') && call.subject !== null)
		changing.set(call.id, {
			type: 'file-change',
			path: call.subject,
			change: call.kind === 'write' ? 'add' : 'edit',
			diff: null,
		});
	return [{type: 'tool-call', ...call}];
};

const endOfTool = (object: Fields, changing: Map<string, AgentEvent>): AgentEvent[] => {
	const id = textIn(object, 'toolCallId') ?? '';
	const result = fieldsIn(object, 'result');
	const ok = object.isError !== true;
	const change = changing.get(id);
	changing.delete(id);
	const diff = textIn(fieldsIn(result, 'details'), 'diff');
	const events: AgentEvent[] = [{type: 'tool-result', id, ok, output: toolOutput(contentTexts(result))}];
	if (ok && change?.type === 'file-change') events.push({...change, diff});
	return events;
};

const endEvents = ({stopReason, text, error}: Last): AgentEvent[] => {
	if (stopReason === 'aborted') return [{type: 'end', how: 'interrupted', message: error ?? text}];
	if (stopReason === 'error') {
		const message = error ?? 'failed';
		return [
			{type: 'error', kind: errorKind(message), message, fatal: true},
			{type: 'end', how: 'failed', message},
		];
	}
	return [{type: 'end', how: 'done', message: text}];
};
