import {describe, expect, test} from 'vitest';
import type {AgentEvent} from '../../src/domain/agent-event.ts';
import {outcomeOf} from '../../src/runtimes/outcome.ts';
import {priced} from '../../src/runtimes/prices.ts';
import {since} from '../../src/runtimes/usage.ts';
import {eventsOf, progressOf} from './recordings.ts';

const done: AgentEvent = {type: 'end', how: 'done', message: 'well'};
const outcome = (exitCode: number | null, signal: string | null, events: AgentEvent[], reports = true) =>
	outcomeOf({exitCode, signal}, progressOf(events), reports);

describe('the outcome', () => {
	test('is done only where the program says so and exits with 0', () => {
		expect(outcome(0, null, [done])).toEqual({kind: 'done', message: 'well'});
		expect(outcome(1, null, [done])).toMatchObject({kind: 'failed', failure: {code: 'exit-code'}});
		expect(outcome(null, 'SIGKILL', [done]).kind).toBe('interrupted');
		expect(outcome(0, null, []).kind).toBe('interrupted');
	});

	test('of a program that never says so is its exit code', () => {
		expect(outcome(0, null, [{type: 'text', text: 'bye', part: false}], false)).toEqual({kind: 'done', message: 'bye'});
		expect(outcome(2, null, [], false)).toMatchObject({kind: 'failed', failure: {cause: 'agent'}});
	});

	test('names the program’s own last warning where it has nothing better', () => {
		const events = eventsOf('claude', [Buffer.from('error: unknown option --effort\n')]);
		const found = outcome(1, null, events);
		expect(found.kind === 'failed' && found.failure.message).toBe('it exited with 1: error: unknown option --effort');
	});

	test.each([129, 130, 143])('of a program that ended itself after a signal (%d) is an interruption', (code) => {
		expect(outcome(code, null, []).kind).toBe('interrupted');
	});
});

describe('lines that are not of the stream', () => {
	test('are counted and shown, and what follows them is read', () => {
		const text =
			'Warning: no colours\r\n{"type":"turn.started"}\r\n{"half":\n\u001b[31mred\u001b[0m\n[1]\n{"type":"error","message":"x"}';
		const progress = progressOf(eventsOf('codex', [Buffer.from(text)]));
		expect(progress).toMatchObject({unreadLines: 4, lastUnread: '[1]', lastError: {message: 'x'}});
	});

	test('without end are given up, and what follows is read', () => {
		const long = Buffer.alloc(1024 * 1024, 'x');
		const chunks = [...Array<Buffer>(20).fill(long), Buffer.from('\n{"type":"thread.started","thread_id":"t"}\n')];
		const progress = progressOf(eventsOf('codex', chunks));
		expect(progress).toMatchObject({unreadLines: 1, sessionId: 't'});
		expect(progress.lastUnread?.length).toBeLessThanOrEqual(500);
	});

	test('split at \\n alone: other line separators stand within texts', () => {
		const line = JSON.stringify({type: 'item.completed', item: {type: 'agent_message', text: 'a\u2028b\u0085c'}});
		expect(progressOf(eventsOf('codex', [Buffer.from(line)])).said).toBe('a\u2028b\u0085c');
	});
});

describe('usage', () => {
	const usage = {
		model: 'gpt-5.1',
		inputTokens: 1_000_000,
		outputTokens: 100_000,
		cacheReadTokens: 0,
		cacheWriteTokens: 0,
		costUsd: null,
	};

	test('costs what the list says where the program tells no cost, and the settings come before the list', () => {
		expect(priced(usage).costUsd).toBeCloseTo(1.25 + 1);
		expect(priced({...usage, model: 'openai/gpt-5.1-20260101'}).costUsd).toBeCloseTo(2.25);
		const own = {'gpt-5.1': {input: 2, output: 0, cacheRead: 0, cacheWrite: 0}};
		expect(priced(usage, own).costUsd).toBeCloseTo(2);
		expect(priced({...usage, costUsd: 7}).costUsd).toBe(7);
		expect(priced({...usage, model: 'nobody-knows'}).costUsd).toBeNull();
	});

	test('of a counter that began anew is taken as it stands', () => {
		expect(since({...usage, inputTokens: 5, outputTokens: 5}, usage)).toMatchObject({inputTokens: 5, outputTokens: 5});
	});
});
