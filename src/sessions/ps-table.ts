// Processes where there is no /proc (macOS): the output of `ps`, one process a line.
import {execFileSync} from 'node:child_process';
import {plainLine} from '../domain/text.ts';
import type {ProcessReading} from './proc-stat.ts';

const COLUMNS = 'pid=,ppid=,pgid=,tpgid=,sess=,stat=,lstart=,command=';

/** The text that `ps` prints for these selection flags; empty where it finds nothing. */
export const runPs = (...flags: readonly string[]): string => {
	try {
		return execFileSync('/bin/ps', [...flags, '-o', COLUMNS], {
			encoding: 'utf8',
			// The start time is compared as text: it must not depend on the language or the time zone of the caller.
			env: {LC_ALL: 'C', TZ: 'UTC'},
			maxBuffer: 64 * 1024 * 1024,
			stdio: ['ignore', 'pipe', 'ignore'],
		});
	} catch {
		return '';
	}
};

/** The processes in the text of `ps`. With `-E` the environment stands behind the command, in `command` too. */
export const parsePs = (text: string): ProcessReading[] => text.split('\n').flatMap((line) => parsePsLine(line) ?? []);

const parsePsLine = (line: string): ProcessReading | undefined => {
	const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(-?\d+)\s+(\S+)\s+(\S+)\s+((?:\S+\s+){4}\d{4})\s?(.*)$/.exec(line);
	if (!match) return undefined;
	const [, pid, parent, group, foregroundGroup, session, stat, started, command] = match as unknown as string[];
	return {
		pid: Number(pid),
		started: (started as string).replace(/\s+/g, ' '),
		state: (stat as string).slice(0, 1),
		parent: Number(parent),
		group: Number(group),
		// macOS prints 0 or a kernel address here; neither is a session.
		session: /^\d+$/.test(session as string) ? Number(session) : 0,
		command: plainLine(command as string),
		foregroundGroup: Number(foregroundGroup),
	};
};
