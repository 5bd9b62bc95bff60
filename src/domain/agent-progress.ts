// How far an agent is, folded from what its stream tells (SPEC AH-12).
import type {AgentEvent, TodoItem, ToolCall} from './agent-event.ts';
import {unreachable} from './unreachable.ts';
import {sumUsage, type Usage} from './usage.ts';

export type AgentPhase = 'starting' | 'thinking' | 'talking' | 'tool' | 'waiting' | 'retrying' | 'ended';

export type AgentProgress = {
	readonly sessionId: string | null;
	readonly phase: AgentPhase;
	readonly todo: readonly TodoItem[];
	/** One for each model. */
	readonly usage: readonly Usage[];
	/** The tool called last, for the message of a watchdog. */
	readonly lastTool: ToolCall | null;
	/** What it asked leave for last. */
	readonly lastWish: ToolCall | null;
	/** What it said last, whole. */
	readonly said: string | null;
	readonly toolCalls: number;
	readonly filesChanged: readonly string[];
	readonly denied: number;
	readonly unreadLines: number;
	readonly lastUnread: string | null;
	readonly lastError: Extract<AgentEvent, {type: 'error'}> | null;
	readonly end: Extract<AgentEvent, {type: 'end'}> | null;
};

export const NO_PROGRESS: AgentProgress = {
	sessionId: null,
	phase: 'starting',
	todo: [],
	usage: [],
	lastTool: null,
	lastWish: null,
	said: null,
	toolCalls: 0,
	filesChanged: [],
	denied: 0,
	unreadLines: 0,
	lastUnread: null,
	lastError: null,
	end: null,
};

/** Longest text that is kept as what was said last; answers are pages, not books. */
const LONGEST_SAID = 1024 * 1024;
const MOST_FILES = 1000;

/** The progress after one more event. */
export const afterAgentEvent = (before: AgentProgress, event: AgentEvent): AgentProgress => {
	switch (event.type) {
		case 'session-id':
			return {...before, sessionId: event.id};
		case 'text': {
			const said = (event.part ? `${before.said ?? ''}${event.text}` : event.text).slice(-LONGEST_SAID);
			return {...before, phase: 'talking', said};
		}
		case 'thinking':
			return {...before, phase: 'thinking'};
		case 'tool-call': {
			const {id, tool, kind, subject} = event;
			return {...before, phase: 'tool', lastTool: {id, tool, kind, subject}, toolCalls: before.toolCalls + 1};
		}
		case 'tool-result':
			return {...before, phase: 'thinking'};
		case 'file-change': {
			if (before.filesChanged.includes(event.path) || before.filesChanged.length >= MOST_FILES) return before;
			return {...before, filesChanged: [...before.filesChanged, event.path]};
		}
		case 'todo-list':
			return {...before, todo: event.items};
		case 'question':
			return {...before, phase: 'waiting'};
		case 'permission-request':
			if (event.decision === 'denied') return {...before, denied: before.denied + 1};
			return {...before, phase: 'waiting', lastWish: wishIn(event)};
		case 'usage':
			return {...before, usage: withUsage(before.usage, event.usage)};
		case 'error':
			return {...before, phase: event.fatal ? before.phase : 'retrying', lastError: event};
		case 'unread-line':
			return {...before, unreadLines: before.unreadLines + 1, lastUnread: event.text};
		case 'end':
			return {...before, phase: 'ended', end: event};
		default:
			return unreachable(event);
	}
};

const wishIn = ({id, tool, kind, subject}: ToolCall): ToolCall => ({id, tool, kind, subject});

/** Adds up by model. */
const withUsage = (usages: readonly Usage[], one: Usage): readonly Usage[] => {
	const same = usages.find(({model}) => model === one.model);
	if (same === undefined) return [...usages, one];
	return usages.map((usage) => (usage === same ? {model: one.model, ...sumUsage([same, one])} : usage));
};

/** How many items of the list are done. */
export const todoCount = (todo: readonly TodoItem[]): {readonly done: number; readonly total: number} => ({
	done: todo.filter(({state}) => state === 'done').length,
	total: todo.length,
});
