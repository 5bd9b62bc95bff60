// Starting a program of mosaic's own that outlives its starter: told what to do on its standard input, heard once on its
// standard output.
import {type ChildProcessByStdio, spawn} from 'node:child_process';
import type {Readable, Writable} from 'node:stream';
import {programFile} from '../engine/own-program.ts';

export type Detached = {
	/** Its order is still to be written to its `stdin`. */
	readonly child: ChildProcessByStdio<Writable, Readable, null>;
	/** Its one line; undefined where it ended without one. */
	readonly said: Promise<string | undefined>;
	/** How it ended, in words. */
	readonly ended: Promise<string>;
};

/** Starts the program `name` of this build in the folder `cwd`. */
export const startDetached = (name: ProgramName, cwd: string, env: NodeJS.ProcessEnv): Detached => {
	const child = spawn(process.execPath, [...FLAGS, programFile(name, SOURCES[name])], {
		cwd,
		env: withoutOwn(env),
		detached: true,
		stdio: ['pipe', 'pipe', 'ignore'],
	});
	const said = firstLine(child.stdout);
	child.stdin.on('error', () => {}); // one that died early is seen by its silence
	const ended = new Promise<string>((resolve) => {
		child.on('error', (error) => resolve(error.message));
		child.on('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit ${code}`));
	});
	return {child, said, ended};
};

/**
 * A host lives for hours and does little, so its young heap is small; `--optimize-for-size` would save 3 MB more and cost
 * twice the CPU, because nothing is compiled well. And single-threaded, because V8's compiler threads may be
 * waiting for a collection by the main thread while that waits for them in `process.exit`: seen in 1 of some 1,000 hosts,
 * which then never ended (Node 24.21; main in NodePlatform::Shutdown, workers in CollectionBarrier).
 */
const FLAGS = ['--max-semi-space-size=1', '--single-threaded', '--disable-warning=ExperimentalWarning'];

/** An agent that starts another one must not pass on the marks by which its own processes are found and ended. */
const withoutOwn = ({
	MOSAIC_TOKEN,
	MOSAIC_SESSION,
	MOSAIC_SOCKET,
	MOSAIC_TASK,
	MOSAIC_PROJECT,
	MOSAIC_RUN,
	MOSAIC_STEP,
	MOSAIC_RESULT,
	MOSAIC_FOLLOW_UPS,
	MOSAIC_EXPECTS,
	MOSAIC_MODEL,
	MOSAIC_EFFORT,
	...env
}: NodeJS.ProcessEnv): NodeJS.ProcessEnv => env;

/** Where each program lies as a source. */
const SOURCES = {'session-host': 'daemon/host/session-host.ts', engine: 'daemon/engine/engine-process.ts'};
type ProgramName = keyof typeof SOURCES;

/** The first line of a stream; undefined where it ends without one. */
const firstLine = (stream: NodeJS.ReadableStream): Promise<string | undefined> =>
	new Promise((resolve) => {
		let text = '';
		stream.setEncoding('utf8');
		stream.on('data', (chunk: string) => {
			text += chunk;
			const end = text.indexOf('\n');
			if (end >= 0) resolve(text.slice(0, end));
		});
		stream.on('close', () => resolve(undefined));
		stream.on('error', () => resolve(undefined));
	});
