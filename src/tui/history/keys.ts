// What the keys of the history mode ask for, as data: footer, help, palette and the mode itself read this table.
import {DEFAULT_HISTORY_KEYS, type HistoryActionId} from './default-history-keys.ts';
import type {Motion} from './motions.ts';
import type {HistoryAction} from './state.ts';

export type HistoryKey = {
	readonly id: HistoryActionId;
	readonly label: string;
	readonly help: string;
	readonly action: HistoryAction;
	/** The footer shows the smallest numbers first; keys without one stand in the help only. */
	readonly footer?: number;
};

const move = (motion: Motion, help: string): HistoryKey => ({
	id: `history.${motion}`,
	label: help,
	help,
	action: {do: 'move', motion},
});

type Scroll = `${'scroll' | 'half' | 'page'}-${'up' | 'down'}`;

const scroll = (id: Scroll, by: 1 | -1, unit: 'row' | 'half' | 'page', help: string): HistoryKey => ({
	id: `history.${id}`,
	label: help,
	help,
	action: {do: 'scroll', by, unit},
});

const act = (id: HistoryActionId, action: HistoryAction, label: string, help: string, footer?: number): HistoryKey => ({
	id,
	label,
	help,
	action,
	...(footer === undefined ? {} : {footer}),
});

/** In the order of the help. */
export const HISTORY_KEYS: readonly HistoryKey[] = [
	act('history.back', {do: 'escape'}, 'back', 'give up the selection, then the hits, then leave', 0),
	act('history.select', {do: 'select', kind: 'character'}, 'select', 'select characters', 1),
	act('history.select-lines', {do: 'select', kind: 'line'}, 'lines', 'select lines', 4),
	act('history.select-block', {do: 'select', kind: 'block'}, 'block', 'select a block'),
	act('history.copy', {do: 'copy', leave: false}, 'copy', 'copy the selection', 2),
	act('history.copy-leave', {do: 'copy', leave: true}, 'copy, leave', 'copy the selection and leave'),
	act('history.other-end', {do: 'other-end'}, 'other end', 'go to the other end of the selection'),
	act('history.search', {do: 'search', backward: false}, 'search', 'search downward, by a regular expression', 3),
	act('history.search-up', {do: 'search', backward: true}, 'upward', 'search upward', 6),
	act('history.next', {do: 'next', against: false}, 'next', 'next hit', 5),
	act('history.next-against', {do: 'next', against: true}, 'hit before', 'next hit in the other direction'),
	act(
		'history.prompt-up',
		{do: 'prompt-mark', by: -1},
		'prompt up',
		'prompt above, where the shell marks it (OSC 133)',
	),
	act('history.prompt-down', {do: 'prompt-mark', by: 1}, 'prompt down', 'prompt below'),
	act('history.output', {do: 'select-output'}, 'output', 'select what the command here printed, else the last one'),
	act('history.refresh', {do: 'refresh'}, 'refresh', 'take in what was printed since'),
	act('history.transcript', {do: 'open-transcript', how: 'pager'}, 'transcript', 'all that was printed, in $PAGER', 7),
	act('history.edit', {do: 'open-transcript', how: 'editor'}, 'edit', 'all that was printed, in $EDITOR'),
	scroll('page-up', -1, 'page', 'page up'),
	scroll('page-down', 1, 'page', 'page down; the bottom leaves'),
	scroll('half-up', -1, 'half', 'half a page up'),
	scroll('half-down', 1, 'half', 'half a page down'),
	scroll('scroll-up', -1, 'row', 'scroll a line up'),
	scroll('scroll-down', 1, 'row', 'scroll a line down'),
	move('first', 'oldest line'),
	move('last', 'newest line'),
	move('down', 'line down'),
	move('up', 'line up'),
	move('left', 'character left'),
	move('right', 'character right'),
	move('word', 'next word'),
	move('word-before', 'word before'),
	move('word-end', 'end of the word'),
	move('line-start', 'start of the line'),
	move('line-text', 'first character of the line'),
	move('line-end', 'end of the line'),
	move('view-top', 'first line in sight'),
	move('view-middle', 'line in the middle'),
	move('view-bottom', 'last line in sight'),
	act('history.leave', {do: 'leave'}, 'leave', 'leave at once'),
];

/** What a key asks for by the keys that come with mosaic; undefined where it has no meaning here. */
export const historyAction = (name: string): HistoryAction | undefined =>
	HISTORY_KEYS.find(({id}) => (DEFAULT_HISTORY_KEYS[id] as readonly string[]).includes(name))?.action;

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
