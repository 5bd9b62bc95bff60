// What is said to codex's app server, and what its messages mean.
import type {AgentEvent} from '../../domain/agent-event.ts';
import {sumUsage, type Usage} from '../../domain/usage.ts';
import type {Dialogue, DialogueOptions, LeaveRequest} from '../dialogue.ts';
import {countIn, type Fields, fieldsIn, listIn, textIn} from '../fields.ts';
import {createLineReader} from '../line-reader.ts';
import {spokenLine} from '../spoken-lines.ts';
import {isUsed, since, withoutCached} from '../usage.ts';
import {execItem} from './items.ts';
import {leaveRequest, refusedRequest} from './leave-requests.ts';
import {codexErrorText, codexFailure, itemEvents} from './stream.ts';

const HELLO = 0;
const THREAD = 1;
const TURN = 2;

const CLIENT = {clientInfo: {name: 'mosaic', title: null, version: '1'}, capabilities: null};

/** A dialogue of one turn. */
export const createCodexDialogue = (options: DialogueOptions): Dialogue => {
	const state = createState(options);
	let say = '';
	let requests: LeaveRequest[] = [];
	const reader = createLineReader({
		line: (message) => {
			const {events = [], words, request} = understood(message, state, options);
			if (words !== undefined) say += spokenLine(words);
			if (request !== undefined) requests.push(request);
			return [...events];
		},
		end: () => [],
	});
	return {
		begin: () => spokenLine({id: HELLO, method: 'initialize', params: CLIENT}),
		hear: (bytes) => {
			const events = reader.push(bytes);
			const heard = {events, say, requests};
			say = '';
			requests = [];
			return heard;
		},
		end: () => reader.end(),
	};
};

/** `total`: all that was used when it was counted last. */
type State = {
	turnId: string | null;
	model: string | null;
	said: string | null;
	total: Omit<Usage, 'model'>;
	readonly changed: Map<string, readonly string[]>;
};

const createState = ({usedBefore, model}: DialogueOptions): State => ({
	turnId: null,
	model,
	said: null,
	total: sumUsage(usedBefore),
	changed: new Map(),
});

type Understood = {
	readonly events?: readonly AgentEvent[];
	readonly words?: object;
	readonly request?: LeaveRequest;
};

const understood = (message: Fields, state: State, options: DialogueOptions): Understood => {
	const params = fieldsIn(message, 'params');
	const method = textIn(message, 'method');
	if (method === null) return answered(message, state, options);
	if (message.id !== undefined) return asked(message, method, params, state);
	return {events: told(method, params, state)};
};

const answered = (message: Fields, state: State, {cwd, resume, prompt}: DialogueOptions): Understood => {
	const error = textIn(fieldsIn(message, 'error'), 'message');
	if (error !== null) return {events: failed(error)};
	const result = fieldsIn(message, 'result');
	if (message.id === HELLO) {
		const params = resume === null ? {cwd} : {threadId: resume, cwd, excludeTurns: true};
		return {words: {id: THREAD, method: resume === null ? 'thread/start' : 'thread/resume', params}};
	}
	if (message.id === TURN) {
		state.turnId = textIn(fieldsIn(result, 'turn'), 'id');
		return {};
	}
	if (message.id !== THREAD) return {};
	const thread = fieldsIn(result, 'thread');
	const id = textIn(thread, 'id') ?? '';
	state.model = textIn(result, 'model') ?? textIn(thread, 'model') ?? state.model;
	const input = [{type: 'text', text: prompt, text_elements: []}];
	return {
		events: [{type: 'session-id', id, model: state.model}],
		words: {id: TURN, method: 'turn/start', params: {threadId: id, input}},
	};
};

const asked = (message: Fields, method: string, params: Fields, state: State): Understood => {
	const found = leaveRequest(message.id, method, params, state.changed);
	if (found === undefined) return {words: refusedRequest(message.id, method)};
	const {request, event} = found;
	return {request, events: [event]};
};

/** A file that is moved is changed in two places. */
const changedFiles = (change: Fields): string[] => ['path', 'move_path'].flatMap((name) => textIn(change, name) ?? []);

const told = (method: string, params: Fields, state: State): readonly AgentEvent[] => {
	switch (method) {
		case 'item/started':
		case 'item/completed': {
			const item = execItem(fieldsIn(params, 'item'));
			const id = textIn(item, 'id') ?? '';
			if (item.type === 'file_change') state.changed.set(id, listIn(item, 'changes').flatMap(changedFiles));
			if (item.type === 'agent_message') state.said = textIn(item, 'text') ?? state.said;
			return itemEvents(item, method === 'item/started' ? 'item.started' : 'item.completed');
		}
		case 'turn/started':
			state.turnId = textIn(fieldsIn(params, 'turn'), 'id') ?? state.turnId;
			return [];
		case 'turn/plan/updated':
			return [{type: 'todo-list', items: listIn(params, 'plan').map(todoOf)}];
		case 'thread/tokenUsage/updated':
			return usageEvents(params, state);
		case 'error':
			return [codexFailure(codexErrorText(textIn(fieldsIn(params, 'error'), 'message')), false)];
		case 'turn/completed':
			return turnEnd(fieldsIn(params, 'turn'), state);
		default:
			return [];
	}
};

const todoOf = (step: Fields) => ({
	text: textIn(step, 'step') ?? '',
	state:
		step.status === 'completed'
			? ('done' as const)
			: step.status === 'inProgress'
				? ('active' as const)
				: ('open' as const),
});

/** It counts over the whole thread; what a resumed one had used before is told first, in the name of the turn before. */
const usageEvents = (params: Fields, state: State): AgentEvent[] => {
	const total = fieldsIn(fieldsIn(params, 'tokenUsage'), 'total');
	const now = withoutCached({
		model: state.model,
		input: countIn(total, 'inputTokens'),
		cached: countIn(total, 'cachedInputTokens'),
		written: countIn(total, 'cacheWriteInputTokens'),
		output: countIn(total, 'outputTokens'),
	});
	const usage = since(now, state.total);
	state.total = now;
	const isOwn = state.turnId !== null && params.turnId === state.turnId;
	return isOwn && isUsed(usage) ? [{type: 'usage', usage, exact: true}] : [];
};

const turnEnd = (turn: Fields, {said, turnId}: State): AgentEvent[] => {
	if (turnId !== null && turn.id !== turnId) return [];
	if (turn.status === 'completed') return [{type: 'end', how: 'done', message: said}];
	if (turn.status === 'interrupted') return [{type: 'end', how: 'interrupted', message: said}];
	return failed(codexErrorText(textIn(fieldsIn(turn, 'error'), 'message')));
};

const failed = (message: string): AgentEvent[] => [codexFailure(message, true), {type: 'end', how: 'failed', message}];
