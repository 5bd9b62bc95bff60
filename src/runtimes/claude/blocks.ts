// The blocks of claude's messages: what it says, the tools it calls, what came of them.
import type {AgentEvent} from '../../domain/agent-event.ts';
import {questionEvents, todoEvent} from '../asked.ts';
import {type Fields, fieldsIn, isFields, listIn, textIn} from '../fields.ts';
import {toolCall, toolOutput} from '../tools.ts';
import type {TaskList} from './tasks.ts';

/** What the blocks of an assistant message say; of an agent within the agent (`nested`) only the tools it calls. */
export const blockEvents = (message: Fields, nested: boolean, tasks: TaskList): AgentEvent[] =>
	listIn(message, 'content').flatMap((block): AgentEvent[] => {
		if (block.type === 'tool_use') return callEvents(block, tasks);
		if (nested) return [];
		const text = textIn(block, 'text');
		if (block.type === 'text' && text !== null) return [{type: 'text', text, part: false}];
		const thinking = textIn(block, 'thinking');
		return block.type === 'thinking' && thinking !== null ? [{type: 'thinking', text: thinking, part: false}] : [];
	});

const callEvents = (block: Fields, tasks: TaskList): AgentEvent[] => {
	const input = fieldsIn(block, 'input');
	const id = textIn(block, 'id') ?? '';
	const call = toolCall(id, textIn(block, 'name') ?? '', input);
	const events: AgentEvent[] = [{type: 'tool-call', ...call}];
	if (call.tool === 'TodoWrite') events.push(todoEvent(input, 'content'));
	events.push(...tasks.called(id, call.tool, input));
	if (call.kind === 'question') events.push(...questionEvents(id, input));
	return events;
};

/** What came of the tools that a message answers. */
export const resultEvents = (object: Fields, tasks: TaskList): AgentEvent[] => {
	const message = fieldsIn(object, 'message');
	const changes = changeEvents(object.tool_use_result);
	const results = listIn(message, 'content').flatMap((block): AgentEvent[] => {
		if (block.type !== 'tool_result') return [];
		const id = textIn(block, 'tool_use_id') ?? '';
		const text = contentText(block);
		const result: AgentEvent = {type: 'tool-result', id, ok: block.is_error !== true, output: toolOutput(text)};
		return [result, ...tasks.answered(id, text)];
	});
	return [...results, ...changes];
};

const contentText = (block: Fields): string =>
	textIn(block, 'content') ??
	listIn(block, 'content')
		.flatMap((part) => textIn(part, 'text') ?? [])
		.join('\n');

const changeEvents = (result: unknown): AgentEvent[] => {
	if (!isFields(result)) return [];
	const path = textIn(result, 'filePath');
	if (path === null || !Array.isArray(result.structuredPatch)) return [];
	const isNew = result.type === 'create' && (result.originalFile === null || result.originalFile === undefined);
	const hunks = listIn(result, 'structuredPatch').map(hunkText);
	return [
		{type: 'file-change', path, change: isNew ? 'add' : 'edit', diff: hunks.length === 0 ? null : hunks.join('\n')},
	];
};

const hunkText = (hunk: Fields): string => {
	const lines = Array.isArray(hunk.lines) ? hunk.lines.filter((line) => typeof line === 'string') : [];
	const place = `@@ -${Number(hunk.oldStart)},${Number(hunk.oldLines)} +${Number(hunk.newStart)},${Number(hunk.newLines)} @@`;
	return [place, ...lines].join('\n');
};
