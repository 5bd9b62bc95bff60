// Who a process is: the readings that domain/process.ts judges by. kill(pid, 0) is never asked: it is true for zombies.
import {execFileSync} from 'node:child_process';
import {readFileSync, readlinkSync} from 'node:fs';
import {hostname, uptime} from 'node:os';
import {isPid, type Machine, type ObservedProcess, type ProcessIdentity} from '../domain/process.ts';
import {type ProcessReading, parseProcStat} from './proc-stat.ts';
import {parsePs, runPs} from './ps-table.ts';

let machine: Machine | undefined;

/** This machine, boot and pid namespace; read once. Throws where the system does not tell its boot. */
export const thisMachine = (): Machine => {
	machine ??= {hostname: hostname(), bootId: bootId(), pidNamespace: pidNamespace()};
	return machine;
};

/** When this machine was started, in milliseconds since 1970; exact to about a second. */
export const bootedAt = (): number => Date.now() - uptime() * 1000;

/** What the system says of a pid now; null where no process has it. A thread's id is no process's. */
export const observeProcess = (pid: number): ObservedProcess | null => readProcess(pid);

/** The identity under which a running process is recorded; null when it is gone already. */
export const identityOf = (pid: number): ProcessIdentity | null => {
	const reading = readProcess(pid);
	return reading && {pid: reading.pid, started: reading.started};
};

/** Like observeProcess, with the foreground group of the process's terminal. */
export const readProcess = (pid: number): ProcessReading | null => {
	if (!isPid(pid)) return null;
	if (process.platform !== 'linux') return parsePs(runPs('-p', String(pid)))[0] ?? null;
	const stat = readProc(`/proc/${pid}/stat`);
	// /proc/TID exists for threads although it is not listed.
	if (stat === undefined || !readProc(`/proc/${pid}/status`)?.includes(`\nTgid:\t${pid}\n`)) return null;
	return parseProcStat(stat);
};

/** A file of /proc, or undefined when its process went away (or is not ours to read). */
export const readProc = (file: string): string | undefined => {
	try {
		return readFileSync(file, 'latin1');
	} catch {
		return undefined;
	}
};

const bootId = (): string => {
	if (process.platform === 'linux') return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
	return sysctl('kern.bootsessionuuid') ?? sysctl('kern.boottime') ?? noBootId();
};

const sysctl = (name: string): string | undefined => {
	try {
		const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
		return execFileSync('/usr/sbin/sysctl', ['-n', name], {encoding: 'utf8', stdio}).trim() || undefined;
	} catch {
		return undefined;
	}
};

const noBootId = (): never => {
	throw new Error('this system does not tell when it was started (sysctl kern.bootsessionuuid, kern.boottime)');
};

const pidNamespace = (): string | null => {
	try {
		return readlinkSync('/proc/self/ns/pid');
	} catch {
		return null;
	}
};
