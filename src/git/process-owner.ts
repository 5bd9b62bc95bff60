// Whether a process that wrote its name down still runs: the same pid and the same start.
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';

export type Owner = {readonly pid: number; readonly started: string};

/** This very process. */
export const thisProcess = (): Owner => ({pid: process.pid, started: startOf(process.pid) ?? ''});

/** Whether it runs now; a zombie does not. */
export const isRunning = ({pid, started}: Owner): boolean => startOf(pid) === started;

/** When a process was started, in the system's own count; null where it does not run. */
const startOf = (pid: number): string | null => {
	if (!Number.isInteger(pid) || pid < 2) return null;
	if (process.platform !== 'linux') return startByPs(pid);
	try {
		const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
			.replace(/^.*\) /s, '')
			.split(' ');
		return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
	} catch {
		return null;
	}
};

const startByPs = (pid: number): string | null => {
	try {
		const options = {encoding: 'utf8', stdio: 'pipe', env: {...process.env, LC_ALL: 'C'}} as const;
		const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], options).trim();
		return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '');
	} catch {
		return null;
	}
};
