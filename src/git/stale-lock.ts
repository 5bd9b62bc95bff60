// An index.lock in a run's own worktree, whose agent is gone: left by a git that was killed with it, or by one that still
// finishes its work.
import {readdirSync, readlinkSync, rmSync, statSync} from 'node:fs';
import path from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {isWithin} from './containment.ts';

const WAIT_MS = 3000;
const OLD_MS = 10 * 60_000;

/**
 * Waits a little for a lock in a run's worktree to go, and takes it away when no process works in that worktree (where
 * that cannot be seen: when it is ten minutes old). Only for a worktree of ours whose agent has ended.
 */
export const freeIndexLock = async (worktree: string, gitDirectory: string, waitMs = WAIT_MS): Promise<void> => {
	const lock = path.join(gitDirectory, 'index.lock');
	for (const end = Date.now() + waitMs; ageOf(lock) !== null; await delay(25)) {
		if (isAbandoned(lock, worktree)) rmSync(lock, {force: true});
		else if (Date.now() > end) return;
	}
};

const isAbandoned = (lock: string, worktree: string): boolean => {
	const working = worksIn(worktree);
	return working === null ? (ageOf(lock) ?? 0) > OLD_MS : !working;
};

const ageOf = (file: string): number | null => {
	const changed = statSync(file, {throwIfNoEntry: false})?.mtimeMs;
	return changed === undefined ? null : Date.now() - changed;
};

/** Whether a process has its working directory in the worktree; null where the system does not tell. */
const worksIn = (worktree: string): boolean | null => {
	if (process.platform !== 'linux') return null;
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
		.some((pid) => isWithin(worktree, workingDirectory(pid) ?? '/'));
};

const workingDirectory = (pid: string): string | null => {
	try {
		return readlinkSync(`/proc/${pid}/cwd`);
	} catch {
		return null;
	}
};
