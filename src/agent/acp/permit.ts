// What becomes of a permission request: a rule answers, or a person does — in mosaic's inbox, or at the session's terminal,
// whoever is first. Nobody else, and never by silence.
import type {PermissionOption, RequestPermissionResponse, ToolCallUpdate} from '@agentclientprotocol/sdk/unstable';
import type {AgentEvent} from '../../domain/agent-event.ts';
import {refusalFrom} from '../../domain/errors.ts';
import {decidePermission, type PermissionRule} from '../../domain/permission.ts';
import {answerOwn, askPerson} from '../ask.ts';
import type {AgentSession} from '../session.ts';
import {answersOf, permissionQuestion, permissionRequestOf, ruledAnswer} from './request.ts';
import type {LogTerminal} from './terminal.ts';
import {toolCallOf} from './tool.ts';

export type PermitOptions = {
	readonly caller: AgentSession;
	readonly env: NodeJS.ProcessEnv;
	readonly rules: readonly PermissionRule[];
	readonly cwd: string;
	readonly terminal: LogTerminal;
	readonly tell: (event: AgentEvent) => void;
	/** Ends all waiting: the agent is to stop. */
	readonly stop: AbortSignal;
};

const CANCELLED: RequestPermissionResponse = {outcome: {outcome: 'cancelled'}};
const selected = (optionId: string): RequestPermissionResponse => ({outcome: {outcome: 'selected', optionId}});

/** Answers the permission requests of one agent. */
export const createPermit = (options: PermitOptions) => {
	let asked = 0;
	return async (call: ToolCallUpdate, offered: readonly PermissionOption[]): Promise<RequestPermissionResponse> => {
		const {rules, cwd, terminal, tell, stop} = options;
		const words = permissionQuestion(call, cwd);
		const {action, reason} = decidePermission(rules, permissionRequestOf(call, cwd));
		const ruled = action === 'ask' ? undefined : ruledAnswer(action, offered);
		const decision = action === 'deny' ? 'denied' : 'pending';
		tell({type: 'permission-request', ...toolCallOf(call), decision, words});
		if (action !== 'ask') terminal.note(`${action} by rule: ${reason}`);
		if (ruled !== undefined) return selected(ruled);
		if (action === 'deny') return CANCELLED;
		const answers = answersOf(offered);
		if (answers.size === 0) return CANCELLED;
		const question = {
			question: words,
			options: [...answers.keys()],
			token: `permission:${options.caller.session.id}:${++asked}`,
		};
		const answer = await askBoth(options, question);
		terminal.tell('working', '');
		const optionId = answer === undefined || stop.aborted ? undefined : answers.get(answer);
		return optionId === undefined ? CANCELLED : selected(optionId);
	};
};

type Put = {readonly question: string; readonly options: readonly string[]; readonly token: string};

const askBoth = async ({caller, env, terminal, stop}: PermitOptions, put: Put): Promise<string | undefined> => {
	const over = new AbortController();
	const either = AbortSignal.any([over.signal, stop]);
	terminal.tell('blocked', put.question);
	terminal.note(put.options.map((option, index) => `${index + 1} ${option}`).join('   '));
	const typed = new Promise<string | undefined>((resolve) => {
		terminal.onLine(either, (line) => {
			const option =
				put.options[Number(line) - 1] ?? put.options.find((known) => known.toLowerCase() === line.toLowerCase());
			if (option !== undefined) resolve(option);
			else if (line !== '') terminal.note(`type a number from 1 to ${put.options.length}`);
		});
		either.addEventListener('abort', () => resolve(undefined));
	});
	if (caller.step === null) return finished(typed, over);
	const inbox = askPerson(caller, env, put, either).then(
		(given) => given?.answer,
		(error) => {
			terminal.note(refusalFrom(error).message);
			return typed; // the engine cannot be asked: the terminal still can
		},
	);
	const fromTerminal = typed.then(async (answer) => {
		if (answer !== undefined) await answerOwn(caller, env, {question: put.question, answer}).catch(() => {});
		return answer;
	});
	return finished(Promise.race([inbox, fromTerminal]), over);
};

const finished = async <T>(answer: Promise<T>, over: AbortController): Promise<T> => {
	try {
		return await answer;
	} finally {
		over.abort();
	}
};
