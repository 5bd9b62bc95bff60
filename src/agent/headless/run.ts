// A headless agent behind its renderer: it runs as a child whose stream is read, printed as a log, and told to the session
// host. The renderer sits in the session's terminal and ends with the agent.
import {type ChildProcess, spawn} from 'node:child_process';
import type {AgentEvent} from '../../domain/agent-event.ts';
import {type AgentProgress, afterAgentEvent, NO_PROGRESS} from '../../domain/agent-progress.ts';
import {sessionProgress} from '../../domain/session-progress.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import type {HeadlessOrder, HeadlessOutcome} from '../../engine/agents/headless-order.ts';
import type {Outcome, ProcessEnd} from '../../runtimes/adapter.ts';
import {adapterOf} from '../../runtimes/adapters.ts';
import {createLineSplitter} from '../../runtimes/line-splitter.ts';
import {outcomeOf} from '../../runtimes/outcome.ts';
import {priced} from '../../runtimes/prices.ts';
import {type TwoWay, twoWayOf} from '../../runtimes/two-way.ts';
import {createLog} from '../acp/log.ts';
import type {AgentSession} from '../session.ts';
import type {Channel, StreamState} from './channel.ts';
import {decideWish} from './leave.ts';

export type HeadlessRequest = {
	readonly order: HeadlessOrder;
	readonly env: NodeJS.ProcessEnv;
	readonly cwd: string;
	readonly caller: AgentSession;
	readonly channel: Channel;
	/** Keeps events beside the transcript. */
	readonly record: (event: AgentEvent) => void;
	readonly print: (text: string) => void;
	/** Called with every signal that the renderer is sent; it passes them on. */
	readonly onSignal: (take: (signal: NodeJS.Signals) => void) => void;
};

type Wish = Extract<AgentEvent, {type: 'permission-request'}>;

const LONGEST_LINE = 8 * 1024 * 1024;

/** Runs the agent to its end, and gives what it came to. */
export const runHeadless = async (request: HeadlessRequest): Promise<HeadlessOutcome> => {
	const {order, env, cwd, channel, print, record, onSignal} = request;
	const adapter = adapterOf(order.runtime);
	const twoWay = order.prompt === null ? undefined : twoWayOf(order.runtime);
	const log = createLog();
	const reader = adapter.createReader({model: order.model, usedBefore: order.usedBefore});
	let progress = NO_PROGRESS;
	const child = spawn(order.argv[0] as string, order.argv.slice(1), {
		cwd,
		env: {...env, ...order.env},
		stdio: [twoWay ? 'pipe' : 'ignore', 'pipe', 'pipe'],
	});
	onSignal((signal) => void child.kill(signal));
	const asked = createAsked(request, child, twoWay, () => channel.tell(stateOf(progress), sessionProgress(progress)));
	const take = (events: readonly AgentEvent[]): void => {
		for (const event of events) {
			const known = event.type === 'usage' ? {...event, usage: priced(event.usage)} : event;
			progress = afterAgentEvent(progress, known);
			record(known);
			print(log.show(known));
			if (known.type === 'permission-request' && known.decision === 'pending')
				asked.decide(known, (text) => print(log.note(text)));
			if (known.type === 'end') child.stdin?.end();
		}
		if (events.length > 0) channel.tell(stateOf(progress), sessionProgress(progress));
	};
	child.stdout?.on('data', (bytes: Buffer) => {
		asked.hear(bytes);
		take(reader.push(bytes));
	});
	const errors = createLineSplitter(LONGEST_LINE);
	const mutter = (lines: readonly {text: string}[]): void => {
		for (const {text} of lines) print(log.note(text));
	};
	child.stderr?.on('data', (bytes: Buffer) => mutter(errors.push(bytes)));
	child.stdin?.on('error', () => {}); // it ended without reading its input; its end tells why
	if (twoWay) child.stdin?.write(twoWay.prompt(order.prompt as string));
	const end = await ended(child);
	mutter(errors.end());
	take(reader.end());
	if ('error' in end) print(log.note(end.error));
	return headlessOutcome(
		'error' in end ? startFailure(end.error) : outcomeOf(end, progress, adapter.reports),
		progress,
	);
};

/** What waits for a decision: the raw line has what the answer must repeat. */
const createAsked = (
	{caller, env, cwd, channel}: HeadlessRequest,
	child: ChildProcess,
	twoWay: TwoWay | undefined,
	tell: () => void,
) => {
	const requests = new Map<string, NonNullable<ReturnType<TwoWay['requestIn']>>>();
	const lines = createLineSplitter(LONGEST_LINE);
	return {
		hear: (bytes: Buffer): void => {
			if (!twoWay) return;
			for (const {text} of lines.push(bytes)) {
				const found = twoWay.requestIn(text);
				if (found) requests.set(found.id, found);
			}
		},
		decide: (wish: Wish, note: (text: string) => void): void => {
			const request = requests.get(wish.id);
			if (!request) return;
			requests.delete(wish.id);
			decideWish(caller, env, {...wish, command: request.command, path: request.path}, cwd)
				.catch((error: unknown) => ({
					id: wish.id,
					tool: shorten(plainLine(wish.tool), 200),
					subject: wish.subject,
					decision: 'deny' as const,
					by: 'policy' as const,
					reason: `nobody could be asked: ${shorten(plainLine(error instanceof Error ? error.message : String(error)), 300)}`,
				}))
				.then(async (decided) => {
					await channel.record(decided);
					const allow = decided.decision === 'allow';
					note(`${allow ? 'allowed' : 'denied'} by ${decided.by}: ${decided.reason}`);
					child.stdin?.write(request.answer(allow ? {allow} : {allow, reason: decided.reason}));
					tell();
				})
				.catch(() => void child.kill('SIGTERM')); // without a host nothing goes on record, so nothing is allowed
		},
	};
};

const stateOf = ({phase, lastTool, lastError, end}: AgentProgress): StreamState => {
	if (phase === 'waiting')
		return {
			state: 'waiting',
			message: lastTool && shorten(plainLine(`asks: ${lastTool.tool} ${lastTool.subject ?? ''}`), 200),
		};
	if (phase === 'retrying') return {state: 'working', message: lastError && shorten(plainLine(lastError.message), 200)};
	return {state: end === null ? 'working' : 'idle', message: null};
};

const ended = (child: ChildProcess): Promise<ProcessEnd | {readonly error: string}> =>
	new Promise((resolve) => {
		child.on('error', (error) => resolve({error: error.message}));
		child.on('close', (exitCode, signal) => resolve({exitCode, signal}));
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
