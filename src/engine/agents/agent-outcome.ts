// What the end of a session means for its step.
import type {AgentTask, EffectOutcome} from '../../domain/effect.ts';
import type {Failure} from '../../domain/failure.ts';
import {quoted} from '../../domain/text.ts';
import {type Price, priced} from '../../runtimes/prices.ts';
import {readAgentEvents} from '../results/agent-events.ts';
import {lastLine} from '../results/final-message.ts';
import {readHandedIn} from '../results/handed-in.ts';
import {readHeadlessOutcome} from '../results/headless-outcome.ts';
import {failure} from '../steps/failures.ts';
import type {Followed} from './follow-session.ts';
import type {HeadlessOutcome} from './headless-order.ts';
import type {TurnFiles} from './run-files.ts';

type Ended = {
	readonly step: string;
	readonly files: TurnFiles;
	readonly transcript: string;
	readonly task: AgentTask;
	/** What models cost by the settings; for runtimes that tell tokens and no cost. */
	readonly prices: Readonly<Record<string, Price>>;
};

/** The outcome of a session that has ended; the work it left is looked at by the caller. */
export const outcomeOf = ({session, endedBy}: Followed, ended: Ended): EffectOutcome => {
	const headless = readHeadlessOutcome(ended.files.outcome);
	const {step, transcript} = ended;
	const seen = lastSeen(session, transcript);
	const base = {
		sessionId: session.id,
		work: null,
		usage: readAgentEvents(transcript).usage.map((used) => priced(used, ended.prices)),
	};
	const failed = (...args: Parameters<typeof failure>): EffectOutcome => ({
		kind: 'agent-failed',
		failure: failure(...args),
		...base,
	});
	const {endedReason, exitCode, signal} = session;
	// Who handed in an answer by itself has ended well, whatever made its process end: programs that stay after their
	// work are ended by the watchdog, and exit codes lie.
	const answer = readHandedIn(ended.files, transcript, headless?.said);
	const meant = answer !== null && answer.via !== 'message' ? answer : null;
	if (endedBy === 'stopped') return {kind: 'stopped', sessionId: session.id, work: null};
	if (meant !== null) return {kind: 'agent-ended', handedIn: meant, ...base};
	if (endedBy === 'turn-over') return failed('no-usable-output', 'human-required', 'turn-over', turnOver(step));
	if (endedBy !== null && endedBy !== 'handed-in')
		return failed(endedBy, 'human-required', endedBy, `${overdue(endedBy, ended)}${seen}`);
	if (headless !== undefined && headless.kind !== 'done' && endedReason !== 'stopped')
		return {kind: 'agent-failed', failure: headlessFailure(step, headless), ...base};
	if (endedReason === 'completed') return {kind: 'agent-ended', handedIn: answer, ...base};
	if (endedReason === 'crashed') {
		const reason = signal === null ? 'churn' : 'crash';
		const how = signal === null ? 'its host is gone' : `it was ended by ${signal}`;
		return {kind: 'agent-vanished', reason, message: `${step}: the agent is gone: ${how}.${seen}`, ...base};
	}
	if (endedReason === 'stopped') return {kind: 'stopped', sessionId: session.id, work: null};
	if (session.startFailed)
		return failed('agent', 'human-required', 'not-started', `${step}: ${session.message ?? 'the agent did not start'}`);
	return failed('agent', 'human-required', 'exit-code', `${step}: the agent exited with ${exitCode ?? '—'}.${seen}`);
};

const headlessFailure = (step: string, {kind, failure: found, message}: HeadlessOutcome): Failure => {
	if (found !== null) return {...found, message: `${step}: ${found.message}`};
	return failure('agent', 'human-required', kind, `${step}: the agent was ${kind}: ${message ?? 'it did not say why'}`);
};

const overdue = (cause: 'inactivity-timeout' | 'max-duration', {step, task}: Ended): string => {
	const limit =
		cause === 'max-duration'
			? `it worked longer than ${task.timeoutSeconds} s`
			: `it wrote nothing for ${task.inactivitySeconds} s`;
	return `${step}: the agent was ended because ${limit}.`;
};

/** What it was at: the tool it called last where its stream tells, else the last line it wrote. */
const lastSeen = ({progress}: Followed['session'], transcript: string): string => {
	if (progress?.lastTool) return ` Last tool: ${quoted(progress.lastTool)}.`;
	const line = lastLine(transcript);
	return line === '' ? ' It wrote nothing.' : ` Last seen: ${quoted(line)}.`;
};

const turnOver = (step: string): string =>
	`${step}: the agent ended its turn without a result, and once more after it was asked for one.`;
