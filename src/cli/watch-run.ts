// Watching a run from its terminal: the agent's output as text, Ctrl-C, and the verdict at the end.
import {connectSession, type SessionConnection} from '../daemon/client.ts';
import type {HostMessage} from '../daemon/protocol.ts';
import {findSession} from '../daemon/session-address.ts';
import type {Started} from '../daemon/spawn.ts';
import {formatDuration} from '../domain/duration.ts';
import type {Session} from '../domain/session.ts';
import {plainLine} from '../domain/text.ts';
import {readOverview} from '../engine/overview.ts';
import {createTextStream} from '../sessions/plain-text.ts';
import type {Context} from './context.ts';
import {startedLine} from './print/started-line.ts';

type Ending =
	| {readonly kind: 'ended'; readonly fault: string | null}
	| {readonly kind: 'lost'}
	| {readonly kind: 'left'; readonly signal: number};

/** Streams the session until its end and gives the exit code. An inline session does not outlive its watcher. */
export const watchRun = async (context: Context, started: Started, inline: boolean): Promise<number> => {
	const say = (text: string): void => void context.stderr.write(`${context.output.styled('dim', text)}\n`);
	const {ending, interrupts} = await new Following(context, started, say, inline).over;
	if (ending.kind === 'left') return 128 + ending.signal;
	const {session} = findSession(context.paths(), started.sessionId, new Date());
	if (ending.kind === 'ended' && ending.fault !== null)
		context.output.warn(`the session is over, but: ${ending.fault}`);
	tellVerdict(context, session, say);
	if (ending.kind === 'ended' && ending.fault !== null) return 70;
	if (session.endedReason === 'completed') return 0;
	return session.endedReason === 'stopped' && interrupts > 0 ? 130 : 1;
};

/** Follows a session from its start until it ends, its host goes, or this process is told to end. */
class Following {
	/** How it ended, and how often the person pressed Ctrl-C. */
	readonly over: Promise<{ending: Ending; interrupts: number}>;
	readonly #context: Context;
	readonly #started: Started;
	readonly #say: (text: string) => void;
	readonly #inline: boolean;
	readonly #text: ReturnType<typeof createTextStream>;
	readonly #finished = Promise.withResolvers<void>();
	readonly #listeners = [
		['SIGINT', () => this.#interrupt()],
		['SIGTERM', () => this.#leave(15)],
		['SIGHUP', () => this.#leave(1)],
	] as const;
	#connection: SessionConnection | undefined;
	#ending: Ending = {kind: 'lost'};
	#isOver = false;
	#interrupts = 0;

	constructor(context: Context, started: Started, say: (text: string) => void, inline: boolean) {
		this.#context = context;
		this.#started = started;
		this.#say = say;
		this.#inline = inline;
		this.#text = createTextStream((line) => (context.json ? undefined : context.output.print(line)), {
			onAlternateScreen: (on) => {
				if (on && !context.json)
					say(`The agent draws on the whole screen. See it with \`mosaic attach ${started.sessionId}\`.`);
			},
		});
		this.over = this.#finished.promise.then(() => ({ending: this.#ending, interrupts: this.#interrupts}));
		for (const [signal, listener] of this.#listeners) process.on(signal, listener);
		// Only now: who reads this line may send a signal at once.
		if (!context.json) say(`▶ ${startedLine(started)}. Ctrl-C asks it to stop.`);
		this.#connect().catch(() => this.#finish());
	}

	async #connect(): Promise<void> {
		const connection = await connectSession(this.#started, {
			onMessage: (message) => this.#hear(message),
			onBytes: (bytes) => this.#text.push(bytes),
			onClose: () => this.#finish(),
		});
		// Left before it was connected: an open connection would keep this process.
		if (this.#isOver) return connection.close();
		this.#connection = connection;
		connection.send({type: 'watch', what: 'output'});
		if (this.#interrupts > 0) this.#askToStop();
	}

	#hear(message: HostMessage): void {
		if (message.type === 'ended') this.#ending = {kind: 'ended', fault: message.fault};
		else if (message.type === 'state' && message.state === 'waiting' && !this.#context.json)
			this.#say(
				`? waits for a person: ${plainLine(message.message ?? '')} — \`mosaic attach ${this.#started.sessionId}\``,
			);
		else if (message.type === 'skipped') this.#say(`(${message.bytes} bytes left out; the transcript has them)`);
	}

	#interrupt(): void {
		this.#interrupts++;
		if (this.#interrupts === 1) this.#say('Asked the agent to stop. Ctrl-C again ends it and all it started.');
		this.#askToStop();
	}

	#askToStop(): void {
		this.#connection?.send({type: 'stop', how: this.#interrupts === 1 ? 'interrupt' : 'end', by: 'Ctrl-C'});
	}

	#leave(signal: number): void {
		const {sessionId} = this.#started;
		this.#ending = {kind: 'left', signal};
		if (this.#inline) this.#say(`${sessionId} ends with its starter.`);
		else this.#say(`${sessionId} goes on. \`mosaic attach ${sessionId}\` shows it.`);
		this.#finish();
	}

	#finish(): void {
		this.#isOver = true;
		this.#text.end();
		for (const [signal, listener] of this.#listeners) process.off(signal, listener);
		this.#connection?.close();
		this.#finished.resolve();
	}
}

const MARKS: Readonly<Record<string, string>> = {
	completed: '✓',
	failed: '✗',
	crashed: '!',
	stopped: '■',
	'timed-out': '✗',
};

const tellVerdict = (context: Context, session: Session, say: (text: string) => void): void => {
	const {id: sessionId, runId, taskId, runtime, endedReason, exitCode, signal, durationSeconds} = session;
	if (context.json) {
		context.output.document('run', {
			runId,
			sessionId,
			taskId,
			runtime,
			pid: session.pid,
			state: session.state,
			endedReason,
			exitCode,
			signal,
			durationSeconds,
		});
		return;
	}
	const how = signal === null ? `exit ${exitCode ?? '—'}` : signal;
	const status = taskStatus(context, taskId);
	const hint =
		endedReason === 'crashed' || endedReason === 'stopped' ? ` Go on with \`mosaic resume ${plainLine(taskId)}\`.` : '';
	say(
		`${MARKS[endedReason ?? ''] ?? '?'} ${sessionId} ${endedReason ?? session.state} after ${formatDuration(durationSeconds)} (${how}). ${plainLine(taskId)} is ${status}.${hint}`,
	);
};

const taskStatus = (context: Context, taskId: string): string => {
	const {tasks} = readOverview(context.paths(), {now: new Date(), sessions: 'open'});
	return tasks.tasks.find((task) => task.id === taskId)?.status ?? 'gone from the tasks file';
};
