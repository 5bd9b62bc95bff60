import {type AskReader, askOf, type DialogAsk, type DialogRows, joined, unsure} from '../dialog.ts';

/** Of opencode 1.18: what it wants to do on the row after the heading, a command after `$ `. */
export const OPENCODE_ASKS: AskReader = {
	top: /^ *┃ +△ Permission required/,
	canBeDrawnOver: true,
	read: (dialog) => read(dialog),
};

/** So many rows stand empty below a command that is seen to its end. */
const ROWS_BELOW = 2;

const read = ({rows, cols}: DialogRows): DialogAsk => {
	const body = rows.map((row) => row.replace(/^ *┃ ?/, ''));
	const heading = body[1]?.trim() ?? '';
	const choices = body.findLastIndex((row) => /Allow once +Allow always +Reject/.test(row));
	const command = body.findIndex((row) => /^ *\$ /.test(row));
	if (command > 0) {
		const lines = body.slice(command, Math.max(command, choices)).map((row) => row.replace(/^ *\$ /, ''));
		const ask = askOf({tool: 'bash', kind: 'shell'}, lines, cols, 10);
		// Its box may end before the command does.
		return lines.length > 1 + ROWS_BELOW ? unsure(ask) : ask;
	}
	const file = /^→ (Edit|Write|Read) (.*)$/.exec(heading);
	if (file) {
		const kind = file[1] === 'Read' ? 'read' : file[1] === 'Write' ? 'write' : 'edit';
		return askOf({tool: kind, kind}, [file[2] as string], cols, 20);
	}
	return {
		tool: heading || 'a tool',
		kind: 'other',
		command: null,
		path: null,
		words: joined(body.slice(1, Math.max(1, choices))),
	};
};
