// gemini -p … -o stream-json.
import type {AgentEvent} from '../../domain/agent-event.ts';
import type {Reader} from '../adapter.ts';
import {questionEvents, todoEvent} from '../asked.ts';
import {errorKind} from '../error-kind.ts';
import {countIn, type Fields, fieldsIn, isFields, textIn} from '../fields.ts';
import {createLineReader} from '../line-reader.ts';
import {toolCall, toolOutput} from '../tools.ts';
import {isUsed, withoutCached} from '../usage.ts';

/** Reads gemini's stream. Its counts are of this run alone and by model; cached tokens are a part of the input. */
export const createGeminiReader = (): Reader => {
	/** The text since the last tool: what it says last is its answer. */
	let said = '';
	let continues = false;
	const calls = new Map<string, {path: string; isNew: boolean}>();
	return createLineReader({
		line: (object) => {
			const part = continues;
			continues = object.type === 'message' && object.role === 'assistant' && object.delta === true;
			switch (object.type) {
				case 'init':
					return [{type: 'session-id', id: textIn(object, 'session_id') ?? '', model: textIn(object, 'model')}];
				case 'message': {
					const text = textIn(object, 'content');
					if (object.role !== 'assistant' || text === null) return [];
					said += text;
					return [{type: 'text', text, part: part && continues}];
				}
				case 'tool_use':
					said = '';
					return callEvents(object, calls);
				case 'tool_result':
					return resultEvents(object, calls);
				case 'error': {
					const message = textIn(object, 'message') ?? 'error';
					return [{type: 'error', kind: errorKind(message), message, fatal: false}];
				}
				case 'result':
					return endEvents(object, said.trim() === '' ? null : said);
				default:
					return [];
			}
		},
		end: () => [],
	});
};

const callEvents = (object: Fields, calls: Map<string, {path: string; isNew: boolean}>): AgentEvent[] => {
	const parameters = fieldsIn(object, 'parameters');
	const call = toolCall(textIn(object, 'tool_id') ?? '', textIn(object, 'tool_name') ?? '', parameters);
	if ((call.kind === 'write' || call.kind === 'edit') && call.subject !== null)
		calls.set(call.id, {path: call.subject, isNew: call.kind === 'write'});
	const events: AgentEvent[] = [{type: 'tool-call', ...call}];
	if (call.tool === 'write_todos') events.push(todoEvent(parameters, 'description'));
	if (call.kind === 'question') events.push(...questionEvents(call.id, parameters));
	return events;
};

const resultEvents = (object: Fields, calls: Map<string, {path: string; isNew: boolean}>): AgentEvent[] => {
	const id = textIn(object, 'tool_id') ?? '';
	const ok = object.status === 'success';
	const output = textIn(object, 'output') ?? textIn(fieldsIn(object, 'error'), 'message') ?? '';
	const result: AgentEvent = {type: 'tool-result', id, ok, output: toolOutput(output)};
	const change = calls.get(id);
	calls.delete(id);
	if (!ok || change === undefined) return [result];
	// It does not say whether the file was there before; a write is told as a new one.
	return [result, {type: 'file-change', path: change.path, change: change.isNew ? 'add' : 'edit', diff: null}];
};

const endEvents = (object: Fields, said: string | null): AgentEvent[] => {
	const events: AgentEvent[] = usageEvents(fieldsIn(object, 'stats'));
	if (object.status === 'success') return [...events, {type: 'end', how: 'done', message: said}];
	const message = textIn(fieldsIn(object, 'error'), 'message') ?? 'failed';
	return [
		...events,
		{type: 'error', kind: errorKind(message), message, fatal: true},
		{type: 'end', how: /cancel|abort/i.test(message) ? 'interrupted' : 'failed', message},
	];
};

const usageEvents = (stats: Fields): AgentEvent[] =>
	Object.entries(fieldsIn(stats, 'models')).flatMap(([model, counts]): AgentEvent[] => {
		if (!isFields(counts)) return [];
		const [input, cached, output] = [
			countIn(counts, 'input_tokens'),
			countIn(counts, 'cached'),
			countIn(counts, 'output_tokens'),
		];
		const usage = withoutCached({model, input, cached, written: 0, output});
		return isUsed(usage) ? [{type: 'usage', usage, exact: true}] : [];
	});
