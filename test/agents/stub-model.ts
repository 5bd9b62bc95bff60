// The model behind a real agent program: answers what a test scripts in the prompt, over the two wire formats that the
// programs speak. Run as a program of its own: stub-model.ts PORT.
import http from 'node:http';

type Tool = {name: string; input: Record<string, unknown>};
type Turn = {readonly text: string; readonly tool: Tool | null};

/** `please run COMMAND` asks for a tool, whatever was answered to it ends the turn; anything else is greeted. */
const turnOf = (prompt: string, answered: boolean, tool: (command: string) => Tool): Turn => {
	const command = /please run (\S+ \S+)/.exec(prompt)?.[1];
	if (command === undefined) return {text: 'Hello from the stub. 漢字 are wide.', tool: null};
	return answered ? {text: 'The command was run.', tool: null} : {text: 'I shall run it.', tool: tool(command)};
};

type Part = {type?: string; text?: string; role?: string; content?: string | Part[]};

const textOf = (content: string | Part[] | undefined): string =>
	typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('\n');

/** The last words of the person, and whether a tool has answered since. */
const lastWords = (items: readonly Part[], isAnswer: (item: Part) => boolean): {prompt: string; answered: boolean} => {
	const asked = items.findLastIndex((item) => item.role === 'user' && /please run|hello/.test(textOf(item.content)));
	return {prompt: textOf(items[asked]?.content), answered: items.slice(asked + 1).some(isAnswer)};
};

type Send = (event: {type: string} & Record<string, unknown>) => void;

const anthropic = (body: {messages?: Part[]; tools?: {name: string}[]; model: string}, send: Send): void => {
	const hasAnswer = ({content}: Part) => Array.isArray(content) && content.some(({type}) => type === 'tool_result');
	const {prompt, answered} = lastWords(body.messages ?? [], hasAnswer);
	const bash = (command: string): Tool => ({name: 'Bash', input: {command, description: 'What was asked for'}});
	const {text, tool} = body.tools?.length ? turnOf(prompt, answered, bash) : {text: 'A title', tool: null};
	const usage = {input_tokens: 10, output_tokens: 5, cache_read_input_tokens: 0, cache_creation_input_tokens: 0};
	const message = {type: 'message', role: 'assistant', model: body.model, content: [], usage};
	send({type: 'message_start', message: {...message, id: 'msg_1', stop_reason: null, stop_sequence: null}});
	send({type: 'content_block_start', index: 0, content_block: {type: 'text', text: ''}});
	for (const word of text.match(/\S+\s*/g) ?? [])
		send({type: 'content_block_delta', index: 0, delta: {type: 'text_delta', text: word}});
	send({type: 'content_block_stop', index: 0});
	if (tool) {
		send({
			type: 'content_block_start',
			index: 1,
			content_block: {type: 'tool_use', id: 'toolu_1', name: tool.name, input: {}},
		});
		send({
			type: 'content_block_delta',
			index: 1,
			delta: {type: 'input_json_delta', partial_json: JSON.stringify(tool.input)},
		});
		send({type: 'content_block_stop', index: 1});
	}
	const stop = {stop_reason: tool ? 'tool_use' : 'end_turn', stop_sequence: null};
	send({type: 'message_delta', delta: stop, usage: {output_tokens: 5}});
	send({type: 'message_stop'});
};

const openai = (body: {input?: Part[]; model: string}, send: Send): void => {
	const {prompt, answered} = lastWords(body.input ?? [], ({type}) => type?.endsWith('_call_output') === true);
	const shell = (cmd: string): Tool => {
		const escalated = {sandbox_permissions: 'require_escalated', justification: 'May the stub run this?'};
		return {name: 'exec_command', input: {cmd, ...escalated}};
	};
	const {text, tool} = turnOf(prompt, answered, shell);
	const base = {id: 'resp_1', object: 'response', created_at: 1, model: body.model, output: []};
	const said = {type: 'message', id: 'msg_1', role: 'assistant', status: 'completed'};
	const items: ({type: string} & Record<string, unknown>)[] = [
		{...said, content: [{type: 'output_text', text, annotations: []}]},
	];
	if (tool) {
		const call = {type: 'function_call', id: 'fc_1', call_id: 'call_1', name: tool.name, status: 'completed'};
		items.push({...call, arguments: JSON.stringify(tool.input)});
	}
	send({type: 'response.created', response: {...base, status: 'in_progress'}});
	for (const [index, item] of items.entries()) {
		send({type: 'response.output_item.added', output_index: index, item: {...item, status: 'in_progress'}});
		if (item.type === 'message')
			send({type: 'response.output_text.delta', item_id: 'msg_1', output_index: index, content_index: 0, delta: text});
		send({type: 'response.output_item.done', output_index: index, item});
	}
	const usage = {input_tokens: 10, output_tokens: 5, total_tokens: 15};
	send({type: 'response.completed', response: {...base, status: 'completed', output: items, usage}});
};

const answer = (url: string, body: string, response: http.ServerResponse): void => {
	const speaks = /\/messages$/.test(url) ? anthropic : /\/responses$/.test(url) ? openai : null;
	if (speaks === null) {
		response.writeHead(200, {'content-type': 'application/json'}).end('{"input_tokens":10,"data":[]}');
		return;
	}
	response.writeHead(200, {'content-type': 'text/event-stream'});
	let number = 0;
	const send: Send = (event) => {
		number += 1;
		response.write(`event: ${event.type}\ndata: ${JSON.stringify({sequence_number: number, ...event})}\n\n`);
	};
	speaks(JSON.parse(body), send);
	response.end();
};

http
	.createServer((request, response) => {
		let body = '';
		request.setEncoding('utf8').on('data', (text: string) => {
			body += text;
		});
		request.on('end', () => answer((request.url ?? '').split('?')[0] ?? '', body, response));
	})
	.listen(Number(process.argv[2]), '127.0.0.1');
