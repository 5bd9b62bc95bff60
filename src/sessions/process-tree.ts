// All that a session started and that still runs: found by descent, by session id and by the token in the environment.
import {readdirSync} from 'node:fs';
import {isRunning, type ObservedProcess, type ProcessIdentity} from '../domain/process.ts';
import {readProc} from './identity.ts';
import {type ProcessReading, parseProcStat} from './proc-stat.ts';
import {parsePs, runPs} from './ps-table.ts';

/** Whose processes are meant. `token` is the session's MOSAIC_TOKEN; an empty one matches nothing. */
export type SessionProcesses = {readonly agent: ProcessIdentity | null; readonly token: string};

/**
 * The running processes of a session: the agent itself (same start), the members of its session, those that carry its
 * token, and the descendants of all of these. Never this process or one of its ancestors. One pass over /proc.
 */
export const findProcesses = (target: SessionProcesses): ObservedProcess[] => {
	const table = process.platform === 'linux' ? procTable() : psTable();
	return selectProcesses(target, table, process.pid).map(({reading}) => observed(reading));
};

/** A process in the table of all; `carries` says whether its environment has this entry. */
export type TableEntry = {readonly reading: ProcessReading; readonly carries: (entry: string) => boolean};

/** The choice of findProcesses, from a table of all processes. Pure. */
export const selectProcesses = (
	target: SessionProcesses,
	table: readonly TableEntry[],
	self: number,
): readonly TableEntry[] => {
	const byPid = new Map(table.map((entry) => [entry.reading.pid, entry]));
	const spared = ancestry(self, byPid);
	const mark = target.token === '' ? undefined : `MOSAIC_TOKEN=${target.token}`;
	const isRoot = rootTest(target.agent, byPid);
	const chosen = new Set<number>();
	const roots = table.filter(
		({reading, carries}) =>
			!spared.has(reading.pid) && (isRoot(reading) || (mark !== undefined && isRunning(reading) && carries(mark))),
	);
	const children = childrenOf(table);
	const queue = roots.map(({reading}) => reading.pid);
	for (let pid = queue.pop(); pid !== undefined; pid = queue.pop()) {
		if (chosen.has(pid) || spared.has(pid)) continue;
		chosen.add(pid);
		queue.push(...(children.get(pid) ?? []));
	}
	return table.filter(({reading}) => chosen.has(reading.pid) && isRunning(reading));
};

/**
 * Whether a process is the agent or in its session. A pid is not given out again while a process has it as session id:
 * if another process has the agent's pid now, nothing of the agent's session is left, and the session is a stranger's.
 */
const rootTest = (agent: ProcessIdentity | null, byPid: ReadonlyMap<number, TableEntry>) => {
	if (agent === null) return () => false;
	const holder = byPid.get(agent.pid)?.reading;
	if (holder !== undefined && holder.started !== agent.started) return () => false;
	return (reading: ProcessReading) => reading.pid === agent.pid || reading.session === agent.pid;
};

const ancestry = (self: number, byPid: ReadonlyMap<number, TableEntry>): ReadonlySet<number> => {
	const line = new Set([0, 1]);
	for (let pid = self; !line.has(pid); pid = byPid.get(pid)?.reading.parent ?? 0) line.add(pid);
	return line;
};

const childrenOf = (table: readonly TableEntry[]): ReadonlyMap<number, number[]> => {
	const children = new Map<number, number[]>();
	for (const {reading} of table) {
		const siblings = children.get(reading.parent);
		if (siblings) siblings.push(reading.pid);
		else children.set(reading.parent, [reading.pid]);
	}
	return children;
};

const procTable = (): TableEntry[] =>
	readdirSync('/proc').flatMap((name) => {
		if (!/^\d+$/.test(name)) return [];
		const reading = parseProcStat(readProc(`/proc/${name}/stat`) ?? '');
		return reading ? [{reading, carries: (entry) => hasEntry(readProc(`/proc/${name}/environ`), entry)}] : [];
	});

const hasEntry = (environ: string | undefined, entry: string): boolean =>
	environ !== undefined && `\0${environ}\0`.includes(`\0${entry}\0`);

/** `ps -E` prints the environment behind the arguments, blank between entries; a token holds no blanks. */
const psTable = (): TableEntry[] =>
	parsePs(runPs('-axwwE')).map((reading) => ({
		reading,
		carries: (entry) => ` ${reading.command} `.includes(` ${entry} `),
	}));

const observed = ({foregroundGroup: _, ...reading}: ProcessReading): ObservedProcess => ({
	...reading,
	command: reading.command.slice(0, 200),
});
