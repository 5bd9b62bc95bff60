import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {AgentEvent} from '../../src/domain/agent-event.ts';
import {sumUsage} from '../../src/domain/usage.ts';
import {outcomeOf} from '../../src/runtimes/outcome.ts';
import {allRecordings, eventsOf, progressOf, type Recording, RUNTIMES, recording} from './recordings.ts';

const eventsIn = (runtime: (typeof RUNTIMES)[number], take: string): AgentEvent[] =>
	eventsOf(runtime, [recording(runtime, take).bytes]);
const outcomeIn = (runtime: (typeof RUNTIMES)[number], take: string) =>
	outcomeOf(recording(runtime, take).exit, progressOf(eventsIn(runtime, take)), true);
const ofType = <T extends AgentEvent['type']>(events: readonly AgentEvent[], type: T) =>
	events.filter((event): event is Extract<AgentEvent, {type: T}> => event.type === type);

describe.each(RUNTIMES)('the stream of %s', (runtime) => {
	test('tells the session, what is said, the tools, the files and the end', () => {
		const events = eventsIn(runtime, 'work');
		expect(ofType(events, 'session-id')[0]?.id).toMatch(/\S/);
		const progress = progressOf(events);
		expect(progress).toMatchObject({phase: 'ended', unreadLines: 0});
		expect(progress.end).toEqual({type: 'end', how: 'done', message: 'all done'});
		expect(progress.filesChanged.map((file) => file.split('/').at(-1))).toEqual(['a.txt']);
		const calls = ofType(events, 'tool-call');
		expect(calls.some(({kind}) => kind === 'write' || kind === 'edit')).toBe(true);
		expect(calls.find(({kind}) => kind === 'shell')?.subject ?? '').toContain('cat a.txt');
		expect(new Set(ofType(events, 'tool-result').map(({id}) => id))).toEqual(new Set(calls.map(({id}) => id)));
		expect(ofType(events, 'tool-result').some(({output}) => output.includes('two'))).toBe(true);
	});

	test('counts what the service counted', () => {
		for (const take of ['work', 'retry', 'denied']) {
			const {ledger} = recording(runtime, take);
			const usages = ofType(eventsIn(runtime, take), 'usage');
			expect(usages.every(({exact}) => exact)).toBe(true);
			const {inputTokens, cacheReadTokens, outputTokens} = sumUsage(usages.map(({usage}) => usage));
			expect({inputTokens, cacheReadTokens, outputTokens}, take).toEqual(countedIn(ledger, runtime));
		}
	});

	test('of a resumed session counts this run alone, under the same id', () => {
		const first = eventsIn(runtime, 'first');
		const before = ofType(first, 'usage').map(({usage}) => usage);
		const events = eventsOf(runtime, [recording(runtime, 'resumed').bytes], before);
		expect(ofType(events, 'session-id')[0]?.id).toBe(ofType(first, 'session-id')[0]?.id);
		const {inputTokens, outputTokens} = sumUsage(ofType(events, 'usage').map(({usage}) => usage));
		expect({inputTokens, outputTokens}).toMatchObject(countedIn(recording(runtime, 'resumed').ledger, runtime, false));
		expect(progressOf(events).end?.message).toBe('two');
	});

	test('with an error of the service is a failure of it, whatever the exit code says', () => {
		expect(outcomeIn(runtime, 'api-error')).toMatchObject({
			kind: 'failed',
			// codex and gemini pass on the words of the service, which named no status here.
			failure: {cause: 'api', class: ['codex', 'gemini'].includes(runtime) ? 'retryable' : 'human-required'},
		});
		const signedOut = outcomeIn(runtime, 'signed-out');
		expect(signedOut).toMatchObject({kind: 'failed', failure: {cause: 'api', code: 'not-signed-in'}});
	});

	test('with an error that it got over is done', () => {
		expect(outcomeIn(runtime, 'retry')).toEqual({kind: 'done', message: 'after a retry'});
	});

	test('that was interrupted in the middle of a tool is neither done nor failed', () => {
		expect(outcomeIn(runtime, 'interrupt').kind).toBe('interrupted');
	});
});

describe('a refusal', () => {
	test('of claude is told with the tool and the file, and the run goes on', () => {
		const [request] = ofType(eventsIn('claude', 'denied'), 'permission-request');
		expect(request).toMatchObject({decision: 'denied', tool: 'Write'});
		expect(outcomeIn('claude', 'denied')).toEqual({kind: 'done', message: 'I may not.'});
	});

	test('of opencode ends its run, with exit code 0', () => {
		const [request] = ofType(eventsIn('opencode', 'denied'), 'permission-request');
		expect(request).toMatchObject({decision: 'denied', kind: 'write', subject: '/work/a.txt'});
		expect(recording('opencode', 'denied').exit.exitCode).toBe(0);
		expect(outcomeIn('opencode', 'denied').kind).toBe('denied');
	});
});

describe('any stream', () => {
	const cuts = fc.array(fc.nat(30_000), {maxLength: 12});
	test.each(allRecordings().map((one) => [one.runtime, one.take, one] as const))(
		'%s %s says the same however it is cut',
		(runtime, _, {bytes}) => {
			const whole = eventsOf(runtime, [bytes]);
			fc.assert(
				fc.property(cuts, (at) => {
					expect(eventsOf(runtime, chunksOf(bytes, at))).toEqual(whole);
				}),
				{numRuns: 25},
			);
		},
	);

	test.each(RUNTIMES)('of %s that is anything at all is read to its end', (runtime) => {
		const value = fc.oneof(
			fc.jsonValue(),
			fc.record({
				type: fc.constantFrom(
					'assistant',
					'user',
					'result',
					'item.completed',
					'message',
					'message_end',
					'tool_use',
					'error',
					'system',
				),
				message: fc.jsonValue(),
				item: fc.jsonValue(),
				part: fc.jsonValue(),
			}),
		);
		fc.assert(
			fc.property(
				fc.array(
					fc.oneof(
						value.map((one) => JSON.stringify(one)),
						fc.string(),
					),
				),
				(lines) => {
					progressOf(eventsOf(runtime, [Buffer.from(lines.join('\n'))]));
				},
			),
			{numRuns: 200},
		);
	});
});

/** claude and pi name each message's cost; gemini counts its router too, the others only the conversation. */
const countedIn = (ledger: Recording['ledger'], runtime: string, cached = true) => {
	const lines = ledger.flatMap(({own, counts}) => (counts !== null && (own || runtime === 'gemini') ? [counts] : []));
	const sum = (key: 'input' | 'cached' | 'output') => lines.reduce((total, counts) => total + counts[key], 0);
	return {inputTokens: sum('input'), outputTokens: sum('output'), ...(cached ? {cacheReadTokens: sum('cached')} : {})};
};

const chunksOf = (bytes: Buffer, at: readonly number[]): Buffer[] => {
	const places = [0, ...at.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
	return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
};
