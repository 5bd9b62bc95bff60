// Reads the hunks of a patch, as `git diff` prints it. Pure; names are taken from elsewhere, where they are whole.
import type {DiffHunk, DiffLine} from '../domain/diff.ts';

/** One file of a patch: hunks up to the limit of lines, and how many lines there were in all. */
export type PatchSection = {readonly hunks: readonly DiffHunk[]; readonly lines: number; readonly binary: boolean};

/** The files of a patch in order. Content lines begin with a blank, + or -, so a header cannot be mistaken; only \n ends a line. */
export const patchSections = (patch: string, linesPerFile: number): PatchSection[] =>
	patch
		.split(/(?<![^\n])(?=diff --git )/)
		.filter((text) => text.startsWith('diff --git '))
		.map((text) => readSection(text, linesPerFile));

type OpenHunk = Omit<DiffHunk, 'lines'> & {lines: DiffLine[]; before: number; after: number};

const HUNK = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/s;

const readSection = (text: string, limit: number): PatchSection => {
	const hunks: OpenHunk[] = [];
	let lines = 0;
	let binary = false;
	for (const line of text.split('\n')) {
		const hunk = hunks.at(-1);
		const head = hunk === undefined || isComplete(hunk) ? HUNK.exec(line) : null;
		if (head) hunks.push(openHunk(head));
		else if (hunk === undefined) binary ||= /^Binary files .* differ$/.test(line);
		else if (line.startsWith('\\')) markNoNewline(hunk);
		else if (!isComplete(hunk)) {
			lines++;
			take(hunk, line, lines <= limit);
		}
	}
	return {
		hunks: hunks.map(({before: _, after: __, ...hunk}) => hunk).filter((hunk) => hunk.lines.length > 0),
		lines,
		binary,
	};
};

const openHunk = (head: RegExpExecArray): OpenHunk => ({
	beforeStart: Number(head[1]),
	beforeLines: Number(head[2] ?? 1),
	afterStart: Number(head[3]),
	afterLines: Number(head[4] ?? 1),
	heading: head[5] ?? '',
	lines: [],
	before: 0,
	after: 0,
});

/** A hunk ends when it has as many lines as it said: a removed line `-- x` is no header. */
const isComplete = (hunk: OpenHunk): boolean => hunk.before >= hunk.beforeLines && hunk.after >= hunk.afterLines;

const take = (hunk: OpenHunk, line: string, keep: boolean): void => {
	const kind = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'same';
	const before = kind === 'added' ? null : hunk.beforeStart + hunk.before++;
	const after = kind === 'removed' ? null : hunk.afterStart + hunk.after++;
	if (keep) hunk.lines.push({kind, before, after, text: line.slice(1)});
};

const markNoNewline = (hunk: OpenHunk): void => {
	const last = hunk.lines.pop();
	if (last) hunk.lines.push({...last, noNewline: true});
};
