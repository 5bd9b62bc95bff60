import {type AskReader, askOf, type DialogAsk, type DialogRows, joined} from '../dialog.ts';

const FIELD = (name: string): RegExp => new RegExp(`^ *${name}: (.*)$`);

/** Of codex 0.169: a command after `$ `, or the places that edits go to. */
export const CODEX_ASKS: AskReader = {
	top: /^ *Would you like to .*\?/,
	canBeDrawnOver: true,
	read: (dialog) => read(dialog),
};

const read = ({rows, cols}: DialogRows): DialogAsk => {
	const choices = rows.findLastIndex((row) => /^ *›? *1\. Yes, proceed \(y\)/.test(row));
	const body = rows.slice(1, Math.max(1, choices));
	const command = body.findIndex((row) => /^ *\$ /.test(row));
	if (command >= 0) {
		const lines = body.slice(command).map((row, at) => (at === 0 ? row.replace(/^( *)\$ /, '$1  ') : row));
		return askOf({tool: 'shell', kind: 'shell'}, lines, cols);
	}
	if (/make the following edits/.test(rows[0] ?? '')) {
		const places = body.flatMap((row) => FIELD('Destination').exec(row)?.[1] ?? []);
		return askOf({tool: 'apply_patch', kind: 'edit'}, places, cols, 20);
	}
	return {
		tool: 'a tool',
		kind: 'other',
		command: null,
		path: null,
		words: joined(rows.slice(0, Math.max(1, choices))),
	};
};
