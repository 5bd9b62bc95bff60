// Before mosaic takes a terminal over: one that an earlier mosaic was killed in is given back first.
import {writeSync} from 'node:fs';
import {keepTerminal} from '../daemon/terminal-record.ts';
import {REPAIR, type TerminalHolder} from '../tui/outer/terminal.ts';

/** Repairs the terminal where that is needed, and says so; gives who is to be told that it is taken. */
export const takeTerminal = (
	stdout: NodeJS.WriteStream,
	env: NodeJS.ProcessEnv,
): {readonly holder: TerminalHolder | undefined; readonly notes: readonly string[]} => {
	const keeper = keepTerminal(stdout as {fd?: number; isTTY?: boolean}, env);
	if (!keeper || keeper.left === null) return {holder: keeper, notes: []};
	const text = `mosaic (PID ${keeper.left}) was killed in this terminal and left its modes set; they were taken back. If anything still looks wrong, run \`reset\`.`;
	const {fd} = stdout as {fd?: number};
	if (fd !== undefined) writeSync(fd, `${REPAIR}${text}\r\n`);
	return {holder: keeper, notes: [text]};
};
