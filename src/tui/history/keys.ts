// Keys of the history mode as data: the footer, the help and the mode itself read this table.
import type {Motion} from './motions.ts';
import type {HistoryAction} from './state.ts';

export type HistoryKey = {
	/** The names of its keys, the one that is shown first. */
	readonly keys: readonly string[];
	readonly label: string;
	readonly help: string;
	readonly action: HistoryAction;
	/** The footer shows the smallest numbers first; keys without one stand in the help only. */
	readonly footer?: number;
};

const move = (keys: readonly string[], motion: Motion, help: string): HistoryKey => ({
	keys,
	label: help,
	help,
	action: {do: 'move', motion},
});

const scroll = (keys: readonly string[], by: number, unit: 'row' | 'half' | 'page', help: string): HistoryKey => ({
	keys,
	label: help,
	help,
	action: {do: 'scroll', by, unit},
});

const act = (
	keys: readonly string[],
	action: HistoryAction,
	label: string,
	help: string,
	footer?: number,
): HistoryKey => ({
	keys,
	label,
	help,
	action,
	...(footer === undefined ? {} : {footer}),
});

export const HISTORY_KEYS: readonly HistoryKey[] = [
	move(['j', 'down'], 'down', 'line down'),
	move(['k', 'up'], 'up', 'line up'),
	move(['h', 'left', 'backspace'], 'left', 'character left'),
	move(['l', 'right'], 'right', 'character right'),
	move(['w'], 'word', 'next word'),
	move(['b'], 'word-before', 'word before'),
	move(['e'], 'word-end', 'end of the word'),
	move(['0'], 'line-start', 'start of the line'),
	move(['^', 'home'], 'line-text', 'first character of the line'),
	move(['$', 'end'], 'line-end', 'end of the line'),
	move(['H'], 'view-top', 'first line in sight'),
	move(['M'], 'view-middle', 'line in the middle'),
	move(['L'], 'view-bottom', 'last line in sight'),
	move(['g', 'ctrl+home'], 'first', 'oldest line'),
	move(['G', 'ctrl+end'], 'last', 'newest line'),
	scroll(['ctrl+y', 'shift+up'], -1, 'row', 'scroll a line up'),
	scroll(['ctrl+e', 'shift+down'], 1, 'row', 'scroll a line down'),
	scroll(['ctrl+u'], -1, 'half', 'half a page up'),
	scroll(['ctrl+d'], 1, 'half', 'half a page down'),
	scroll(['pgup', 'ctrl+b', 'shift+pgup'], -1, 'page', 'page up'),
	scroll(['pgdn', 'ctrl+f', 'shift+pgdn'], 1, 'page', 'page down; the bottom leaves'),
	act(['/'], {do: 'search', backward: false}, 'search', 'search below, by a regular expression', 2),
	act(['?'], {do: 'search', backward: true}, 'search up', 'search above', 3),
	act(['n'], {do: 'next', against: false}, 'next', 'next hit', 6),
	act(['N'], {do: 'next', against: true}, 'before', 'hit before', 7),
	act(['v', 'ctrl+space', ' '], {do: 'select', kind: 'character'}, 'select', 'select characters', 1),
	act(['V'], {do: 'select', kind: 'line'}, 'lines', 'select lines', 5),
	act(['ctrl+v'], {do: 'select', kind: 'block'}, 'block', 'select a block'),
	act(['o'], {do: 'other-end'}, 'other end', 'go to the other end of the selection'),
	act(['y'], {do: 'copy', leave: false}, 'copy', 'copy the selection', 4),
	act(['enter'], {do: 'copy', leave: true}, 'copy', 'copy the selection and leave'),
	act(['{', 'ctrl+up'], {do: 'prompt-mark', by: -1}, 'prompt up', 'prompt above (OSC 133)'),
	act(['}', 'ctrl+down'], {do: 'prompt-mark', by: 1}, 'prompt down', 'prompt below'),
	act(['O'], {do: 'select-output'}, 'output', 'select the output of the last command'),
	act(['r'], {do: 'refresh'}, 'refresh', 'take in what was printed since'),
	act(['t'], {do: 'open-transcript', how: 'pager'}, 'transcript', 'the whole transcript in $PAGER', 8),
	act(['T'], {do: 'open-transcript', how: 'editor'}, 'edit', 'the whole transcript in $EDITOR'),
	act(['esc'], {do: 'escape'}, 'back', 'give up the selection, the hits, the mode', 0),
	act(['q', 'ctrl+c', 'i'], {do: 'leave'}, 'leave', 'leave at once'),
];

/** What a key asks for; undefined where it has no meaning here. */
export const historyAction = (name: string): HistoryAction | undefined =>
	HISTORY_KEYS.find(({keys}) => keys.includes(name))?.action;

const LONGEST_PATTERN = 200;

/** What a key asks for while a pattern is typed. */
export const promptAction = (text: string, name: string): HistoryAction | undefined => {
	switch (name) {
		case 'enter':
			return {do: 'prompt-done'};
		case 'esc':
		case 'ctrl+c':
			return {do: 'prompt-cancelled'};
		case 'backspace':
			return text === '' ? {do: 'prompt-cancelled'} : typed([...text].slice(0, -1).join(''));
		case 'ctrl+u':
			return typed('');
		case 'ctrl+w':
			return typed(text.replace(/\s*\S+\s*$/u, ''));
		default:
			return [...name].length === 1 ? typed(text + name) : undefined;
	}
};

/** A pattern of bounded length. */
export const typed = (text: string): HistoryAction => ({do: 'prompt-text', text: text.slice(0, LONGEST_PATTERN)});
