// The agents' verbs as tools of the Model Context Protocol. Each call proves its session anew: one that ended meanwhile
// gets nothing more.
import {McpServer} from '@modelcontextprotocol/sdk/server/mcp.js';
import type {CallToolResult} from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod/mini';
import manifest from '../../package.json' with {type: 'json'};
import {refusalFrom} from '../domain/errors.ts';
import {plainLine} from '../domain/text.ts';
import {askPerson} from './ask.ts';
import {missionPlan, taskBrief} from './brief.ts';
import {leaveFollowUp} from './follow-up.ts';
import {reportProgress} from './progress.ts';
import {requestReview} from './request-review.ts';
import {handIn} from './result.ts';
import {type AgentSession, agentSession} from './session.ts';

const INSTRUCTIONS = `You work inside a mosaic session, on one task. Read it with "task" before you begin. Say what you are at with "progress".
Ask a person with "ask" only what nobody else can decide. Note with "follow_up" what should be done besides the task. Hand in with "result", then end.`;

/** How long a call of `ask` waits: many clients give a tool up after a minute. */
const WAIT_S = 45;
const LONGEST_WAIT_S = 3600;

const line = (about: string) => z.string().check(z.minLength(1), z.maxLength(20_000), z.describe(about));
const optionalLine = (about: string) => z.optional(z.string().check(z.maxLength(20_000), z.describe(about)));
const count = z.optional(z.int().check(z.nonnegative()));

/** A server for the session whose environment this is. */
export const createMcpServer = (env: NodeJS.ProcessEnv): McpServer => {
	const server = new McpServer({name: 'mosaic', version: manifest.version}, {instructions: INSTRUCTIONS});
	/** Refusals become the one line that an agent can act on. */
	const answering = async (work: (caller: AgentSession) => unknown): Promise<CallToolResult> => {
		try {
			return {content: [{type: 'text', text: JSON.stringify(await work(agentSession(env)))}]};
		} catch (error) {
			return {isError: true, content: [{type: 'text', text: plainLine(refusalFrom(error).message)}]};
		}
	};
	registerReading(server, env, answering);
	registerSaying(server, answering);
	registerHandOver(server, env, answering);
	registerAsk(server, env, answering);
	return server;
};

type Answering = (work: (caller: AgentSession) => unknown) => Promise<CallToolResult>;

const registerReading = (server: McpServer, env: NodeJS.ProcessEnv, answering: Answering): void => {
	const annotations = {readOnlyHint: true, openWorldHint: false};
	server.registerTool(
		'task',
		{
			description:
				'Your task: what is asked, its criteria, what was found wrong with earlier work, the steps of the run.',
			annotations,
		},
		() => answering((caller) => taskBrief(caller, env)),
	);
	server.registerTool(
		'plan',
		{description: 'The whole plan of the mission: its tasks, their states and dependencies.', annotations},
		() => answering((caller) => missionPlan(caller, env)),
	);
};

const registerSaying = (server: McpServer, answering: Answering): void => {
	server.registerTool(
		'progress',
		{
			description: 'Say in one line what you are at.',
			inputSchema: {text: line('what you are at'), done: count, total: count},
		},
		({text, done = null, total = null}) =>
			answering(async (caller) => ({noted: await reportProgress(caller, {text, done, total})})),
	);
	server.registerTool(
		'follow_up',
		{
			description: 'Note what should be done, or asked, besides your task.',
			inputSchema: {
				kind: z.enum(['follow_up', 'question']),
				title: line('in one line'),
				detail: optionalLine('more words'),
				suggested_action: optionalLine('what you suggest'),
			},
		},
		({kind, title, detail = null, suggested_action = null}) =>
			answering((caller) => ({noted: leaveFollowUp(caller, {kind, title, detail, suggestedAction: suggested_action})})),
	);
};

const registerHandOver = (server: McpServer, env: NodeJS.ProcessEnv, answering: Answering): void => {
	server.registerTool(
		'request_review',
		{
			description: 'Have a person look at your work before the run goes on.',
			inputSchema: {reason: line('why, in one line')},
		},
		({reason}) =>
			answering((caller) => {
				requestReview(caller, reason);
				return {requested: true};
			}),
	);
	server.registerTool(
		'result',
		{
			description:
				'Hand in the result of your step, as the prompt describes it. Handing in again replaces it. Then end.',
			inputSchema: {result: z.record(z.string(), z.unknown())},
		},
		({result}) =>
			answering((caller) => {
				handIn(caller, result, env);
				return {accepted: true};
			}),
	);
};

const registerAsk = (server: McpServer, env: NodeJS.ProcessEnv, answering: Answering): void => {
	server.registerTool(
		'ask',
		{
			description:
				'Ask a person and wait. Where no answer came in time, "answered" is false: the question stays open; call again with the same words to go on waiting.',
			inputSchema: {
				question: line('what only a person can decide'),
				options: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(500))).check(z.maxLength(20))),
				wait_seconds: z.optional(z.int().check(z.minimum(1), z.maximum(LONGEST_WAIT_S))),
			},
		},
		({question, options = [], wait_seconds = WAIT_S}, {signal}) =>
			answering(async (caller) => {
				const enough = AbortSignal.any([signal, AbortSignal.timeout(wait_seconds * 1000)]);
				const answered = await askPerson(caller, env, {question, options}, enough);
				return answered === undefined ? {answered: false} : {answered: true, answer: answered.answer};
			}),
	);
};
