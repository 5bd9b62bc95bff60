// One turn of work of an ACP agent: its conversation is opened, the prompt given, the answer handed in.
import type {PromptResponse} from '@agentclientprotocol/sdk/unstable';
import {loadConfig} from '../../config/load.ts';
import type {AgentEvent} from '../../domain/agent-event.ts';
import {usageCommand} from '../../runtimes/acp-form.ts';
import {resolveExecutable} from '../../runtimes/executable.ts';
import {promptText} from '../../runtimes/prompt-text.ts';
import type {Channel} from '../headless/channel.ts';
import type {AgentSession} from '../session.ts';
import type {Telling} from '../telling.ts';
import {type Conversation, openConversation, reasonOf} from './conversation.ts';
import {deliver, repairPrompt} from './deliver.ts';
import {earlierConversation} from './earlier.ts';
import {ownMcpServer} from './mcp.ts';
import {failedOutcome, leaveOutcome} from './outcome.ts';
import {createPermit} from './permit.ts';
import type {LogTerminal} from './terminal.ts';
import {createUpdateReader} from './updates.ts';
import {wholeUsage} from './whole-usage.ts';

export type WorkOptions = {
	readonly caller: AgentSession;
	readonly env: NodeJS.ProcessEnv;
	readonly cwd: string;
	readonly prompt: string;
	readonly argv: readonly string[];
	readonly terminal: LogTerminal;
	readonly channel: Channel;
	readonly telling: Telling;
	readonly stop: AbortSignal;
};

const INTERRUPTED = 130;

/** Works until the agent's turn is over and gives the exit code. Throws what kept it from beginning. */
export const work = async (options: WorkOptions): Promise<number> => {
	const {caller, prompt, telling, stop} = options;
	const events = createEvents(options);
	const startedAt = Date.now();
	const conversation = await open(options, events).catch((error) => {
		leaveOutcome(caller, failedOutcome(reasonOf(error)));
		throw error;
	});
	events.tell({type: 'session-id', id: conversation.sessionId, model: null});
	stop.addEventListener('abort', () => void conversation.cancel().catch(() => {}));
	const answered: PromptResponse[] = [];
	const speak = async (text: string): Promise<{reason: string; problem: string | undefined}> => {
		events.forget();
		if (stop.aborted) return {reason: 'cancelled', problem: undefined};
		// Some agents take a first character such as / for a command of their own.
		const response = await untilStopped(conversation.prompt(promptText(text)), stop);
		answered.push(response);
		if (!hasBooks(options)) events.turn(response);
		const reason = response.stopReason;
		return {reason, problem: reason === 'end_turn' ? deliver(caller, events.said()) : undefined};
	};
	try {
		let {reason, problem} = await speak(prompt);
		if (problem !== undefined) {
			telling.note(problem);
			({reason, problem} = await speak(repairPrompt(problem)));
		}
		await conversation.close();
		await tellUsage(options, events, {answered, startedAt, conversation: conversation.sessionId});
		events.tell(endOf(reason));
		return reason === 'end_turn' ? 0 : reason === 'cancelled' ? INTERRUPTED : 1;
	} catch (error) {
		if (!stop.aborted) leaveOutcome(caller, failedOutcome(reasonOf(error)));
		throw error;
	} finally {
		events.turn();
		await conversation.close();
	}
};

/** Whether what it told in the protocol is not all that it used. */
const hasBooks = ({caller, argv}: WorkOptions): boolean => usageCommand(caller.session.runtime, argv, '') !== undefined;

type Told = {readonly answered: readonly PromptResponse[]; readonly startedAt: number; readonly conversation: string};

/** Its turns' usage by its own books; what it told where they cannot be read. */
const tellUsage = async (options: WorkOptions, events: Events, told: Told): Promise<void> => {
	if (!hasBooks(options)) return;
	const {caller, telling} = options;
	const whole = await wholeUsage({...options, ...told, runtime: caller.session.runtime});
	if (whole === undefined) return told.answered.forEach(events.turn);
	events.reader.turn();
	for (const usage of whole) telling.tell({type: 'usage', usage, exact: true});
};

type Events = ReturnType<typeof createEvents>;

const open = (options: WorkOptions, events: Events): Promise<Conversation> => {
	const {caller, env, cwd, argv, telling} = options;
	const permit = createPermit(options);
	const {runtimes} = loadConfig(caller.paths.configFile, env);
	return openConversation({
		argv: [resolveExecutable(argv[0] ?? '', cwd, env), ...argv.slice(1)],
		cwd,
		env,
		mcpServers: runtimes[caller.session.runtime]?.mcp === false ? [] : ownMcpServer(env),
		load: earlierConversation(caller),
		wishes: {
			model: env.MOSAIC_ACP_CHOSEN === 'model' ? null : (env.MOSAIC_MODEL ?? null),
			effort: env.MOSAIC_EFFORT ?? null,
		},
		onUpdate: (update) => events.reader.push(update).forEach(events.tell),
		onPermission: (call, offered) => permit(events.reader.call(call), offered),
		onStray: (text) => events.tell({type: 'unread-line', text}),
		note: telling.note,
	});
};

/** The answer stands in what was said since the last tool call. */
const LONGEST_SAID = 512 * 1024;

/** Each event is told, and what was said last is kept. */
const createEvents = ({env, telling}: WorkOptions) => {
	const reader = createUpdateReader(env.MOSAIC_MODEL ?? null);
	let said = '';
	const tell = (event: AgentEvent): void => {
		if (event.type === 'text') said = `${said}${event.text}`.slice(-LONGEST_SAID);
		if (event.type === 'tool-call') said = '';
		telling.tell(event);
	};
	return {
		reader,
		tell,
		turn: (response?: PromptResponse): void => reader.turn(response).forEach(tell),
		said: () => said,
		forget: (): void => {
			said = '';
		},
	};
};

const PATIENCE_MS = 3000;

/** The agent's answer; after a stop it has a moment to give one. */
const untilStopped = (answer: Promise<PromptResponse>, stop: AbortSignal): Promise<PromptResponse> =>
	new Promise((resolve, reject) => {
		let timer: NodeJS.Timeout | undefined;
		const cancelled = (): void => resolve({stopReason: 'cancelled'});
		const late = (): void => {
			timer = setTimeout(cancelled, PATIENCE_MS);
		};
		stop.addEventListener('abort', late);
		const done = (): void => {
			stop.removeEventListener('abort', late);
			clearTimeout(timer);
		};
		answer.then(resolve, (error) => (stop.aborted ? cancelled() : reject(error))).finally(done);
	});

const REASONS: Readonly<Record<string, string>> = {
	max_tokens: 'its model reached the length of one answer',
	max_turn_requests: 'it reached its own limit of requests in one turn',
	refusal: 'it refuses to go on',
};

const endOf = (reason: string): AgentEvent => {
	if (reason === 'end_turn') return {type: 'end', how: 'done', message: null};
	if (reason === 'cancelled') return {type: 'end', how: 'interrupted', message: null};
	return {type: 'end', how: 'failed', message: REASONS[reason] ?? reason};
};
