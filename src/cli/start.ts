// From the process to the program and back: streams, faults nobody caught, the exit code.
import {errorCode} from '../domain/errors.ts';
import type {Surroundings} from './context.ts';
import {reportFailure} from './failure.ts';
import {runProgram} from './grammar/program.ts';

/** So long a process that has done everything may live on; what it waits for then is a fault of mosaic. */
const LAST_MS = 10_000;

/** Runs the command line of this process and sets its exit code. The process ends, also where something was left open. */
export const start = async (host: NodeJS.Process, lastMs = LAST_MS): Promise<void> => {
	const argv = host.argv.slice(2);
	const dashes = argv.indexOf('--');
	const json = argv.slice(0, dashes === -1 ? argv.length : dashes).includes('--json');
	const fail = (error: unknown): number => reportFailure(error, {json, env: host.env, stderr: stderrOf(host)});
	host.stdout.on('error', endQuietly(host, fail));
	host.on('uncaughtException', (error) => host.exit(fail(error)));
	try {
		host.exitCode = await runProgram(argv, surroundingsOf(host));
	} catch (error) {
		host.exitCode = fail(error);
	}
	setTimeout(() => host.exit(), lastMs).unref();
};

// Node makes a stream at the first look at it, and loads what its kind takes (terminals, sockets, files): most commands
// look at neither of these two.
const surroundingsOf = (host: NodeJS.Process): Surroundings => ({
	cwd: host.cwd(),
	env: host.env,
	get stdin() {
		return host.stdin;
	},
	stdout: host.stdout,
	get stderr() {
		return stderrOf(host);
	},
});

const ignore = (): void => {};

// Nobody is left to be told that the one who is told of failures went away.
const stderrOf = ({stderr}: NodeJS.Process): NodeJS.WriteStream =>
	stderr.listeners('error').includes(ignore) ? stderr : stderr.on('error', ignore);

// `mosaic tasks | head` is no failure: the reader has what it wanted. Neither is a window that was closed. Who listens
// too (the full screen) ends by itself, and puts away first what it has in hand.
const endQuietly = (host: NodeJS.Process, fail: (error: unknown) => number) => (error: unknown) => {
	if (host.stdout.listenerCount('error') > 1) return;
	const gone = errorCode(error) === 'EPIPE' || (errorCode(error) === 'EIO' && host.stdout.isTTY);
	host.exit(gone ? 0 : fail(error));
};
