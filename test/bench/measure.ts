// Small tools of the benchmark: medians over interleaved runs, because a shared machine drifts.
import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';

/** The middle of the values; the lower of the two middles where there are two. */
export const median = (values: readonly number[]): number =>
	[...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;

/** Milliseconds that `work` took. */
export const timed = async (work: () => unknown): Promise<number> => {
	const start = performance.now();
	await work();
	return performance.now() - start;
};

/** Medians of several contenders, run by turns `rounds` times after one warm-up each. */
export const race = async <K extends string>(
	rounds: number,
	contenders: Readonly<Record<K, () => unknown>>,
): Promise<Record<K, number>> => {
	const names = Object.keys(contenders) as K[];
	const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>;
	for (let round = -1; round < rounds; round++)
		for (const name of names) {
			const ms = await timed(contenders[name]);
			if (round >= 0) times[name].push(ms);
		}
	return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<K, number>;
};

/** Runs a program to its end; throws when it fails. */
export const runProgram = (argv: readonly [string, ...string[]], cwd: string, env: NodeJS.ProcessEnv): void => {
	const [file, ...args] = argv;
	const {status, stderr} = spawnSync(file, args, {cwd, env, stdio: ['ignore', 'ignore', 'pipe']});
	if (status !== 0) throw new Error(`${args.slice(0, 3).join(' ')} exited ${status}: ${stderr}`);
};

/** CPU time a process has used, in milliseconds (proc(5): utime and stime in ticks of 10 ms). */
export const cpuMs = (pid: number): number => {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
	return (Number(fields[11]) + Number(fields[12])) * 10;
};

/** The same to the microsecond, of the threads that live now (proc(5): schedstat). */
export const preciseCpuMs = (pid: number): number =>
	readdirSync(`/proc/${pid}/task`)
		.map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1e6)
		.reduce((sum, ms) => sum + ms, 0);

/** Memory that would come back if the process ended, in MB (proc(5): smaps_rollup). */
export const privateMb = (pid: number): number => {
	const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
	const kb = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
	return (kb('Private_Clean') + kb('Private_Dirty')) / 1024;
};
