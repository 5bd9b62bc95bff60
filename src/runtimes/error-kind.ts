import type {AgentErrorKind} from '../domain/agent-event.ts';

/** Whose fault an error is, by the status of the model's service, else by the words of the message. */
export const errorKind = (message: string, status: number | null = null): AgentErrorKind => {
	const code = status ?? statusIn(message);
	if (
		code === 401 ||
		code === 403 ||
		/not logged in|log ?in|authenticat|invalid api key|unauthori[sz]ed/i.test(message)
	)
		return 'auth';
	if (code === 429 || code === 402 || /rate.?limit|quota|usage limit|credit balance|too many requests/i.test(message))
		return 'limit';
	if ((code !== null && NEVER.has(code)) || NEVER_NAMED.test(message)) return 'request';
	if (
		(code !== null && code >= 400) ||
		/api error|api_error|overloaded|stream disconnected|connection|network|ECONN|timed? ?out/i.test(message)
	)
		return 'api';
	return 'agent';
};

/** Answers to a request that another try would get again: bad, unknown model, too long, not understood. */
const NEVER = new Set([400, 404, 405, 413, 422]);
/** The same as services name it where a program does not pass the status on. */
const NEVER_NAMED = /\b(?:invalid_request_error|not_found_error|request_too_large|INVALID_ARGUMENT)\b/;

const statusIn = (message: string): number | null => {
	const match = /(?:^|\bstatus:? |\berror:? |\berror code:? )([45]\d\d)\b/i.exec(message);
	return match ? Number(match[1]) : null;
};
