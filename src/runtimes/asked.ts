// What several runtimes put alike into the arguments of their tools: questions for a person, and lists of what is to do.
import type {AgentEvent, TodoItem} from '../domain/agent-event.ts';
import {type Fields, listIn, textIn} from './fields.ts';

/** The questions of a tool that asks a person. */
export const questionEvents = (id: string, input: Fields): AgentEvent[] =>
	listIn(input, 'questions').map((asked) => ({
		type: 'question',
		id,
		question: textIn(asked, 'question') ?? '',
		options: listIn(asked, 'options').flatMap((option) => textIn(option, 'label') ?? []),
	}));

/** The list of a tool that plans; its items have their words in the field `words`. */
export const todoEvent = (input: Fields, words: 'content' | 'description'): AgentEvent => ({
	type: 'todo-list',
	items: listIn(input, 'todos').map((todo) => ({text: textIn(todo, words) ?? '', state: stateOf(todo.status)})),
});

const stateOf = (status: unknown): TodoItem['state'] => {
	if (status === 'completed') return 'done';
	return status === 'in_progress' ? 'active' : 'open';
};
