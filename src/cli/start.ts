// From the process to the program and back: streams, faults nobody caught, the exit code.
import {errorCode} from '../domain/errors.ts';
import {reportFailure} from './failure.ts';
import {runProgram} from './program.ts';

/** Runs the command line of this process and sets its exit code. */
export const start = async (host: NodeJS.Process): Promise<void> => {
	const argv = host.argv.slice(2);
	const dashes = argv.indexOf('--');
	const json = argv.slice(0, dashes === -1 ? argv.length : dashes).includes('--json');
	const fail = (error: unknown): number => reportFailure(error, {json, env: host.env, stderr: host.stderr});
	host.stdout.on('error', endQuietly(host, fail));
	host.stderr.on('error', () => {});
	host.on('uncaughtException', (error) => host.exit(fail(error)));
	try {
		host.exitCode = await runProgram(argv, {
			cwd: host.cwd(),
			env: host.env,
			stdin: host.stdin,
			stdout: host.stdout,
			stderr: host.stderr,
		});
	} catch (error) {
		host.exitCode = fail(error);
	}
};

// `mosaic tasks | head` is no failure: the reader has what it wanted.
const endQuietly = (host: NodeJS.Process, fail: (error: unknown) => number) => (error: unknown) =>
	host.exit(errorCode(error) === 'EPIPE' ? 0 : fail(error));
