// Who a recorded process is, and whether it still lives. Pure: the readings come from sessions/identity.ts.
import * as z from 'zod/mini';

/** One machine, one boot, one pid namespace: the room in which a pid means anything. */
export const Machine = z.object({
	hostname: z.string(),
	bootId: z.string(),
	/** The pid namespace (`pid:[4026531836]`), or null where the system has none. */
	pidNamespace: z.nullable(z.string()),
});
export type Machine = z.infer<typeof Machine>;

/** A process as it was recorded. `started` is opaque: ticks since boot on Linux, `ps` start time elsewhere. */
export const ProcessIdentity = z.object({pid: z.int(), started: z.string()});
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

/** What the system says of a pid now; null where no such process runs. `state` is the letter of /proc/PID/stat. */
export type ObservedProcess = {
	readonly pid: number;
	readonly started: string;
	readonly state: string;
	readonly parent: number;
	readonly group: number;
	readonly session: number;
	readonly command: string;
};

/** `unknown` is never stolen: the process may live where we cannot see it. */
export type Liveness = 'alive' | 'dead' | 'unknown';

/** Whether a value can be a process's pid at all: `kill(0, 0)`, `kill(-1, 0)` and `kill('', 0)` all succeed. */
export const isPid = (value: unknown): value is number =>
	typeof value === 'number' && Number.isInteger(value) && value > 1 && value <= 0x7fffffff;

/**
 * Whether a recorded process lives: the same pid *and* start time *and* boot, not a zombie. Another machine or pid
 * namespace cannot be judged from here.
 */
export const judgeProcess = (
	recorded: {machine: Machine; process: ProcessIdentity},
	here: Machine,
	observe: (pid: number) => ObservedProcess | null,
): Liveness => {
	// A boot id names one start of one machine, whatever its name is now; another one may be a reboot or another machine.
	if (recorded.machine.bootId !== here.bootId) return recorded.machine.hostname === here.hostname ? 'dead' : 'unknown';
	if (recorded.machine.pidNamespace !== here.pidNamespace) return 'unknown';
	if (!isPid(recorded.process.pid)) return 'dead';
	const now = observe(recorded.process.pid);
	return now !== null && isRunning(now) && now.started === recorded.process.started ? 'alive' : 'dead';
};

/** A zombie (Z) or a process being reaped (X) runs nothing any more, although `kill(pid, 0)` finds it. */
export const isRunning = (process: ObservedProcess): boolean => process.state !== 'Z' && process.state !== 'X';
