import {readFileSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';

const POLL_MS = 3;
/** Exec takes a millisecond; a gate that is seen for longer is a system without /proc, or one under heavy load. */
const GIVE_UP_MS = 5000;

/**
 * Resolves (with undefined) once the process behind an opened gate has become its program. The system tells nobody of
 * an exec, but the command line of the process changes with it. Where there is no /proc, resolves at once.
 */
export const whenThroughGate = async (pid: number): Promise<undefined> => {
	for (const end = performance.now() + GIVE_UP_MS; isGate(pid) && performance.now() < end; ) await delay(POLL_MS);
};

const isGate = (pid: number): boolean => {
	try {
		const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
		return argv[1] === '-c' && (argv[3]?.startsWith('mosaic-gate-') ?? false);
	} catch {
		return false;
	}
};
