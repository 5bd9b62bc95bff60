// The requests for leave of codex's app server.
import type {AgentEvent} from '../../domain/agent-event.ts';
import type {Leave, LeaveRequest} from '../dialogue.ts';
import {type Fields, textIn} from '../fields.ts';
import {spokenLine} from '../spoken-lines.ts';
import {toolCall} from '../tools.ts';
import {plainCommand} from './items.ts';

type Found = {readonly request: LeaveRequest; readonly event: AgentEvent};

/** A request with its event; undefined for one that is not for leave. `changed`: the files of each change that it told. */
export const leaveRequest = (
	id: unknown,
	method: string,
	params: Fields,
	changed: ReadonlyMap<string, readonly string[]>,
): Found | undefined => {
	const name = `codex-${String(id)}`;
	// Leave is given for this once: "for the session" would be a rule that nobody wrote.
	const answer = (leave: Leave): string => spokenLine({id, result: {decision: leave.allow ? 'accept' : 'decline'}});
	const reason = textIn(params, 'reason');
	if (method === 'item/commandExecution/requestApproval') {
		const command = textIn(params, 'command');
		const known = command === null ? null : plainCommand(command);
		const request = {id: name, command: known, paths: [], answer};
		return {request, event: wish(name, 'shell', {command: known ?? reason}, reason)};
	}
	if (method === 'item/fileChange/requestApproval') {
		const root = textIn(params, 'grantRoot');
		const paths = [...(changed.get(textIn(params, 'itemId') ?? '') ?? []), ...(root === null ? [] : [root])];
		return {
			request: {id: name, command: null, paths, answer},
			event: wish(name, 'apply_patch', {path: paths[0] ?? reason}, reason),
		};
	}
	if (method === 'item/permissions/requestApproval') {
		const grant = (leave: Leave): string =>
			spokenLine({id, result: {permissions: leave.allow ? (params.permissions ?? {}) : {}, scope: 'turn'}});
		const subject = `${reason ?? ''} ${JSON.stringify(params.permissions ?? {})}`.trim();
		const request = {id: name, command: null, paths: [], answer: grant};
		return {request, event: wish(name, 'request_permissions', {query: subject}, reason)};
	}
	return undefined;
};

const wish = (id: string, tool: string, input: Fields, reason: string | null): AgentEvent => {
	const call = toolCall(id, tool, input);
	return {type: 'permission-request', decision: 'pending', words: reason ?? call.subject ?? tool, ...call};
};

/** What is not understood is refused at once: nobody else would answer it, and the turn would wait for ever. */
export const refusedRequest = (id: unknown, method: string): object => {
	if (method === 'mcpServer/elicitation/request') return {id, result: {action: 'decline', content: null}};
	return {id, error: {code: -32601, message: 'mosaic does not answer this'}};
};
