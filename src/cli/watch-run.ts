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
	const {ending, interrupts} = await follow(context, started, say, inline);
	if (ending.kind === 'left') return 128 + ending.signal;
	const {session} = findSession(context.paths(), started.sessionId, new Date());
	if (ending.kind === 'ended' && ending.fault !== null)
		context.output.warn(`the session is over, but: ${ending.fault}`);
	tellVerdict(context, session, say);
	if (ending.kind === 'ended' && ending.fault !== null) return 70;
	if (session.endedReason === 'completed') return 0;
	return session.endedReason === 'stopped' && interrupts > 0 ? 130 : 1;
};

const follow = (
	context: Context,
	started: Started,
	say: (text: string) => void,
	inline: boolean,
): Promise<{ending: Ending; interrupts: number}> =>
	new Promise((resolve) => {
		let interrupts = 0;
		let connection: SessionConnection | undefined;
		const text = createTextStream((line) => (context.json ? undefined : context.output.print(line)), {
			onAlternateScreen: (on) => {
				if (on && !context.json)
					say(`The agent draws on the whole screen. See it with \`mosaic attach ${started.sessionId}\`.`);
			},
		});
		let ending: Ending = {kind: 'lost'};
		let finished = false;
		const finish = (): void => {
			finished = true;
			text.end();
			for (const [signal, listener] of listeners) process.off(signal, listener);
			connection?.close();
			resolve({ending, interrupts});
		};
		const onInterrupt = (): void => {
			interrupts++;
			if (interrupts === 1) say('Asked the agent to stop. Ctrl-C again ends it and all it started.');
			connection?.send({type: 'stop', how: interrupts === 1 ? 'interrupt' : 'end', by: 'Ctrl-C'});
		};
		const leave = (signal: number) => (): void => {
			ending = {kind: 'left', signal};
			const {sessionId} = started;
			say(
				inline
					? `${sessionId} ends with its starter.`
					: `${sessionId} goes on. \`mosaic attach ${sessionId}\` shows it.`,
			);
			finish();
		};
		const listeners = [
			['SIGINT', onInterrupt],
			['SIGTERM', leave(15)],
			['SIGHUP', leave(1)],
		] as const;
		for (const [signal, listener] of listeners) process.on(signal, listener);
		// Only now: who reads this line may send a signal at once.
		if (!context.json) say(`▶ ${startedLine(started)}. Ctrl-C asks it to stop.`);
		const onMessage = (message: HostMessage): void => {
			if (message.type === 'ended') ending = {kind: 'ended', fault: message.fault};
			else if (message.type === 'state' && message.state === 'waiting' && !context.json)
				say(`? waits for a person: ${plainLine(message.message ?? '')} — \`mosaic attach ${started.sessionId}\``);
			else if (message.type === 'skipped') say(`(${message.bytes} bytes left out; the transcript has them)`);
		};
		connectSession(started, {onMessage, onBytes: (bytes) => text.push(bytes), onClose: finish}).then((made) => {
			// Left before it was connected: an open connection would keep this process.
			if (finished) return made.close();
			connection = made;
			made.send({type: 'watch', what: 'output'});
			if (interrupts > 0) made.send({type: 'stop', how: interrupts === 1 ? 'interrupt' : 'end', by: 'Ctrl-C'});
		}, finish);
	});

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
