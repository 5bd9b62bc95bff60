// Whether an agent's session stands above a process: by the environment with which its ancestors were started, which they
// cannot change afterwards.
import {readProc, readProcess} from './identity.ts';

/** Deeper than this nobody nests shells. */
const DEEPEST = 64;

/**
 * The session of the project at `root` that the process `pid` was started from, if any of its ancestors carries its mark.
 * Says nothing where the system has no /proc, and of a process that was cut loose from its ancestors.
 */
export const sessionAbove = (pid: number, root: string): string | undefined => {
	if (process.platform !== 'linux') return undefined;
	let current = pid;
	for (let depth = 0; depth < DEEPEST && current > 1; depth++) {
		const entries = readProc(`/proc/${current}/environ`)?.split('\0') ?? [];
		const value = (name: string) => entries.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
		if (value('MOSAIC_TOKEN') !== undefined && asText(value('MOSAIC_PROJECT')) === root)
			return value('MOSAIC_SESSION') ?? value('MOSAIC_RUN') ?? 'a run';
		current = readProcess(current)?.parent ?? 0;
	}
	return undefined;
};

const asText = (bytes: string | undefined): string | undefined =>
	bytes === undefined ? undefined : Buffer.from(bytes, 'latin1').toString('utf8');
