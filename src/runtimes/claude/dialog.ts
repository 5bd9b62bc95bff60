import {type AskReader, askOf, joined} from '../dialog.ts';

const LINE = /^╌{20,}$/;

/** Of claude 2.1: a heading, the file under it or the command between two dashed lines, then the question. */
export const CLAUDE_ASKS: AskReader = {
	top: /^─{20,}$/,
	read: ({rows, cols}) => {
		const heading = rows[1]?.trim() ?? '';
		const first = rows.findIndex((row) => LINE.test(row));
		const second = rows.findIndex((row, at) => at > first && LINE.test(row));
		if (/command$/i.test(heading)) {
			// A third line could only be of the agent's own words.
			if (rows.filter((row) => LINE.test(row)).length !== 2)
				return {tool: 'Bash', kind: 'shell', command: null, path: null, words: heading};
			return askOf({tool: 'Bash', kind: 'shell'}, rows.slice(first + 1, second), cols);
		}
		const kind = /^(?:Create|Overwrite|Write) /.test(heading) ? 'write' : /^Edit /.test(heading) ? 'edit' : null;
		if (kind !== null && first > 0)
			return askOf({tool: kind === 'write' ? 'Write' : 'Edit', kind}, rows.slice(2, first), cols);
		const question = rows.findIndex((row) => /^ ?Do you want to /.test(row));
		const words = joined(rows.slice(1, Math.max(1, question)));
		return {tool: heading || 'a tool', kind: 'other', command: null, path: null, words};
	},
};
