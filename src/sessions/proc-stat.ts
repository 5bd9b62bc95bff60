// Reading /proc/PID/stat. The command stands in brackets and may itself hold brackets, blanks and newlines, so the
// fields are counted from the last closing bracket (man 5 proc).
import type {ObservedProcess} from '../domain/process.ts';
import {plainLine} from '../domain/text.ts';

/** A process and the process group in the foreground of its terminal (-1 without a terminal). */
export type ProcessReading = ObservedProcess & {readonly foregroundGroup: number};

/** The reading in the text of /proc/PID/stat; null where the text is no such line. */
export const parseProcStat = (text: string): ProcessReading | null => {
	const open = text.indexOf('(');
	const close = text.lastIndexOf(')');
	if (open < 1 || close < open) return null;
	const pid = Number(text.slice(0, open));
	const fields = text
		.slice(close + 1)
		.trim()
		.split(' ');
	const [state, parent, group, session, , foregroundGroup] = fields;
	const started = fields[19];
	if (!Number.isInteger(pid) || state === undefined || started === undefined) return null;
	return {
		pid,
		started,
		state,
		parent: Number(parent),
		group: Number(group),
		session: Number(session),
		command: plainLine(text.slice(open + 1, close)),
		foregroundGroup: Number(foregroundGroup),
	};
};
