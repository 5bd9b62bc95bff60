// What becomes of a permission request: a rule answers, or a person does — in mosaic's inbox, or at the session's terminal,
// whoever is first. Nobody else, and never by silence.
import type {PermissionOption, RequestPermissionResponse, ToolCallUpdate} from '@agentclientprotocol/sdk/unstable';
import {loadConfig} from '../../config/load.ts';
import {refusalFrom} from '../../domain/errors.ts';
import type {LeaveDecision} from '../../domain/leave.ts';
import {decidePermission} from '../../domain/permission.ts';
import {redact, secretsIn} from '../../domain/redaction.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import {answerOwn, askPerson} from '../ask.ts';
import type {Channel} from '../headless/channel.ts';
import type {AgentSession} from '../session.ts';
import type {Telling} from '../telling.ts';
import {answersOf, permissionQuestion, permissionRequestOf, ruledAnswer} from './request.ts';
import type {LogTerminal} from './terminal.ts';
import {toolCallOf} from './tool.ts';

export type PermitOptions = {
	readonly caller: AgentSession;
	readonly env: NodeJS.ProcessEnv;
	readonly cwd: string;
	readonly terminal: LogTerminal;
	readonly telling: Telling;
	readonly channel: Channel;
	/** Ends all waiting: the agent is to stop. */
	readonly stop: AbortSignal;
};

const CANCELLED: RequestPermissionResponse = {outcome: {outcome: 'cancelled'}};
const selected = (optionId: string): RequestPermissionResponse => ({outcome: {outcome: 'selected', optionId}});

/** Answers the permission requests of one agent; each decision is on record before the agent is told. */
export const createPermit = (options: PermitOptions) => {
	let asked = 0;
	return async (call: ToolCallUpdate, offered: readonly PermissionOption[]): Promise<RequestPermissionResponse> => {
		const number = ++asked;
		const known = toolCallOf(call);
		const words = permissionQuestion(call, options.cwd);
		options.telling.tell({type: 'permission-request', ...known, decision: 'pending', words});
		const decided = await decide(options, {call, offered, words, number});
		if (decided === undefined) return CANCELLED;
		const {optionId, by, reason} = decided;
		const decision = decided.allow ? 'allow' : 'deny';
		const id = shorten(`${number}:${known.id}`, 200);
		try {
			await options.channel.record({
				id,
				tool: shorten(plainLine(known.tool), 200),
				subject: known.subject,
				decision,
				by,
				reason,
			});
		} catch (error) {
			options.telling.note(`nothing can be put on record (${refusalFrom(error).message}), so nothing is allowed`);
			return CANCELLED;
		}
		options.telling.note(`${decided.allow ? 'allowed' : 'denied'} by ${by}: ${reason}`);
		options.telling.goesOn();
		return optionId === undefined ? CANCELLED : selected(optionId);
	};
};

type Wish = {
	readonly call: ToolCallUpdate;
	readonly offered: readonly PermissionOption[];
	readonly words: string;
	readonly number: number;
};

type Decided = Pick<LeaveDecision, 'by' | 'reason'> & {readonly allow: boolean; readonly optionId: string | undefined};

/** The answer, or undefined where nobody gave one before the agent was to stop. */
const decide = async (options: PermitOptions, {call, offered, words, number}: Wish): Promise<Decided | undefined> => {
	const {cwd, caller, env} = options;
	// Read afresh: a rule that a person wrote while the agent waited for another answer counts.
	const {permissions} = loadConfig(caller.paths.configFile, env);
	const {action, reason} = decidePermission(permissions, permissionRequestOf(call, cwd));
	const ruled = action === 'ask' ? undefined : ruledAnswer(action, offered);
	if (action === 'deny' || ruled !== undefined)
		return {allow: action === 'allow', optionId: ruled, by: 'policy', reason: shorten(plainLine(reason), 2000)};
	const answers = answersOf(offered);
	if (answers.size === 0)
		return {allow: false, optionId: undefined, by: 'policy', reason: 'it offers no answer to choose from'};
	const token = `permission:${caller.session.id}:${number}`;
	const answer = await askBoth(options, {question: redact(words, secretsIn(env)), options: [...answers.keys()], token});
	const optionId = answer === undefined || options.stop.aborted ? undefined : answers.get(answer);
	if (optionId === undefined) return undefined;
	const allow = offered.find((option) => option.optionId === optionId)?.kind.startsWith('allow') === true;
	return {allow, optionId, by: 'person', reason: `a person said: ${answer}`};
};

type Put = {readonly question: string; readonly options: readonly string[]; readonly token: string};

const askBoth = async (
	{caller, env, terminal, telling, stop}: PermitOptions,
	put: Put,
): Promise<string | undefined> => {
	const over = new AbortController();
	const either = AbortSignal.any([over.signal, stop]);
	telling.note(put.options.map((option, index) => `${index + 1} ${option}`).join('   '));
	const typed = new Promise<string | undefined>((resolve) => {
		terminal.onLine(either, (line) => {
			const option =
				put.options[Number(line) - 1] ?? put.options.find((known) => known.toLowerCase() === line.toLowerCase());
			if (option !== undefined) resolve(option);
			else if (line !== '') telling.note(`type a number from 1 to ${put.options.length}`);
		});
		either.addEventListener('abort', () => resolve(undefined));
	});
	if (caller.step === null) return finished(typed, over);
	const inbox = askPerson(caller, env, put, either).then(
		(given) => given?.answer,
		(error) => {
			telling.note(refusalFrom(error).message);
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
