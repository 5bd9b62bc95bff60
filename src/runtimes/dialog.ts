// What a permission dialog on an agent's screen is about, as far as it shows. A command or a file counts as known only
// where it stands whole on one row: by what is cut or wrapped nobody gets leave.
import type {ToolKind} from '../domain/agent-event.ts';

export type DialogAsk = {
	readonly tool: string;
	readonly kind: ToolKind;
	readonly command: string | null;
	readonly path: string | null;
	/** What it is about, for people. */
	readonly words: string;
};

/** A dialog as it stands: its rows, and how wide the screen is. */
export type DialogRows = {readonly rows: readonly string[]; readonly cols: number};

/** Reads the rows of a dialog, from the row that its `top` fits. */
export type AskReader = {
	/** The first row of the dialog, looked for upward from the last row of the screen. */
	readonly top: RegExp;
	/**
	 * The agent's words stand as far left in it as its own heading, and could draw another one. Where two are in sight, all
	 * from the first one on is shown to a person, and no rule gives leave.
	 */
	readonly canBeDrawnOver?: boolean;
	readonly read: (dialog: DialogRows) => DialogAsk | null;
};

/** What the dialog at the end of the screen is about, and its rows; null where its top is not in sight. */
export const readAsk = (
	{top, canBeDrawnOver = false, read}: AskReader,
	rows: readonly string[],
	cols: number,
): {readonly ask: DialogAsk; readonly shown: readonly string[]} | null => {
	const seen = rows.slice(0, rows.findLastIndex((row) => row.trim() !== '') + 1);
	const [first, last] = [seen.findIndex((row) => top.test(row)), seen.findLastIndex((row) => top.test(row))];
	const ask = last < 0 ? null : read({rows: seen.slice(last), cols});
	if (ask === null) return null;
	const shown = seen.slice(canBeDrawnOver ? first : last);
	return {ask: canBeDrawnOver && first < last ? {...unsure(ask), words: joined(shown)} : ask, shown};
};

/** A text that a person sees whole: one row of it, not cut, and not reaching the edge where it might go on. */
const wholeRow = (rows: readonly string[], cols: number, margin = 4): string | null => {
	const [only, ...more] = rows.filter((row) => row.trim() !== '');
	if (only === undefined || more.length > 0) return null;
	const text = only.trim();
	return /…|\.\.\.$/.test(text) || only.trimEnd().length > cols - margin ? null : text;
};

/** The same without what rules could give leave by: the agent's words may look like the dialog around them. */
export const unsure = (ask: DialogAsk): DialogAsk => ({...ask, command: null, path: null});

/** What stands in so many rows, as one line for people. */
export const joined = (rows: readonly string[]): string =>
	rows
		.map((row) => row.trim())
		.filter((row) => row !== '')
		.join(' ');

/** An ask about a command, or about a file. */
export const askOf = (
	{tool, kind}: Pick<DialogAsk, 'tool' | 'kind'>,
	rows: readonly string[],
	cols: number,
	margin?: number,
): DialogAsk => {
	const whole = wholeRow(rows, cols, margin);
	const words = joined(rows);
	return kind === 'shell'
		? {tool, kind, command: whole, path: null, words}
		: {tool, kind, command: null, path: whole, words};
};
