import type {ToolKind} from '../../domain/agent-event.ts';
import {type AskReader, askOf} from '../dialog.ts';
import {toolKind} from '../tools.ts';

const KINDS: Readonly<Record<string, ToolKind>> = {Shell: 'shell', WriteFile: 'write', Edit: 'edit', ReadFile: 'read'};

const INNER = /^│ │ (.*?) *│ │$/;

/** Of gemini 0.61: a box; its first row names the tool, an inner box has the command. */
export const GEMINI_ASKS: AskReader = {
	top: /^╭─/,
	read: ({rows, cols}) => {
		const [, tool = 'a tool', about = ''] = /^│ \? (\S+) +(.*?) *│?$/.exec(rows[1] ?? '') ?? [];
		const kind = Object.hasOwn(KINDS, tool) ? (KINDS[tool] as ToolKind) : toolKind(tool);
		if (kind === 'shell') {
			const first = rows.findIndex((row) => /^│ ╭─+╮ │$/.test(row));
			const last = rows.findLastIndex((row) => /^│ ╰─+╯ │$/.test(row));
			// A row that is not drawn as the others counts as well: no part of a command is passed over.
			const inner = rows.slice(first + 1, Math.max(first + 1, last)).map((row) => INNER.exec(row)?.[1] ?? row);
			return askOf({tool, kind}, first < 0 ? [] : inner, cols, 8);
		}
		const file = /^(?:Writing to|Editing) (.*)$/.exec(about)?.[1];
		return {...askOf({tool, kind}, [file ?? ''], cols, 20), words: about};
	},
};
