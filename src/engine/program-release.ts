// Which release of an agent's program is installed. It is asked for once and remembered by file, size and time of change:
// some of these programs take seconds to say it, and a start must not wait for that.
import {execFile} from 'node:child_process';
import {realpathSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import * as z from 'zod/mini';
import {stateDirectory} from '../config/paths.ts';
import {plainLine, shorten} from '../domain/text.ts';
import {writeFileAtomic} from '../files/atomic-write.ts';
import {readJsonFile} from '../files/json-file.ts';
import {makePrivateDirectory} from '../files/private-dir.ts';
import {removeStaleTemps} from '../files/stale-temps.ts';
import {releaseIn} from '../runtimes/releases.ts';

const PATIENCE_MS = 4000;
const MOST = 100;
const STALE_MS = 60_000;

const Memory = z.object({
	version: z.literal(1),
	programs: z.record(
		z.string(),
		z.object({size: z.number(), mtimeMs: z.number(), release: z.nullable(z.string().check(z.maxLength(60)))}),
	),
});
type Programs = z.infer<typeof Memory>['programs'];
type Environment = Readonly<Record<string, string | undefined>>;

/** The release of the program at `file` as it was found before; undefined where it was not, or the file changed. */
export const knownRelease = (file: string, env: Environment): string | null | undefined => {
	const stat = statOf(file);
	const known = stat && readPrograms(env)?.[stat.file];
	return known && known.size === stat.size && known.mtimeMs === stat.mtimeMs ? known.release : undefined;
};

/**
 * Asks the program, and remembers the answer; null where it gives no version. `agentEnv` is what it runs with, `env` says
 * where mosaic keeps its state.
 */
export const findRelease = async (
	file: string,
	{env, agentEnv, signal}: {env: Environment; agentEnv: NodeJS.ProcessEnv; signal?: AbortSignal},
): Promise<string | null> => {
	const stat = statOf(file);
	const said = await askVersion(file, agentEnv, signal);
	const release = said === null ? null : releaseIn(said);
	if (stat && signal?.aborted !== true) remember(stat, release, env);
	return release;
};

/** The first line that the program prints for `--version`; null where it prints none in time. */
export const askVersion = (file: string, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<string | null> =>
	new Promise((resolve) => {
		const options = {cwd: tmpdir(), env, timeout: PATIENCE_MS, killSignal: 'SIGKILL', encoding: 'utf8'} as const;
		const child = execFile(file, ['--version'], {...options, ...(signal ? {signal} : {})}, (error, stdout) => {
			const first = plainLine(stdout.split('\n')[0] ?? '');
			resolve(error || first === '' ? null : shorten(first, 60));
		});
		child.stdin?.end();
	});

type Stat = {readonly file: string; readonly size: number; readonly mtimeMs: number};

const statOf = (named: string): Stat | undefined => {
	try {
		const file = realpathSync(named);
		const {size, mtimeMs} = statSync(file);
		return {file, size, mtimeMs};
	} catch {
		return undefined;
	}
};

const memoryFile = (env: Environment): string => path.join(stateDirectory(env), 'programs.json');

/** Undefined where the file cannot be read; it then stays as it is. */
const readPrograms = (env: Environment): Programs | undefined => {
	try {
		return readJsonFile(memoryFile(env), Memory)?.programs ?? {};
	} catch {
		return undefined;
	}
};

/** Two that write at once cost one of the two entries: it is asked for again. */
const remember = ({file, size, mtimeMs}: Stat, release: string | null, env: Environment): void => {
	const before = readPrograms(env);
	if (before === undefined) return;
	const {[file]: _, ...others} = before;
	const programs = {...Object.fromEntries(Object.entries(others).slice(1 - MOST)), [file]: {size, mtimeMs, release}};
	try {
		makePrivateDirectory(stateDirectory(env));
		removeStaleTemps(memoryFile(env), STALE_MS);
		writeFileAtomic(memoryFile(env), `${JSON.stringify({version: 1, programs})}\n`, {mode: 0o600});
	} catch {
		// A full or read-only disk costs the memory, nothing else.
	}
};
