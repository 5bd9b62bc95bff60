// The services that agents talk to, on the loopback, with a script in the place of a model.
import {createServer, type Server} from 'node:http';
import {json as readJson} from 'node:stream/consumers';
import {renderAnthropic, renderChat, renderGemini, renderResponses} from './render.ts';
import {type Request, readRequest, smallest} from './requests.ts';
import {type Answer, type Call, countsOf, type LedgerLine, type Turn} from './script.ts';
import {callFor} from './tools.ts';

export type ModelStubOptions = {
	readonly turns: readonly Turn[];
	/** The folder that the agent works in. */
	readonly cwd: string;
	readonly onRequest: (line: LedgerLine) => void;
	/** Called with each request of the agent's own conversation as it came. */
	readonly onBody?: (body: unknown) => void;
};

const RENDER = {anthropic: renderAnthropic, responses: renderResponses, chat: renderChat, gemini: renderGemini};

const ERRORS: Readonly<Record<number, string>> = {
	400: 'invalid_request_error',
	401: 'authentication_error',
	429: 'rate_limit_error',
	529: 'overloaded_error',
};

/** The server, not listening yet. Each request of the conversation takes the next turn; past the last it says so. */
export const createModelStub = ({turns, cwd, onRequest, onBody}: ModelStubOptions): Server => {
	let next = 0;
	let number = 0;
	/** The next turn that this agent has the tools for. */
	const take = ({tools}: Request, id: string): {turn: Turn; call: Call | null} => {
		for (;;) {
			const turn = turns[next++];
			if (turn === undefined) return {turn: {text: 'The script is over.'}, call: null};
			const call = turn.tool ? callFor(turn.tool, tools, cwd, id) : null;
			if (!turn.tool || call) return {turn, call};
		}
	};
	return createServer(async (incoming, response) => {
		const path = new URL(incoming.url ?? '/', 'http://localhost').pathname;
		const body = incoming.method === 'POST' ? await readJson(incoming).catch(() => ({})) : {};
		const request = incoming.method === 'POST' ? readRequest(path, body) : null;
		if (request === null) {
			response.writeHead(/\/models$/.test(path) ? 200 : 404, {'content-type': 'application/json'});
			response.end(JSON.stringify({object: 'list', data: [], input_tokens: 1, totalTokens: 1}));
			return;
		}
		const own = isOwn(request);
		if (own) onBody?.(body);
		const id = `call_${number + 1}`;
		const taken = own ? take(request, id) : {turn: {text: asideText(request)}, call: null};
		const turn: Turn = taken.turn;
		const promptBytes = JSON.stringify(body).length;
		const line = {api: request.api, model: request.model, own, promptBytes};
		if (turn.status !== undefined) {
			onRequest({...line, status: turn.status, counts: null});
			response.writeHead(turn.status, {'content-type': 'application/json'});
			const error = {type: ERRORS[turn.status] ?? 'api_error', message: `scripted ${turn.status}`};
			response.end(JSON.stringify({type: 'error', error}));
			return;
		}
		const counts = countsOf(++number);
		onRequest({...line, status: 200, counts: turn.hang ? null : counts});
		RENDER[request.api](response, answerOf(request, turn, taken.call, number));
	});
};

/** Titles, summaries and routers offer no tools, or want an answer by a schema. */
const isOwn = ({tools, schema}: Request): boolean => tools.length > 0 && schema === null;

const asideText = ({schema}: Request): string => (schema === null ? 'A title' : JSON.stringify(smallest(schema)));

const answerOf = ({model, stream}: Request, turn: Turn, call: Call | null, number: number): Answer => ({
	id: `stub_${number}`,
	model,
	stream,
	text: turn.text ?? 'Working on it.',
	thinking: turn.thinking ?? null,
	call,
	hang: turn.hang ?? false,
	counts: countsOf(number),
});
