// What the conversation with an ACP agent came to, for the engine: an exit code cannot tell a service that is down from an
// agent that gave up.
import type {AgentErrorKind} from '../../domain/agent-event.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import type {HeadlessOutcome} from '../../engine/agents/headless-order.ts';
import {writeFileAtomic} from '../../files/atomic-write.ts';
import {errorKind} from '../../runtimes/error-kind.ts';
import type {AgentSession} from '../session.ts';

const CODES: Readonly<Record<AgentErrorKind, string>> = {
	auth: 'not-signed-in',
	limit: 'limit',
	api: 'api-error',
	request: 'bad-request',
	agent: 'agent-error',
};

/** The outcome of an agent that could not begin or go on. */
export const failedOutcome = (message: string): HeadlessOutcome => {
	const kind = errorKind(message);
	const words = shorten(plainLine(message), 400);
	const code = CODES[kind];
	const isRetryable = kind === 'limit' || kind === 'api';
	return {
		kind: 'failed',
		message: words,
		failure: {
			cause: kind === 'agent' ? 'agent' : 'api',
			class: isRetryable ? 'retryable' : 'human-required',
			code,
			message: words,
		},
		said: null,
	};
};

/** Leaves it where the engine looks; the plain runner goes by the exit code. */
export const leaveOutcome = ({step}: AgentSession, outcome: HeadlessOutcome): void => {
	if (step !== null) writeFileAtomic(step.files.outcome, `${JSON.stringify(outcome)}\n`, {mode: 0o600});
};
