// One conversation with an ACP agent over its standard input and output: greet, begin or load a session, prompt, cancel.
import {type ChildProcess, spawn} from 'node:child_process';
import {Readable, Writable} from 'node:stream';
import {setTimeout as delay} from 'node:timers/promises';
import {
	type ClientContext,
	client,
	type InitializeResponse,
	type McpServer,
	methods,
	ndJsonStream,
	type PermissionOption,
	PROTOCOL_VERSION,
	type PromptResponse,
	type RequestPermissionResponse,
	type SessionUpdate,
	type ToolCallUpdate,
} from '@agentclientprotocol/sdk/unstable';
import manifest from '../../../package.json' with {type: 'json'};
import {chooseOptions, type Wishes} from './wishes.ts';

export type ConversationOptions = {
	readonly argv: readonly string[];
	readonly cwd: string;
	readonly env: NodeJS.ProcessEnv;
	readonly mcpServers: McpServer[];
	/** The agent's id of a session to go on with. */
	readonly load: string | null;
	readonly wishes: Wishes;
	readonly onUpdate: (update: SessionUpdate) => void;
	readonly onPermission: (
		call: ToolCallUpdate,
		options: readonly PermissionOption[],
	) => Promise<RequestPermissionResponse>;
	/** A line that the agent wrote beside the protocol. */
	readonly onStray: (line: string) => void;
	readonly note: (text: string) => void;
};

export type Conversation = {
	readonly sessionId: string;
	prompt(text: string): Promise<PromptResponse>;
	cancel(): Promise<void>;
	/** Ends the agent: its input is closed first, then it is told, then made to. */
	close(): Promise<void>;
};

/** An answer of an agent, with all that it sends before, is pages; this is a book. */
const LONGEST_MESSAGE = 64 * 1024 * 1024;

/** Starts the agent and opens a session; throws what the agent says against it, or how it ended. */
export const openConversation = async (options: ConversationOptions): Promise<Conversation> => {
	const {argv, cwd, env} = options;
	const child = spawn(argv[0] as string, argv.slice(1), {cwd, env, stdio: ['pipe', 'pipe', 'pipe']});
	child.stdin.on('error', () => {});
	readLines(child, options.onStray);
	const gone = whenGone(child);
	gone.catch(() => {});
	let loading = false;
	const app = client({name: 'mosaic'})
		.onRequest(methods.client.session.requestPermission, ({params}) =>
			options.onPermission(params.toolCall, params.options),
		)
		.onNotification(methods.client.session.update, ({params}) => {
			if (!loading) options.onUpdate(params.update);
		});
	const stream = ndJsonStream(Writable.toWeb(child.stdin), Readable.toWeb(child.stdout) as ReadableStream<Uint8Array>, {
		maxMessageBytes: LONGEST_MESSAGE,
	});
	const connection = app.connect(stream);
	/** Where the connection broke because the agent ended, how it ended says more. */
	const explained = async <T>(answer: Promise<T>): Promise<T> => {
		try {
			return await Promise.race([answer, gone]);
		} catch (error) {
			if (connection.signal.aborted) await Promise.race([gone, delay(PATIENCE_MS, undefined, {ref: false})]);
			throw error;
		}
	};
	const close = async (): Promise<void> => {
		connection.close();
		await endChild(child);
	};
	try {
		loading = true;
		const sessionId = await explained(openSession(connection.agent, options));
		loading = false;
		return {
			sessionId,
			prompt: (text) =>
				explained(connection.agent.request(methods.agent.session.prompt, {sessionId, prompt: [{type: 'text', text}]})),
			cancel: () => connection.agent.notify(methods.agent.session.cancel, {sessionId}),
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
};

const openSession = async (agent: ClientContext, options: ConversationOptions): Promise<string> => {
	const hello = await agent.request(methods.agent.initialize, {
		protocolVersion: PROTOCOL_VERSION,
		clientInfo: {name: 'mosaic', version: manifest.version},
		// Its files and commands are its own affair, in its own checkout; mosaic runs nothing for it.
		clientCapabilities: {fs: {readTextFile: false, writeTextFile: false}, terminal: false},
	});
	if (hello.protocolVersion !== PROTOCOL_VERSION)
		throw new Error(`it speaks version ${hello.protocolVersion} of the protocol, mosaic speaks ${PROTOCOL_VERSION}`);
	const {cwd, mcpServers, load, wishes, note} = options;
	if (load !== null && hello.agentCapabilities?.loadSession === true) {
		try {
			const loaded = await agent.request(methods.agent.session.load, {sessionId: load, cwd, mcpServers});
			note(`goes on with its conversation ${load}`);
			await chooseOptions(agent, load, loaded.configOptions ?? [], wishes);
			return load;
		} catch (error) {
			note(`its conversation ${load} cannot be loaded (${reasonOf(error)}); a new one begins`);
		}
	}
	const made = await agent.request(methods.agent.session.new, {cwd, mcpServers}).catch((error) => {
		throw new Error(`no session: ${reasonOf(error)}${signInHint(error, hello)}`);
	});
	await chooseOptions(agent, made.sessionId, made.configOptions ?? [], wishes);
	return made.sessionId;
};

const AUTH_REQUIRED = -32000;

const signInHint = (error: unknown, {authMethods = []}: InitializeResponse): string => {
	if ((error as {code?: unknown}).code !== AUTH_REQUIRED) return '';
	const ways = authMethods.map(({name}) => name).join(', ');
	return `. Sign in with the agent's own program first${ways === '' ? '' : ` (${ways})`}`;
};

/** An error of the agent, with the detail that many put beside the message. */
export const reasonOf = (error: unknown): string => {
	const {message, data} = error as {message?: unknown; data?: unknown};
	const detail = (data as {details?: unknown; message?: unknown} | null | undefined) ?? {};
	const more = typeof data === 'string' ? data : (detail.details ?? detail.message);
	return typeof more === 'string' && more !== message ? `${String(message)}: ${more}` : String(message ?? error);
};

const LONGEST_LINE = 16 * 1024;

const readLines = (child: ChildProcess, take: (line: string) => void): void => {
	let rest = '';
	child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
		const lines = (rest + chunk).split('\n');
		rest = (lines.pop() ?? '').slice(-LONGEST_LINE);
		for (const line of lines) if (line.trim() !== '') take(line.slice(0, LONGEST_LINE));
	});
};

/** Rejects when the agent's process ends, once what it wrote last was read. */
const whenGone = (child: ChildProcess): Promise<never> =>
	new Promise((_, reject) => {
		child.once('error', (error) => reject(new Error(`it cannot be started: ${error.message}`)));
		// What it started may hold its pipes open for longer than it lives; its last words have a moment to arrive.
		child.once('exit', (code, signal) => {
			const report = (): void => reject(new Error(`it ended with ${signal ?? `exit code ${code}`}`));
			child.once('close', report);
			setTimeout(report, LAST_WORDS_MS).unref();
		});
	});

const PATIENCE_MS = 2000;
const LAST_WORDS_MS = 500;

const endChild = async (child: ChildProcess): Promise<void> => {
	const ended = new Promise<void>((resolve) => {
		child.once('exit', () => resolve());
		child.once('error', () => resolve());
		if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) resolve();
	});
	child.stdin?.end();
	for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
		let timer: NodeJS.Timeout | undefined;
		const patience = new Promise<'late'>((resolve) => {
			timer = setTimeout(() => resolve('late'), PATIENCE_MS);
		});
		const first = await Promise.race([ended, patience]);
		clearTimeout(timer);
		if (first !== 'late') return;
		child.kill(signal);
	}
	await ended;
};
