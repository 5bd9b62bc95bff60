// Stands in the settings as an agent's command: runs the real program with the arguments it was given, beside a model stub
// with the turns that are meant for this start of it. argv: the floor's folder, the program's name and file, its arguments. It is
// started in a network of its own, and passes on signals, standard streams and the end as they are.
import {execFileSync, spawn} from 'node:child_process';
import {appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import type {Turn} from '../model-stub/script.ts';
import {createModelStub} from '../model-stub/server.ts';
import type {AgentName} from './find.ts';
import {agentHome} from './homes.ts';

/** Turns by what is expected of the agent (`implement`, `review`), a list for each start; the last one repeats. */
export type FloorScript = Readonly<Record<string, readonly (readonly Turn[])[]>>;

/** A start of an agent, as the launcher notes it. */
export type FloorStart = {
	readonly number: number;
	readonly name: string;
	readonly expects: string;
	readonly args: readonly string[];
};

const [floor, name, program, ...args] = process.argv.slice(2) as [string, AgentName, string, ...string[]];
// Its release is asked for beside its work: that is no start of it.
if (args[0] === '--version') {
	execFileSync(program, args, {stdio: 'inherit'});
	process.exit(0);
}
const expects = process.env.MOSAIC_EXPECTS ?? 'implement';
const starts = path.join(floor, 'starts.jsonl');
const earlier: FloorStart[] = existsSync(starts)
	? readFileSync(starts, 'utf8')
			.split('\n')
			.flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
	: [];
const number = earlier.length + 1;
appendFileSync(starts, `${JSON.stringify({number, name, expects, args} satisfies FloorStart)}\n`);

const script: FloorScript = JSON.parse(readFileSync(path.join(floor, 'script.json'), 'utf8'));
const lists = script[expects] ?? [];
const turns = lists[Math.min(earlier.filter((start) => start.expects === expects).length, lists.length - 1)] ?? [];
const home = path.join(floor, `home-${name}`);
const settings = agentHome(name, home, process.cwd(), !existsSync(path.join(floor, 'untrusted')));
const note = (kind: string) => (what: unknown) =>
	appendFileSync(path.join(floor, `${kind}-${number}.jsonl`), `${JSON.stringify(what)}\n`);
const stub = createModelStub({turns, cwd: process.cwd(), onRequest: note('ledger'), onBody: note('bodies')});

stub.listen(0, '127.0.0.1', () => {
	const {port} = stub.address() as AddressInfo;
	const filled = (text: string): string => text.replaceAll('{port}', String(port));
	for (const file of settings.files) {
		mkdirSync(path.dirname(file.path), {recursive: true});
		writeFileSync(file.path, filled(file.text));
	}
	const own = Object.fromEntries(Object.entries(settings.env).map(([key, value]) => [key, filled(value)]));
	// Shells of agents are login shells, which begin with a PATH of their own.
	writeFileSync(path.join(home, '.profile'), 'PATH="$FLOOR_BIN:$PATH"\n');
	// What the one who runs mosaic set comes first: the key that a test wants to see hidden.
	const kept = {HOME: home, XDG_CONFIG_HOME: path.join(home, '.config'), FLOOR_BIN: path.join(floor, '..', 'bin')};
	const env = {...own, ...process.env, ...kept};
	const child = spawn(program, args, {env, stdio: 'inherit'});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void child.kill(signal));
	child.on('error', (error) => {
		process.stderr.write(`${error.message}\n`);
		process.exit(127);
	});
	child.on('exit', (exitCode, signal) => {
		if (signal === null) process.exit(exitCode ?? 1);
		process.removeAllListeners(signal);
		process.kill(process.pid, signal);
	});
});
