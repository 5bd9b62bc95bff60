// Another program in the person's terminal, which mosaic has given back for as long as that runs.
import {type ChildProcess, spawn} from 'node:child_process';

/** Keys of the terminal reach both; they are for the one who has it. */
const FOR_THE_OTHER = ['SIGINT', 'SIGQUIT'] as const;
/** Who ends mosaic ends what it started. */
const FOR_BOTH = ['SIGTERM', 'SIGHUP'] as const;

/**
 * Runs it to its end. Gives why it did not run, or null; its exit code is its own affair. `beforeDeath` is what has to be
 * done before a signal ends this process, which says nothing else of it.
 */
export const runInTerminal = (
	argv: readonly [string, ...string[]],
	env: NodeJS.ProcessEnv,
	beforeDeath: () => void,
): Promise<string | null> => {
	let child: ChildProcess | undefined;
	const ignore = (): void => {};
	const passOn = (signal: NodeJS.Signals): void => {
		child?.kill(signal);
		lift();
		beforeDeath();
		process.kill(process.pid, signal);
	};
	const lift = (): void => {
		for (const signal of FOR_THE_OTHER) process.off(signal, ignore);
		for (const signal of FOR_BOTH) process.off(signal, passOn);
	};
	// Before it is started: it may be seen, and interrupted, before this process runs on.
	for (const signal of FOR_THE_OTHER) process.on(signal, ignore);
	for (const signal of FOR_BOTH) process.on(signal, passOn);
	return new Promise((resolve) => {
		const end = (failure: string | null): void => {
			lift();
			resolve(failure);
		};
		const [program, ...args] = argv;
		child = spawn(program, args, {env, stdio: 'inherit'});
		child.once('error', (error) => end(error.message));
		child.once('exit', () => end(null));
	});
};
