// Processes that carry a mark in their environment. As test/support/marked-processes.ts, for programs outside a test too.
import {readdirSync, readFileSync} from 'node:fs';

export type MarkedProcess = {readonly pid: number; readonly command: string};
type Mark = {readonly name: string; readonly value: string};

/** All of them but this very process. */
export const markedProcesses = ({name, value}: Mark): MarkedProcess[] =>
	readdirSync('/proc').flatMap((entry) => {
		if (!/^\d+$/.test(entry) || Number(entry) === process.pid) return [];
		if (!read(`/proc/${entry}/environ`).split('\0').includes(`${name}=${value}`)) return [];
		return [{pid: Number(entry), command: read(`/proc/${entry}/cmdline`).replaceAll('\0', ' ')}];
	});

/** `kill -9` for each of them. */
export const endMarked = (mark: Mark): void => {
	for (const {pid} of markedProcesses(mark)) {
		try {
			process.kill(pid, 'SIGKILL');
		} catch {
			// It has just gone.
		}
	}
};

const read = (file: string): string => {
	try {
		return readFileSync(file, 'latin1');
	} catch {
		return '';
	}
};
