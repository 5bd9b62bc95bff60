import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createLog} from '../../src/agent/log.ts';
import type {AgentEvent} from '../../src/domain/agent-event.ts';

const hostile = fc.string({
	unit: fc.constantFrom('\u001b', '\u009b', ']', '[', '0', ';', 'm', '\u0007', '\n', '\r', 'a', '\u202e'),
});

test('no escape of an agent gets into its log: only our own colours do', () => {
	const event = fc.oneof(
		hostile.map((text): AgentEvent => ({type: 'text', text, part: true})),
		hostile.map((text): AgentEvent => ({type: 'thinking', text, part: true})),
		hostile.map((text): AgentEvent => ({type: 'tool-call', id: text, tool: text, kind: 'shell', subject: text})),
		hostile.map((output): AgentEvent => ({type: 'tool-result', id: '1', ok: output.length % 2 === 0, output})),
		hostile.map((text): AgentEvent => ({type: 'file-change', path: text, change: 'edit', diff: text})),
		hostile.map((text): AgentEvent => ({type: 'todo-list', items: [{text, state: 'active'}]})),
		hostile.map((message): AgentEvent => ({type: 'error', kind: 'agent', message, fatal: true})),
		hostile.map((text): AgentEvent => ({type: 'unread-line', text})),
	);
	fc.assert(
		fc.property(fc.array(event, {maxLength: 5}), (events) => {
			const log = createLog();
			const text = events.map(log.show).join('');
			expect(text.replace(/\u001b\[[0-9;]*m/g, '')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
		}),
	);
});

test('words that come in pieces are one line, and what follows begins on its own', () => {
	const log = createLog();
	const shown = [
		{type: 'text', text: 'one ', part: true},
		{type: 'text', text: 'line', part: true},
		{type: 'unread-line', text: 'x'},
	] satisfies AgentEvent[];
	expect(shown.map(log.show).join('')).toBe('one line\n\u001b[2m| x\u001b[0m\n');
});
