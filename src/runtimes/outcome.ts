// What a run came to. Exit codes lie both ways, so it takes the runtime's own last word and the exit together.
import type {AgentEvent} from '../domain/agent-event.ts';
import type {AgentProgress} from '../domain/agent-progress.ts';
import type {Failure} from '../domain/failure.ts';
import {plainLine, shorten} from '../domain/text.ts';
import type {Outcome, ProcessEnd} from './adapter.ts';

/**
 * The outcome of a run that has ended. `reports`: whether the runtime says at its end that it is done; of one that never
 * does, the exit code alone has to do.
 */
export const outcomeOf = (exit: ProcessEnd, progress: AgentProgress, reports: boolean): Outcome => {
	const {end, lastError, said} = progress;
	if (end === null) return withoutEnd(exit, progress, reports);
	switch (end.how) {
		case 'denied':
			return {kind: 'denied', message: line(end.message ?? 'it was not allowed to go on')};
		case 'interrupted':
			return {kind: 'interrupted', message: 'it says that it was interrupted'};
		case 'failed':
			return {kind: 'failed', failure: failureOf(lastError, end.message ?? 'it failed')};
		case 'done':
			if (exit.exitCode === 0 && exit.signal === null) return {kind: 'done', message: end.message ?? said};
			if (exit.signal !== null) return {kind: 'interrupted', message: `it was done, and was ended by ${exit.signal}`};
			return exited(exit, progress, 'it said that it was done, and');
	}
};

const withoutEnd = (exit: ProcessEnd, progress: AgentProgress, reports: boolean): Outcome => {
	if (exit.signal !== null) return {kind: 'interrupted', message: `it was ended by ${exit.signal}`};
	// 128 and the number of the signal: how programs end that handle it.
	if (exit.exitCode === 129 || exit.exitCode === 130 || exit.exitCode === 143)
		return {kind: 'interrupted', message: `it ended itself after a signal (${exit.exitCode})`};
	if (progress.lastError?.fatal) return {kind: 'failed', failure: failureOf(progress.lastError, 'it failed')};
	// codex exits with 1 after an interrupt; what had not even begun is a failure to start.
	const cutOff = reports && progress.sessionId !== null && progress.lastError === null;
	if (exit.exitCode !== 0 && !cutOff) return exited(exit, progress, 'it');
	if (!reports) return {kind: 'done', message: progress.said};
	return {kind: 'interrupted', message: `it ended with ${exit.exitCode ?? '—'} without saying that it is done`};
};

const exited = ({exitCode}: ProcessEnd, {lastError, lastUnread}: AgentProgress, subject: string): Outcome => {
	if (lastError !== null) return {kind: 'failed', failure: failureOf(lastError, '')};
	const hint = lastUnread === null ? '' : `: ${lastUnread}`;
	const message = line(`${subject} exited with ${exitCode ?? '—'}${hint}`);
	return {kind: 'failed', failure: {cause: 'agent', class: 'human-required', code: 'exit-code', message}};
};

const failureOf = (error: Extract<AgentEvent, {type: 'error'}> | null, otherwise: string): Failure => {
	const message = line(error?.message ?? otherwise);
	switch (error?.kind) {
		case 'auth':
			return {cause: 'api', class: 'human-required', code: 'not-signed-in', message};
		case 'limit':
			return {cause: 'api', class: 'retryable', code: 'limit', message};
		case 'api':
			return {cause: 'api', class: 'retryable', code: 'api-error', message};
		case 'request':
			return {cause: 'api', class: 'human-required', code: 'bad-request', message};
		default:
			return {cause: 'agent', class: 'human-required', code: 'agent-error', message};
	}
};

const line = (text: string): string => shorten(plainLine(text), 400);
