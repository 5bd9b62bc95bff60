// A program that runs an agent beside a model stub, in whatever network its starter put it: argv[2] names a JSON file
// with its order. It ends with the agent; signals go on to the agent.
import {spawn} from 'node:child_process';
import {appendFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import type {Turn} from '../model-stub/script.ts';
import {createModelStub} from '../model-stub/server.ts';

/** `{port}` in files and variables stands for the stub's port. */
export type EnclosedOrder = {
	readonly turns: readonly Turn[];
	readonly cwd: string;
	readonly argv: readonly string[];
	readonly env: Readonly<Record<string, string>>;
	readonly files: readonly {readonly path: string; readonly text: string}[];
	/** JSON lines, one for each request. */
	readonly ledger: string;
	/** Where it is written how the agent ended. */
	readonly result: string;
	readonly terminal: boolean;
	/** Whether it is spoken with on its standard input. */
	readonly spoken?: boolean;
};

const order: EnclosedOrder = JSON.parse(readFileSync(process.argv[2] as string, 'utf8'));
const stub = createModelStub({
	turns: order.turns,
	cwd: order.cwd,
	onRequest: (line) => appendFileSync(order.ledger, `${JSON.stringify(line)}\n`),
});

stub.listen(0, '127.0.0.1', () => {
	const {port} = stub.address() as AddressInfo;
	const filled = (text: string): string => text.replaceAll('{port}', String(port));
	for (const file of order.files) {
		mkdirSync(path.dirname(file.path), {recursive: true});
		writeFileSync(file.path, filled(file.text));
	}
	const env = Object.fromEntries(Object.entries(order.env).map(([name, value]) => [name, filled(value)]));
	const [program, ...args] = order.argv as [string, ...string[]];
	const stdin = order.terminal || order.spoken ? 'inherit' : 'ignore';
	const child = spawn(program, args, {
		cwd: order.cwd,
		env,
		stdio: [stdin, 'inherit', 'inherit'],
		detached: !order.terminal,
	});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => signalAgent(signal));
	// Some start themselves again in a child; in a terminal the whole group would hear it.
	const signalAgent = (signal: NodeJS.Signals): void => {
		if (child.pid !== undefined) process.kill(order.terminal ? child.pid : -child.pid, signal);
	};
	child.on('error', (error) => end({exitCode: 127, signal: null, error: String(error)}));
	child.on('exit', (exitCode, signal) => end({exitCode, signal, error: null}));
});

const end = (how: {exitCode: number | null; signal: string | null; error: string | null}): never => {
	writeFileSync(order.result, JSON.stringify(how));
	process.exit(0);
};
