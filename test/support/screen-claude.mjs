// claude on a screen of its own, as it was measured: reports by OSC 7501, runs the hooks of its `--settings`, and shows its
// dialog beside the hook; whoever answers first, counts. $TURNS says what its turns do, a word each: `ask` for leave to run
// `touch made.txt`, `work` and commit, `result` hands in, `stop` ends the turn, `nothing`. A prompt typed later takes the next turn.
import {execFileSync, spawn} from 'node:child_process';
import {appendFileSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';

const {
	SHOP,
	TURNS = 'ask work result',
	MOSAIC_TASK,
	MOSAIC_RESULT,
	MOSAIC_EXPECTS,
	MOSAIC_RUN,
	MOSAIC_STEP,
} = process.env;
const words = process.argv.slice(2);
const at = words.indexOf('--settings');
// NO_HOOKS: a release that knows none of them.
const hooks = at < 0 || process.env.NO_HOOKS === '1' ? {} : JSON.parse(readFileSync(words[at + 1], 'utf8')).hooks;
const dialog = readFileSync(path.join(import.meta.dirname, '../fixtures/runtimes/claude/screens/may-run.txt'), 'utf8');
const note = (file, text) => appendFileSync(path.join(SHOP, file), `${text}\n`);

appendFileSync(`${SHOP}/started`, `${MOSAIC_RUN} ${MOSAIC_STEP} ${words.slice(0, -1).join(' ')}\n`);
// DIES: before its first turn.
if (process.env.DIES === '1') process.exit(3);
const report = (state) => process.stdout.write(`\x1b]7501;state=${state}:app=claude-code\x07`);
const draw = (text) => process.stdout.write(`\x1b[2J\x1b[H${text.trimEnd().replaceAll('\n', '\r\n')}`);
const prompt = () => draw(`● done\n\n${'─'.repeat(100)}\n❯ \n${'─'.repeat(100)}\n  ⏸ manual mode on · ? for shortcuts`);

const runHook = (event, payload) =>
	new Promise((resolve) => {
		const command = hooks[event]?.[0].hooks[0].command;
		if (command === undefined) return resolve('');
		const child = spawn('sh', ['-c', command], {stdio: ['pipe', 'pipe', 'ignore']});
		let said = '';
		child.stdout.on('data', (text) => {
			said += text;
		});
		child.on('close', () => {
			note('hooks', `${event} ${said}`);
			resolve(said);
		});
		child.stdin.end(JSON.stringify({hook_event_name: event, ...payload}));
	});

process.stdin.setRawMode?.(true);
let heard = '';
let wake = () => {};
process.stdin.on('data', (bytes) => {
	heard += bytes;
	note('keys', JSON.stringify(bytes.toString()));
	wake();
});
const untilHeard = (pattern) =>
	new Promise((resolve) => {
		wake = () => {
			const match = pattern.exec(heard);
			if (!match) return;
			heard = heard.slice(match.index + match[0].length);
			resolve(match);
		};
		wake();
	});

const ask = async () => {
	report(`blocked:kind=permission:msg=${Buffer.from('approve Bash: touch made.txt').toString('base64')}`);
	draw(dialog.replaceAll('touch b.txt', 'touch made.txt'));
	const byHook = runHook('PermissionRequest', {tool_name: 'Bash', tool_input: {command: 'touch made.txt'}}).then(
		(said) => (said === '' ? new Promise(() => {}) : JSON.parse(said).hookSpecificOutput.decision.behavior === 'allow'),
	);
	const byKey = untilHeard(/1|\x1b/).then(([key]) => key === '1');
	const allowed = await Promise.race([byHook, byKey]);
	report('working');
	draw('● Working on it.');
	if (allowed) writeFileSync('made.txt', '');
	note('leave', String(allowed));
};

const answer = MOSAIC_EXPECTS === 'review' ? {verdict: 'pass', summary: 'good'} : {status: 'done', summary: 'made it'};
const DO = {
	ask,
	work: () => {
		writeFileSync(`${MOSAIC_TASK}.txt`, 'made\n');
		execFileSync('git', ['add', '-A']);
		execFileSync('git', ['commit', '--allow-empty', '-qm', `Work on ${MOSAIC_TASK}`]);
	},
	result: () => writeFileSync(MOSAIC_RESULT, JSON.stringify(answer)),
	nothing: () => {},
};

const turn = async (doing) => {
	report('working');
	await runHook('UserPromptSubmit', {});
	for (const word of doing.split(' ').filter(Boolean)) await DO[word]();
	// As after Esc: no hook runs, only the report says that it rests.
	if (process.env.NO_STOP_HOOK !== '1') await runHook('Stop', {});
	prompt();
	report(process.env.NO_STOP_HOOK === '1' ? 'idle' : 'done');
};

const turns = TURNS.split(',');
await turn(turns.shift());
for (;;) {
	const [, text] = await untilHeard(/\x1b\[200~([\s\S]*?)\x1b\[201~\r/);
	note('prompts', text.split('\n')[0]);
	await turn(turns.shift() ?? 'nothing');
	if (existsSync(path.join(SHOP, 'never'))) break;
}
