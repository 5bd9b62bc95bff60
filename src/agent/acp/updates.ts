// What an ACP agent tells while it works, in the one vocabulary of agent events. It tells a call in pieces: what is known
// of each is kept until it is over.
import type {
	ContentBlock,
	PromptResponse,
	SessionUpdate,
	ToolCallContent,
	ToolCallUpdate,
} from '@agentclientprotocol/sdk/unstable';
import type {AgentEvent} from '../../domain/agent-event.ts';
import {shorten} from '../../domain/text.ts';
import {unifiedDiff} from './diff.ts';
import {subjectOf, toolCallOf} from './tool.ts';
import {usageEvent, usedIn} from './usage.ts';

const LONGEST_OUTPUT = 20_000;
const MOST_CALLS = 1000;

/** Reads the updates of one session. */
export const createUpdateReader = (model: string | null) => {
	const calls = new Map<string, {call: ToolCallUpdate; told: boolean}>();
	/** All that was told, and how much of it stands in no event yet. */
	let cost = 0;
	let untold = 0;

	const take = (update: ToolCallUpdate): AgentEvent[] => {
		const before = calls.get(update.toolCallId);
		const call = merged(before?.call, update);
		const over = call.status === 'completed' || call.status === 'failed';
		// Some announce a call before they know what it is about; what it is about comes with the next update.
		const known = over || call.status === 'in_progress' || subjectOf(call) !== null;
		const events: AgentEvent[] = known && !before?.told ? [{type: 'tool-call', ...toolCallOf(call)}] : [];
		// An agent that never ends its calls is not remembered for ever.
		if (over || calls.size >= MOST_CALLS) calls.delete(call.toolCallId);
		if (!over) calls.set(call.toolCallId, {call, told: known});
		return over ? [...events, ...resultOf(call)] : events;
	};

	return {
		/** The call as far as it is known; a permission request may say less than the updates before it. */
		call: (update: ToolCallUpdate): ToolCallUpdate => merged(calls.get(update.toolCallId)?.call, update),
		push: (update: SessionUpdate): AgentEvent[] => {
			switch (update.sessionUpdate) {
				case 'agent_message_chunk':
					return spoken('text', update.content);
				case 'agent_thought_chunk':
					return spoken('thinking', update.content);
				case 'tool_call':
				case 'tool_call_update':
					return take(update);
				case 'plan':
					return [{type: 'todo-list', items: update.entries.slice(0, 500).map(todoOf)}];
				case 'usage_update': {
					const spent = update.cost?.currency === 'USD' ? Math.max(0, update.cost.amount - cost) : 0;
					cost += spent;
					untold += spent;
					return [];
				}
				default:
					return [];
			}
		},
		/** What a turn used, once it is over; without its answer, as far as it was told. */
		turn: (response?: PromptResponse): AgentEvent[] => {
			const costUsd = untold > 0 ? untold : null;
			untold = 0;
			const [first, ...rest] = response === undefined ? [] : usedIn(response, model);
			if (first) return [{...first, costUsd}, ...rest].map((used) => usageEvent(used, true));
			return costUsd === null ? [] : [usageEvent({model, costUsd}, response !== undefined)];
		},
	};
};

/** A later update says only what changed. */
const merged = (before: ToolCallUpdate | undefined, update: ToolCallUpdate): ToolCallUpdate => ({
	...before,
	...(Object.fromEntries(
		Object.entries(update).filter(([, value]) => value !== undefined && value !== null),
	) as ToolCallUpdate),
});

const spoken = (type: 'text' | 'thinking', content: ContentBlock): AgentEvent[] =>
	content.type === 'text' && content.text !== '' ? [{type, text: content.text, part: true}] : [];

const todoOf = ({content, status}: {content: string; status: string}) => ({
	text: shorten(content, 500),
	state:
		status === 'completed' ? ('done' as const) : status === 'in_progress' ? ('active' as const) : ('open' as const),
});

const resultOf = (call: ToolCallUpdate): AgentEvent[] => {
	const content = call.content ?? [];
	const changes = content.flatMap((part) => (part.type === 'diff' ? [changeOf(part)] : []));
	const output = shorten(content.map(outputOf).filter(Boolean).join('\n'), LONGEST_OUTPUT);
	const ok = call.status === 'completed';
	return [...(ok ? changes : []), {type: 'tool-result', id: call.toolCallId, ok, output}];
};

const outputOf = (part: ToolCallContent): string =>
	part.type === 'content' && part.content.type === 'text' ? part.content.text : '';

const changeOf = ({path, oldText, newText}: Extract<ToolCallContent, {type: 'diff'}>): AgentEvent => ({
	type: 'file-change',
	path: shorten(path, 4000),
	change: oldText === null || oldText === undefined ? 'add' : 'edit',
	diff: unifiedDiff(oldText ?? '', newText),
});
