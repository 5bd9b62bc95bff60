// A headless agent behind its renderer: it runs as a child whose stream is read, printed as a log, and told to the session
// host. The renderer sits in the session's terminal and ends with the agent, or with the one that took over from it.
import {type ChildProcess, spawn} from 'node:child_process';
import {setTimeout as delay} from 'node:timers/promises';
import type {AgentEvent} from '../../domain/agent-event.ts';
import type {AgentProgress} from '../../domain/agent-progress.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import type {HeadlessOutcome} from '../../engine/agents/headless-order.ts';
import type {Outcome, ProcessEnd} from '../../runtimes/adapter.ts';
import {adapterOf} from '../../runtimes/adapters.ts';
import type {Dialogue} from '../../runtimes/dialogue.ts';
import {createLineSplitter} from '../../runtimes/line-splitter.ts';
import {outcomeOf} from '../../runtimes/outcome.ts';
import {twoWayOf} from '../../runtimes/two-way.ts';
import {createAsked} from './asked.ts';
import type {HeadlessRequest} from './request.ts';
import {endForTakeover, takeOver} from './take-over.ts';

const LONGEST_LINE = 8 * 1024 * 1024;
/** What the agent left running in the background may hold its output open; its end is not waited for. */
const DRAIN_MS = 2000;

/** Runs the agent to its end, and gives what it came to. */
export const runHeadless = async (request: HeadlessRequest): Promise<HeadlessOutcome> => {
	const {order, env, cwd, channel, telling, onSignal} = request;
	const child = spawn(order.argv[0] as string, order.argv.slice(1), {
		cwd,
		env: {...env, ...order.env},
		stdio: [order.prompt === null && order.input === null ? 'ignore' : 'pipe', 'pipe', 'pipe'],
	});
	onSignal((signal) => void child.kill(signal));
	const stream = readStream(request, child);
	const wanted = new Promise<'now' | 'turn'>((resolve) => channel.onTakeOver(resolve));
	const atOnce = wanted.then(async (when) => {
		if (when === 'now') await endForTakeover(child, adapterOf(order.runtime).endSteps);
	});
	const end = await ended(child);
	await stream.end(end);
	const progress = telling.progress();
	const person = await Promise.race([wanted, delay(0, undefined)]);
	if (person !== undefined) {
		await atOnce;
		return takeOver(request, progress);
	}
	const outcome = 'error' in end ? startFailure(end.error) : outcomeOf(end, progress, adapterOf(order.runtime).reports);
	return headlessOutcome(outcome, progress);
};

/** Reads what the agent streams, and answers what it asks. */
const readStream = (request: HeadlessRequest, child: ChildProcess) => {
	const {telling} = request;
	const reading = readingOf(request);
	const errors = createLineSplitter(LONGEST_LINE);
	const asked = createAsked(request, child);
	const take = (events: readonly AgentEvent[]): void => {
		for (const event of events) {
			telling.tell(event);
			if (event.type === 'permission-request' && event.decision === 'pending') asked.decide(event);
			if (event.type === 'end') child.stdin?.end();
		}
	};
	child.stdout?.on('data', (bytes: Buffer) => {
		const {events, say, requests} = reading.hear(bytes);
		asked.expect(requests);
		if (say !== '') child.stdin?.write(say);
		take(events);
	});
	child.stderr?.on('data', (bytes: Buffer) => {
		for (const {text} of errors.push(bytes)) telling.note(text);
	});
	child.stdin?.on('error', () => {}); // it ended without reading its input; its end tells why
	child.stdin?.write(reading.begin());
	if (request.order.input !== null) child.stdin?.end(request.order.input);
	return {
		end: async (end: End): Promise<void> => {
			for (const {text} of errors.end()) telling.note(text);
			take(reading.end());
			if ('error' in end) telling.note(end.error);
			await asked.end();
		},
	};
};

/** Of a runtime that is not spoken with, nothing is asked and nothing is said. */
const readingOf = ({order, cwd}: HeadlessRequest): Dialogue => {
	const {
		runtime,
		prompt,
		model,
		usedBefore,
		resume,
		takeOver: {permissions},
	} = order;
	const twoWay = prompt === null ? undefined : twoWayOf(runtime, permissions);
	if (prompt !== null && twoWay) return twoWay.open({prompt, cwd, resume, model, usedBefore});
	const reader = adapterOf(runtime).createReader({model, usedBefore});
	return {
		begin: () => '',
		hear: (bytes) => ({events: reader.push(bytes), say: '', requests: []}),
		end: () => reader.end(),
	};
};

type End = ProcessEnd | {readonly error: string};

const ended = (child: ChildProcess): Promise<End> =>
	new Promise((resolve) => {
		child.on('error', (error) => resolve({error: error.message}));
		child.on('exit', (exitCode, signal) => {
			const end = (): void => resolve({exitCode, signal});
			const late = setTimeout(end, DRAIN_MS);
			child.on('close', () => {
				clearTimeout(late);
				end();
			});
		});
	});

const startFailure = (message: string): Outcome => ({
	kind: 'failed',
	failure: {cause: 'agent', class: 'human-required', code: 'not-started', message: shorten(plainLine(message), 400)},
});

const headlessOutcome = (outcome: Outcome, {said}: AgentProgress): HeadlessOutcome => ({
	kind: outcome.kind,
	message: outcome.kind === 'failed' ? outcome.failure.message : outcome.message,
	failure:
		outcome.kind === 'failed'
			? {
					...outcome.failure,
					cause: outcome.failure.cause === 'api' ? 'api' : 'agent',
					class: outcome.failure.class === 'retryable' ? 'retryable' : 'human-required',
				}
			: null,
	said,
});
