// Speaks pi's RPC mode and loads the extension that it is started with, as the real one does.
import {execFileSync} from 'node:child_process';
import {appendFileSync, writeFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {pathToFileURL} from 'node:url';

const {WISH = 'touch made.txt', SHOP, MOSAIC_TASK, MOSAIC_RUN, MOSAIC_STEP} = process.env;
const argv = process.argv.slice(2);
appendFileSync(`${SHOP}/started`, `${MOSAIC_RUN} ${MOSAIC_STEP} ${argv.join(' ')}\n`);
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
const waiting = new Map();
let handler;
const extension = await import(pathToFileURL(argv[argv.indexOf('--extension') + 1]).href);
extension.default({
	on: (name, take) => {
		if (name === 'tool_call') handler = take;
	},
});
const ui = {
	input: (title, placeholder) =>
		new Promise((resolve) => {
			const id = `dialog-${waiting.size + 1}`;
			waiting.set(id, resolve);
			say({type: 'extension_ui_request', id, method: 'input', title, placeholder});
		}),
};

const work = async () => {
	say({type: 'session', id: argv[argv.indexOf('--session-id') + 1]});
	for (const [toolCallId, toolName, input] of [
		['c1', 'read', {path: 'a.txt'}],
		['c2', 'bash', {command: WISH}],
	]) {
		say({type: 'tool_execution_start', toolCallId, toolName, args: input});
		const verdict = await handler({toolCallId, toolName, input}, {ui});
		appendFileSync(`${SHOP}/heard`, `${JSON.stringify({toolName, verdict: verdict ?? null})}\n`);
		say({type: 'tool_execution_end', toolCallId, isError: verdict?.block === true, result: {content: []}});
	}
	writeFileSync(`${MOSAIC_TASK}.txt`, 'made\n');
	execFileSync('git', ['add', '-A']);
	execFileSync('git', ['commit', '-qm', `Work on ${MOSAIC_TASK}`]);
	const text = 'Done.\n```json\n{"status":"done","summary":"made it"}\n```';
	const usage = {input: 100, output: 20, cost: {total: 0.25}};
	say({
		type: 'message_end',
		message: {role: 'assistant', model: 'm', stopReason: 'stop', content: [{type: 'text', text}], usage},
	});
	say({type: 'agent_end'});
};

createInterface({input: process.stdin}).on('line', (line) => {
	const heard = JSON.parse(line);
	if (heard.type === 'prompt') {
		say({type: 'response', command: 'prompt', id: heard.id, success: true});
		work();
	} else waiting.get(heard.id)?.(heard.value);
});
