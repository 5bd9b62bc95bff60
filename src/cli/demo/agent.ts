// The demo's agent: a program of its own that mosaic starts like any other. It needs no network and no keys; its
// "thinking" is a script. It gets the task from mosaic's environment and the prompt as its last argument.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {counted} from '../print/count.ts';
import {ask, bad, faint, fillBar, good, report, say, strong} from './agent-terminal.ts';
import {commitFiles} from './commit.ts';
import {WORK, type Work} from './mission.ts';

/** Nobody answers for ever: an agent whose demo was killed must not stay behind. */
const PATIENCE_MS = 10 * 60 * 1000;

const taskId = process.env.MOSAIC_TASK ?? '';
/** What the engine wants of it: to implement or to review; the plain runner wants nothing but the work. */
const expects = process.env.MOSAIC_EXPECTS;
const prompt = process.argv.at(-1) ?? '';
const tickMs = process.env.DEMO_PACE === 'quick' ? 20 : 220;

const main = async (): Promise<number> => {
	const work = WORK[taskId];
	if (!work) {
		say(bad(`The demo agent knows no task ${JSON.stringify(taskId)}.`));
		return 2;
	}
	report('working');
	return expects === 'review' ? reviewWork(work) : doWork(work);
};

const doWork = async (work: Work): Promise<number> => {
	const sentBack = prompt.includes('## What has to be mended');
	say(strong(`Demo agent on ${taskId}`));
	say(faint(`  the prompt has ${counted(prompt.split('\n').length, 'line')}; ${work.thought}`));
	if (sentBack) say(`${good('✓')} read what the checks found; it was the number`);
	const answer = work.question ? await askPerson(work.question) : '';
	if (answer === undefined) return 1;
	const first = expects !== undefined && !sentBack ? work.firstTry : undefined;
	await write(work, first ?? work.text(answer), sentBack);
	const commit = await commitFiles(process.cwd(), [work.file], `${taskId}: add ${work.file}`);
	say(`${good('✓')} committed ${commit} ${faint(work.file)}`);
	handIn({status: 'done', summary: `Wrote ${work.file}. ${work.thought}`});
	await delay(tickMs * 4);
	say(strong(`${taskId} is finished; ${expects ? 'others look at it now' : 'a person has the last word'}.`));
	return 0;
};

/** The reviewer is another session of the same program. */
const reviewWork = async ({file}: Work): Promise<number> => {
	say(strong(`Demo reviewer on ${taskId}`));
	await fillBar(`reads ${file}`, 0, 1, tickMs / 2);
	say(`${good('✓')} ${file} does what the task says`);
	handIn({verdict: 'pass', summary: `${file} does what the task says.`, findings: []});
	return 0;
};

const handIn = (result: object): void => {
	const file = process.env.MOSAIC_RESULT;
	if (file) writeFileSync(file, `${JSON.stringify(result)}\n`);
};

/** Writes the file piece by piece. What a session before left half-written is gone on with. */
const write = async ({file, crashesOnce}: Work, text: string, again: boolean): Promise<void> => {
	const begun = existsSync(file) && !again;
	mkdirSync(path.dirname(file), {recursive: true});
	if (begun) say(`${good('✓')} found ${file} half-written by the session before; goes on from there`);
	else {
		writeFileSync(file, text.slice(0, text.length / 2));
		await fillBar(file, 0, 0.5, tickMs);
		if (crashesOnce) crash();
	}
	await fillBar(file, 0.5, 1, tickMs);
	writeFileSync(file, text);
	say(`${good('✓')} wrote ${file} ${faint(`(${counted(text.split('\n').length - 1, 'line')})`)}`);
};

const crash = (): void => {
	say(bad('✗ out of luck: this agent now dies as by kill -9'));
	process.kill(process.pid, 'SIGKILL');
};

/** In a run of the engine the question goes to mosaic's inbox, else to whoever looks at this terminal. */
const askPerson = async (question: NonNullable<Work['question']>): Promise<string | undefined> => {
	const answer = expects === undefined ? await askOnTerminal(question) : await askMosaic(question);
	if (answer === undefined) say(bad('✗ nobody answered'));
	else say(`${good('✓')} ${answer} it is`);
	return answer;
};

const askMosaic = async ({text, choices}: NonNullable<Work['question']>): Promise<string | undefined> => {
	const question = `${text} (${choices.join(' or ')})`;
	report('blocked', question);
	say(ask(`? ${question}`));
	const options = choices.flatMap((choice) => ['--option', choice]);
	const asking = spawn('mosaic', ['ask', text, ...options], {stdio: ['ignore', 'pipe', 'inherit']});
	let answer = '';
	asking.stdout.setEncoding('utf8').on('data', (chunk: string) => {
		answer += chunk;
	});
	await once(asking, 'close');
	report('working');
	return answer.trim() || undefined;
};

/** Asks on the terminal until one of the choices is typed; undefined when nobody is there to answer. */
const askOnTerminal = async ({text, choices}: NonNullable<Work['question']>): Promise<string | undefined> => {
	const question = `${text} (${choices.join(' or ')})`;
	report('blocked', question);
	say(ask(`? ${question}`));
	const answer = await readChoice(choices);
	report('working');
	return answer;
};

const readChoice = (choices: readonly string[]): Promise<string | undefined> =>
	new Promise((resolve) => {
		let typed = '';
		const finish = (answer: string | undefined): void => {
			clearTimeout(timer);
			process.stdin.pause();
			resolve(answer);
		};
		const timer = setTimeout(() => finish(undefined), PATIENCE_MS);
		process.stdout.write('> ');
		process.stdin.setEncoding('utf8');
		process.stdin.on('end', () => finish(undefined));
		process.stdin.on('data', (chunk: string) => {
			typed += chunk;
			for (let end = typed.search(/[\r\n]/); end >= 0; end = typed.search(/[\r\n]/)) {
				const line = typed.slice(0, end).trim().toLowerCase();
				typed = typed.slice(end + 1);
				const choice = choices.find((known) => known.toLowerCase() === line);
				if (choice !== undefined) return finish(choice);
				process.stdout.write(`Please type ${choices.join(' or ')}.\n> `);
			}
		});
	});

// Ctrl-C on its terminal: it leaves in order, so that this is no crash.
process.on('SIGINT', () => {
	say(bad('✗ interrupted'));
	process.exit(130);
});

main().then(
	(code) => process.exit(code),
	(error) => {
		say(bad(`✗ ${error instanceof Error ? error.message : String(error)}`));
		process.exit(1);
	},
);
