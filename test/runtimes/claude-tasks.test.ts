import {expect, test} from 'vitest';
import {createClaudeReader} from '../../src/runtimes/claude/stream.ts';
import {progressOf} from './recordings.ts';

const line = (value: object): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);
const calls = (id: string, name: string, input: object) =>
	line({type: 'assistant', message: {id: `m-${id}`, content: [{type: 'tool_use', id, name, input}]}});
const answers = (id: string, content: string) =>
	line({type: 'user', message: {content: [{type: 'tool_result', tool_use_id: id, content}]}});

test("claude's tasks are its list: made, begun, done, taken out", () => {
	const reader = createClaudeReader();
	const stream = [
		calls('a', 'TaskCreate', {subject: 'Dig', description: 'a hole'}),
		calls('b', 'TaskCreate', {subject: 'Fill'}),
		answers('a', 'Task #1 created successfully: Dig'),
		answers('b', 'Task #2 created successfully: Fill'),
		calls('c', 'TaskCreate', {subject: 'Never'}),
		answers('c', 'It could not be made'),
		calls('d', 'TaskUpdate', {taskId: '1', status: 'completed'}),
		calls('e', 'TaskUpdate', {taskId: '2', status: 'in_progress', subject: 'Fill it'}),
		calls('f', 'TaskUpdate', {taskId: '9', status: 'completed'}),
	];
	expect(progressOf(stream.flatMap((bytes) => reader.push(bytes))).todo).toEqual([
		{text: 'Dig', state: 'done'},
		{text: 'Fill it', state: 'active'},
	]);
	expect(progressOf(reader.push(calls('g', 'TaskUpdate', {taskId: '1', status: 'deleted'}))).todo).toHaveLength(1);
});
