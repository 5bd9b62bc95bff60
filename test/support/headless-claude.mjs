// Speaks claude's two-way stream as the real one does, by a script of its own: it asks for leave to run the command in
// $WISH, works by the answer, commits, and says what it did. `--resume` goes on with a session.
import {execFileSync} from 'node:child_process';
import {EventEmitter} from 'node:events';
import {appendFileSync, writeFileSync} from 'node:fs';
import {createInterface} from 'node:readline';

const {
	WISH = 'touch made.txt',
	WISH_TOOL = 'Bash',
	SHOP,
	NO_COST,
	MOSAIC_TASK,
	MOSAIC_EXPECTS,
	MOSAIC_RUN,
	MOSAIC_STEP,
} = process.env;
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
const usage = {input_tokens: 100, output_tokens: 20, cache_read_input_tokens: 5, cache_creation_input_tokens: 0};
const speak = (id, ...content) => say({type: 'assistant', message: {id, model: 'claude-opus-5-5', content, usage}});

const work = (allowed) => {
	speak('m3', {
		type: 'tool_use',
		id: 't2',
		name: 'TodoWrite',
		input: {
			todos: [
				{content: 'One', status: 'completed'},
				{content: 'Two', status: 'in_progress'},
			],
		},
	});
	writeFileSync(`${MOSAIC_TASK}.txt`, allowed ? 'allowed\n' : 'denied\n');
	execFileSync('git', ['add', '-A']);
	execFileSync('git', ['commit', '--allow-empty', '-qm', `Work on ${MOSAIC_TASK}`]);
	const answer =
		MOSAIC_EXPECTS === 'review' ? {verdict: 'pass', summary: 'good'} : {status: 'done', summary: 'made it'};
	const result = `Done.\n\`\`\`json\n${JSON.stringify(answer)}\n\`\`\``;
	speak('m4', {type: 'text', text: result});
	say({type: 'result', subtype: 'success', is_error: false, result, usage, ...(NO_COST ? {} : {total_cost_usd: 0.5})});
};

appendFileSync(`${SHOP}/started`, `${MOSAIC_RUN} ${MOSAIC_STEP} ${process.argv.slice(2).join(' ')}\n`);
const resumed = process.argv.includes('-p') ? 0 : process.argv.indexOf('--resume');
if (resumed > 0) {
	process.stdout.write(`\u001b]0;✳ House\u0007its own screen of ${process.argv[resumed + 1]}\r\n> `);
	createInterface({input: process.stdin}).on('line', (line) => {
		if (line.trim() !== 'finish') return;
		writeFileSync(`${MOSAIC_TASK}.txt`, 'by a person\n');
		execFileSync('git', ['add', '-A']);
		execFileSync('git', ['commit', '--allow-empty', '-qm', `Work on ${MOSAIC_TASK}`]);
		writeFileSync(process.env.MOSAIC_RESULT, JSON.stringify({status: 'done', summary: 'made together'}));
		process.exit(0);
	});
}
const lines = resumed > 0 ? new EventEmitter() : createInterface({input: process.stdin});
lines.on('line', (line) => {
	const said = JSON.parse(line);
	if (said.type === 'user') {
		appendFileSync(`${SHOP}/prompts`, `${said.message.content[0].text}\n`);
		say({
			type: 'system',
			subtype: 'init',
			session_id: 'c1a0de00-0000-4000-8000-000000000001',
			model: 'claude-opus-5-5',
		});
		speak('m1', {type: 'text', text: 'Looking \u001b[31mround\u001b[0m.'});
		speak('m2', {type: 'tool_use', id: 't1', name: WISH_TOOL, input: {command: WISH}});
		say({
			type: 'control_request',
			request_id: 'r1',
			request: {subtype: 'can_use_tool', tool_name: WISH_TOOL, input: {command: WISH}},
		});
	} else if (said.type === 'control_response') {
		appendFileSync(`${SHOP}/answers`, `${JSON.stringify(said.response)}\n`);
		work(said.response.response.behavior === 'allow');
	}
});
