// Speaks codex's app server as the real one does: it asks for leave to run the command in $WISH, works by the answer,
// commits, and says what it did. What it hears is appended to $SHOP/heard.
import {execFileSync} from 'node:child_process';
import {appendFileSync, writeFileSync} from 'node:fs';
import {createInterface} from 'node:readline';

const {WISH = 'touch made.txt', SHOP, MOSAIC_TASK, MOSAIC_RUN, MOSAIC_STEP, MOSAIC_EXPECTS} = process.env;
appendFileSync(`${SHOP}/started`, `${MOSAIC_RUN} ${MOSAIC_STEP} ${process.argv.slice(2).join(' ')}\n`);
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
const tell = (method, params) => say({method, params: {threadId: 'thread-1', turnId: 'turn-2', ...params}});
const item = (phase, one) => tell(`item/${phase}`, {item: one});
const used = (turnId, inputTokens, outputTokens) =>
	tell('thread/tokenUsage/updated', {turnId, tokenUsage: {total: {inputTokens, cachedInputTokens: 10, outputTokens}}});
const command = {type: 'commandExecution', id: 'call-1', command: `/bin/bash -lc '${WISH}'`};

const work = (allowed) => {
	item('completed', {...command, status: allowed ? 'completed' : 'declined', aggregatedOutput: null});
	tell('turn/plan/updated', {
		plan: [
			{step: 'One', status: 'completed'},
			{step: 'Two', status: 'inProgress'},
		],
	});
	writeFileSync(`${MOSAIC_TASK}.txt`, allowed ? 'allowed\n' : 'denied\n');
	execFileSync('git', ['add', '-A']);
	execFileSync('git', ['commit', '--allow-empty', '-qm', `Work on ${MOSAIC_TASK}`]);
	const answer =
		MOSAIC_EXPECTS === 'review' ? {verdict: 'pass', summary: 'good'} : {status: 'done', summary: 'made it'};
	item('completed', {type: 'agentMessage', id: 'm2', text: `Done.\n\`\`\`json\n${JSON.stringify(answer)}\n\`\`\``});
	used('turn-2', 1110, 120);
	tell('turn/completed', {turn: {id: 'turn-2', status: 'completed', error: null}});
};

const answers = {
	initialize: () => ({userAgent: 'scripted'}),
	'thread/start': () => ({thread: {id: 'thread-1', model: 'gpt-5.5'}}),
	'thread/resume': () => {
		used('turn-1', 1000, 100);
		return {thread: {id: 'thread-1', model: 'gpt-5.5'}};
	},
	'turn/start': () => ({turn: {id: 'turn-2'}}),
};

createInterface({input: process.stdin}).on('line', (line) => {
	const heard = JSON.parse(line);
	appendFileSync(`${SHOP}/heard`, `${line}\n`);
	if (heard.method) say({id: heard.id, result: answers[heard.method]()});
	if (heard.method === 'turn/start') {
		item('started', {...command, status: 'inProgress'});
		say({
			method: 'item/commandExecution/requestApproval',
			id: 0,
			params: {itemId: 'call-1', reason: 'may it?', command: command.command},
		});
		say({method: 'item/tool/requestUserInput', id: 1, params: {}});
	}
	if (!heard.method && heard.id === 0) work(heard.result.decision === 'accept');
});
