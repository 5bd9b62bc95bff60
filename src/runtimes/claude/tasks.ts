// claude's list of what is to do, as its task tools keep it: a task is made by one call, named by its result, and changed
// by others. Measured with the words of 2.1.329.
import type {AgentEvent, TodoItem} from '../../domain/agent-event.ts';
import {type Fields, textIn} from '../fields.ts';

/** A list is a page; what is longer is no list any more. */
const MOST = 500;

/** Follows the calls and what came of them; each change gives the whole list. */
export const createTaskList = () => {
	const asked = new Map<string, string>();
	const tasks = new Map<string, TodoItem>();
	const told = (): AgentEvent[] => [{type: 'todo-list', items: [...tasks.values()]}];
	return {
		called: (callId: string, tool: string, input: Fields): AgentEvent[] => {
			const subject = textIn(input, 'subject');
			if (tool === 'TaskCreate' && subject !== null && tasks.size < MOST) asked.set(callId, subject);
			const id = textIn(input, 'taskId');
			const before = id === null ? undefined : tasks.get(id);
			if (tool !== 'TaskUpdate' || id === null || before === undefined) return [];
			if (input.status === 'deleted') tasks.delete(id);
			else tasks.set(id, {text: subject ?? before.text, state: stateOf(input.status) ?? before.state});
			return told();
		},
		answered: (callId: string, text: string): AgentEvent[] => {
			const subject = asked.get(callId);
			asked.delete(callId);
			const id = /^Task #(\S+) created/.exec(text)?.[1];
			if (subject === undefined || id === undefined) return [];
			tasks.set(id, {text: subject, state: 'open'});
			return told();
		},
	};
};

export type TaskList = ReturnType<typeof createTaskList>;

const STATES: Readonly<Record<string, TodoItem['state']>> = {pending: 'open', in_progress: 'active', completed: 'done'};

const stateOf = (status: unknown): TodoItem['state'] | undefined =>
	typeof status === 'string' && Object.hasOwn(STATES, status) ? STATES[status] : undefined;
