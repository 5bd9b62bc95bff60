// An answer in the words of each service.
import type {ServerResponse} from 'node:http';
import type {Answer} from './script.ts';

type Send = (event: string, data: object) => void;

const json = (response: ServerResponse, body: object): void => {
	response.writeHead(200, {'content-type': 'application/json'});
	response.end(JSON.stringify(body));
};

const stream = (response: ServerResponse, named: boolean): Send => {
	response.writeHead(200, {'content-type': 'text/event-stream', 'cache-control': 'no-cache'});
	return (event, data) => response.write(`${named ? `event: ${event}\n` : ''}data: ${JSON.stringify(data)}\n\n`);
};

export const renderAnthropic = (response: ServerResponse, answer: Answer): void => {
	const {id, model, text, thinking, call, counts} = answer;
	const usage = {
		input_tokens: counts.input,
		cache_creation_input_tokens: 0,
		cache_read_input_tokens: counts.cached,
		output_tokens: counts.output,
	};
	const blocks: {start: object; delta: object; whole: object}[] = [];
	if (thinking !== null)
		blocks.push({
			start: {type: 'thinking', thinking: '', signature: ''},
			delta: {type: 'thinking_delta', thinking},
			whole: {type: 'thinking', thinking, signature: 'c2ln'},
		});
	blocks.push({start: {type: 'text', text: ''}, delta: {type: 'text_delta', text}, whole: {type: 'text', text}});
	if (call) {
		const tool = {type: 'tool_use', id: call.id, name: call.tool.name};
		const partial_json = JSON.stringify(call.input);
		blocks.push({
			start: {...tool, input: {}},
			delta: {type: 'input_json_delta', partial_json},
			whole: {...tool, input: call.input},
		});
	}
	const message = {id, type: 'message', role: 'assistant', model, stop_sequence: null};
	const stop_reason = call ? 'tool_use' : 'end_turn';
	if (!answer.stream) return json(response, {...message, content: blocks.map(({whole}) => whole), stop_reason, usage});
	const send = stream(response, true);
	const begun = {...message, content: [], stop_reason: null, usage: {...usage, output_tokens: 1}};
	send('message_start', {type: 'message_start', message: begun});
	if (answer.hang) return;
	for (const [index, {start, delta}] of blocks.entries()) {
		send('content_block_start', {type: 'content_block_start', index, content_block: start});
		send('content_block_delta', {type: 'content_block_delta', index, delta});
		send('content_block_stop', {type: 'content_block_stop', index});
	}
	send('message_delta', {type: 'message_delta', delta: {stop_reason, stop_sequence: null}, usage});
	send('message_stop', {type: 'message_stop'});
	response.end();
};

export const renderResponses = (response: ServerResponse, answer: Answer): void => {
	const {id, model, text, thinking, call, counts} = answer;
	const items: object[] = [];
	if (thinking !== null)
		items.push({
			type: 'reasoning',
			id: `rs_${id}`,
			summary: [{type: 'summary_text', text: thinking}],
			encrypted_content: null,
		});
	const content = [{type: 'output_text', text, annotations: []}];
	items.push({type: 'message', id: `msg_${id}`, role: 'assistant', status: 'completed', content});
	if (call) {
		const {name, namespace} = call.tool;
		const tool = {call_id: call.id, name, status: 'completed', ...(namespace === null ? {} : {namespace})};
		items.push(
			call.text === null
				? {type: 'function_call', id: `fc_${id}`, arguments: JSON.stringify(call.input), ...tool}
				: {type: 'custom_tool_call', id: `ctc_${id}`, input: call.text, ...tool},
		);
	}
	const usage = {
		input_tokens: counts.input + counts.cached,
		input_tokens_details: {cached_tokens: counts.cached},
		output_tokens: counts.output,
		output_tokens_details: {reasoning_tokens: 0},
		total_tokens: counts.input + counts.cached + counts.output,
	};
	const base = {id, object: 'response', created_at: 1, model};
	if (!answer.stream) return json(response, {...base, status: 'completed', output: items, usage});
	const send = stream(response, true);
	const event = (type: string, data: object) => send(type, {type, ...data});
	event('response.created', {response: {...base, status: 'in_progress', output: []}});
	if (answer.hang) return;
	for (const [output_index, item] of items.entries()) {
		event('response.output_item.added', {output_index, item});
		event('response.output_item.done', {output_index, item});
	}
	event('response.completed', {response: {...base, status: 'completed', output: items, usage}});
	response.end();
};

export const renderChat = (response: ServerResponse, answer: Answer): void => {
	const {id, model, text, thinking, call, counts} = answer;
	const usage = {
		prompt_tokens: counts.input + counts.cached,
		completion_tokens: counts.output,
		total_tokens: counts.input + counts.cached + counts.output,
		prompt_tokens_details: {cached_tokens: counts.cached},
	};
	const base = {id, created: 1, model};
	const calls = call
		? [
				{
					index: 0,
					id: call.id,
					type: 'function',
					function: {name: call.tool.name, arguments: JSON.stringify(call.input)},
				},
			]
		: undefined;
	const finish_reason = call ? 'tool_calls' : 'stop';
	if (!answer.stream) {
		const message = {role: 'assistant', content: text, tool_calls: calls};
		return json(response, {...base, object: 'chat.completion', choices: [{index: 0, message, finish_reason}], usage});
	}
	const send = stream(response, false);
	const chunk = (delta: object, finish: string | null = null) =>
		send('', {...base, object: 'chat.completion.chunk', choices: [{index: 0, delta, finish_reason: finish}]});
	chunk({role: 'assistant', content: ''});
	if (answer.hang) return;
	if (thinking !== null) chunk({reasoning_content: thinking});
	chunk({content: text});
	if (calls) chunk({tool_calls: calls});
	chunk({}, finish_reason);
	send('', {...base, object: 'chat.completion.chunk', choices: [], usage});
	response.end('data: [DONE]\n\n');
};

export const renderGemini = (response: ServerResponse, answer: Answer): void => {
	const {id, model, text, thinking, call, counts} = answer;
	const usageMetadata = {
		promptTokenCount: counts.input + counts.cached,
		candidatesTokenCount: counts.output,
		totalTokenCount: counts.input + counts.cached + counts.output,
		cachedContentTokenCount: counts.cached,
	};
	const calls = call
		? [{functionCall: {id: call.id, name: call.tool.name, args: call.input}, thoughtSignature: 'c2ln'}]
		: [];
	const whole = (parts: object[], finishReason?: string) => ({
		modelVersion: model,
		responseId: id,
		candidates: [{index: 0, content: {role: 'model', parts}, ...(finishReason ? {finishReason} : {})}],
		usageMetadata,
	});
	if (!answer.stream) return json(response, whole([{text}, ...calls], 'STOP'));
	const send = stream(response, false);
	if (answer.hang) return send('', whole([{text: ' '}]));
	if (thinking !== null) send('', whole([{text: thinking, thought: true}]));
	send('', whole([{text}]));
	if (calls.length > 0) send('', whole(calls));
	send('', whole([{text: ''}], 'STOP'));
	response.end();
};
