// The keys of every action as they come; settings may give others. The first one is shown.
import {DEFAULT_HISTORY_KEYS} from '../history/default-history-keys.ts';
import {DEFAULT_PANE_KEYS} from '../panes/default-pane-keys.ts';
import {DEFAULT_PEOPLE_KEYS} from '../people/default-people-keys.ts';

/** Actions whose name begins with one of these have keys of their own: the same key may mean something else there. */
const CONTEXTS = ['pane', 'history', 'run'] as const;
export type KeyContext = 'lists' | (typeof CONTEXTS)[number];

export const DEFAULT_KEYS = {
	'move.down': ['j', 'down'],
	'move.up': ['k', 'up'],
	'move.page-down': ['pgdn', 'ctrl+d'],
	'move.page-up': ['pgup', 'ctrl+u'],
	'move.first': ['g', 'home'],
	'move.last': ['G', 'end'],
	'panel.next': ['tab', 'l', 'right'],
	'panel.previous': ['shift+tab', 'h', 'left'],
	open: ['enter'],
	back: ['esc'],
	'task.start': ['s'],
	'task.start-with': ['S'],
	'task.resume': ['r'],
	'task.done': ['d'],
	details: ['i'],
	'mission.forget': ['D', 'delete'],
	filter: ['/'],
	'session.attach': ['a'],
	'session.take-over': ['A'],
	'session.stop': ['x'],
	'session.next-waiting': ['n'],
	panes: ['p'],
	'session.history': ['['],
	'session.transcript': ['t'],
	'session.edit-transcript': ['T'],
	...DEFAULT_PANE_KEYS,
	...DEFAULT_HISTORY_KEYS,
	...DEFAULT_PEOPLE_KEYS,
	'task.run': ['o'],
	runs: ['R'],
	inbox: ['w'],
	'engine.start': ['E'],
	messages: ['m'],
	palette: [':', 'ctrl+p'],
	help: ['?', 'f1'],
	quit: ['q', 'ctrl+c'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ActionId = keyof typeof DEFAULT_KEYS;

/** Actions that can be asked for while lists, panes or runs are seen. */
const EVERYWHERE: readonly string[] = [
	'inbox',
	'engine.start',
	'messages',
	'palette',
	'help',
	'quit',
] satisfies ActionId[];

/** Where an action's keys are listened to. */
export const contextsOf = (id: string): readonly KeyContext[] =>
	EVERYWHERE.includes(id)
		? ['lists', 'pane', 'run']
		: [CONTEXTS.find((context) => id.startsWith(`${context}.`)) ?? 'lists'];
