// Where the events of an agent's stream go, whatever it speaks: into the log in the terminal, the record beside the
// transcript, and by the session's host into the journal.
import path from 'node:path';
import type {AgentEvent} from '../domain/agent-event.ts';
import {type AgentProgress, afterAgentEvent, NO_PROGRESS} from '../domain/agent-progress.ts';
import {redacted, secretsIn} from '../domain/redaction.ts';
import {sessionProgress} from '../domain/session-progress.ts';
import {plainLine, shorten} from '../domain/text.ts';
import {type Price, priced} from '../runtimes/prices.ts';
import type {Channel, StreamState} from './headless/channel.ts';
import {createLog} from './log.ts';
import {openRecord} from './record.ts';
import type {AgentSession} from './session.ts';

export type TellingOptions = {
	readonly caller: AgentSession;
	readonly env: NodeJS.ProcessEnv;
	readonly channel: Channel;
	/** Of the settings; list prices are known besides. */
	readonly prices: Readonly<Record<string, Price>>;
	readonly print: (text: string) => void;
};

/** Tells what an agent does as it is read; knows how far it is. */
export const createTelling = ({caller, env, channel, prices, print}: TellingOptions) => {
	const log = createLog();
	const keep = openRecord(path.join(caller.paths.sessionsDir, caller.session.id));
	const secrets = secretsIn(env);
	let progress = NO_PROGRESS;
	const pass = (): void => channel.tell(stateOf(progress), sessionProgress(progress));
	const show = (event: AgentEvent): AgentEvent => {
		const known = event.type === 'usage' ? {...event, usage: priced(event.usage, prices)} : event;
		progress = afterAgentEvent(progress, known);
		if (known.type !== 'text' && known.type !== 'thinking') keep(redacted(known, secrets));
		print(log.show(known));
		return known;
	};
	return {
		progress: (): AgentProgress => progress,
		note: (text: string): void => print(log.note(text)),
		/** One event, as it was told: with its price. */
		tell: (event: AgentEvent): AgentEvent => {
			const known = show(event);
			pass();
			return known;
		},
		/** What it waited for was decided; it goes on with what it asked leave for. */
		goesOn: (): void => {
			if (progress.phase === 'waiting') progress = {...progress, phase: 'tool'};
			pass();
		},
	};
};

export type Telling = ReturnType<typeof createTelling>;

const stateOf = ({phase, lastTool, lastWish, lastError, end}: AgentProgress): StreamState => {
	if (phase === 'waiting') {
		const about = lastWish ?? lastTool;
		return {state: 'waiting', message: about && shorten(plainLine(`asks: ${about.tool} ${about.subject ?? ''}`), 200)};
	}
	if (phase === 'retrying') return {state: 'working', message: lastError && shorten(plainLine(lastError.message), 200)};
	return {state: end === null ? 'working' : 'idle', message: null};
};
