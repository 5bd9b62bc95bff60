// The demo's agent: a program of its own that mosaic starts like any other. It needs no network and no keys; its
// "thinking" is a script. It gets the task from mosaic's environment and the prompt as its last argument.
import {existsSync, mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {counted} from '../count.ts';
import {ask, bad, faint, fillBar, good, report, say, strong} from './agent-terminal.ts';
import {commitFiles} from './commit.ts';
import {WORK, type Work} from './mission.ts';

/** Nobody answers for ever: an agent whose demo was killed must not stay behind. */
const PATIENCE_MS = 10 * 60 * 1000;

const taskId = process.env.MOSAIC_TASK ?? '';
const tickMs = process.env.DEMO_PACE === 'quick' ? 20 : 220;

const main = async (): Promise<number> => {
	const work = WORK[taskId];
	if (!work) {
		say(bad(`The demo agent knows no task ${JSON.stringify(taskId)}.`));
		return 2;
	}
	report('working');
	say(strong(`Demo agent on ${taskId}`));
	say(faint(`  the prompt has ${(process.argv.at(-1) ?? '').split('\n').length} lines; ${work.thought}`));
	const answer = work.question ? await askPerson(work.question) : '';
	if (answer === undefined) return 1;
	await write(work, work.text(answer));
	const commit = await commitFiles(process.cwd(), [work.file], `${taskId}: add ${work.file}`);
	say(`${good('✓')} committed ${commit} ${faint(work.file)}`);
	await delay(tickMs * 4);
	say(strong(`${taskId} is finished; a person has the last word.`));
	return 0;
};

/** Writes the file piece by piece. What a session before left half-written is gone on with. */
const write = async ({file, crashesOnce}: Work, text: string): Promise<void> => {
	const begun = existsSync(file);
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

/** Asks on the terminal until one of the choices is typed; undefined when nobody is there to answer. */
const askPerson = async ({text, choices}: NonNullable<Work['question']>): Promise<string | undefined> => {
	const question = `${text} (${choices.join(' or ')})`;
	report('blocked', question);
	say(ask(`? ${question}`));
	const answer = await readChoice(choices);
	report('working');
	if (answer === undefined) say(bad('✗ nobody answered'));
	else say(`${good('✓')} ${answer} it is`);
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
