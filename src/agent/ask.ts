// A question of an agent to a person: put once, waited for as long as it takes.
import {createHash} from 'node:crypto';
import {setTimeout as delay} from 'node:timers/promises';
import type {ProjectPaths} from '../config/paths.ts';
import {openLastingEngine} from '../daemon/engine/lasting-engine.ts';
import {type Refusal, Refused} from '../domain/errors.ts';
import type {RunCommand} from '../domain/run-command.ts';
import type {Session} from '../domain/session.ts';
import {plainLine} from '../domain/text.ts';
import {cleaned} from '../engine/machine/read-answer.ts';
import {openForReading} from '../store/open.ts';
import {readRunView} from '../store/run-views.ts';
import {type AgentSession, requireStep} from './session.ts';

export type Asked = {readonly question: string; readonly options: readonly string[]};
export type Answered = {readonly questionId: string; readonly answer: string};

/** An engine that is killed while the question is open is followed by another one; the question is asked once. */
const ATTEMPTS = 100;
const PAUSE_MS = 200;

/**
 * The token of a question. The same words from the same session are the same question: an agent whose tool gave up
 * waiting asks again and gets the answer, also where it was given in between.
 */
const questionToken = ({session}: AgentSession, {question, options}: Asked): string =>
	`ask:${session.id}:${createHash('sha256')
		.update(JSON.stringify([question, options]))
		.digest('hex')
		.slice(0, 32)}`;

/**
 * Asks and waits for the answer; undefined where `signal` ends the waiting first: the question stays open. Refused where
 * it is withdrawn because its run ends.
 */
export const askPerson = async (
	caller: AgentSession,
	env: NodeJS.ProcessEnv,
	asked: Asked & {readonly token?: string},
	signal?: AbortSignal,
): Promise<Answered | undefined> => {
	requireStep(caller, 'questions');
	const command: RunCommand = {
		type: 'ask',
		by: 'agent',
		token: asked.token ?? questionToken(caller, asked),
		sessionId: caller.session.id,
		question: cleaned(asked.question),
		options: asked.options.map(plainLine),
	};
	for (let attempt = 1; ; attempt++) {
		const answer = await dispatch(caller, env, command, signal);
		if (answer === undefined || 'answer' in answer) return answer;
		if (answer.code !== 'engine-lost' || attempt === ATTEMPTS) throw new Refused(answer);
		await delay(PAUSE_MS);
	}
};

const dispatch = async (
	{paths, session}: AgentSession,
	env: NodeJS.ProcessEnv,
	command: RunCommand,
	signal: AbortSignal | undefined,
): Promise<Answered | Refusal | undefined> => {
	if (signal?.aborted) return undefined;
	const engine = await openLastingEngine(paths, env);
	const given = new Promise<undefined>((resolve) => signal?.addEventListener('abort', () => resolve(undefined)));
	try {
		const answer = await Promise.race([engine.dispatch({type: 'of-run', runId: session.runId, command}), given]);
		if (answer === undefined) return undefined;
		return answer.ok ? (answer.value as Answered) : answer.refusal;
	} finally {
		await engine.close();
	}
};

/** Answers a question that this session put, for a person who did so at its terminal: the inbox is then done with it. */
export const answerOwn = async (
	{paths, session}: AgentSession,
	env: NodeJS.ProcessEnv,
	{question, answer}: {readonly question: string; readonly answer: string},
): Promise<void> => {
	const open = openQuestion(paths, session, cleaned(question));
	if (open === undefined) return;
	const command: RunCommand = {type: 'answer', by: 'terminal', token: null, questionId: open, answer};
	const engine = await openLastingEngine(paths, env);
	try {
		await engine.dispatch({type: 'of-run', runId: session.runId, command});
	} finally {
		await engine.close();
	}
};

const openQuestion = (paths: ProjectPaths, session: Session, words: string): string | undefined => {
	const db = openForReading(paths.database);
	try {
		const questions = (db && readRunView(db, session.runId)?.questions) ?? [];
		return questions.findLast((one) => one.state === 'open' && one.sessionId === session.id && one.question === words)
			?.id;
	} finally {
		db?.close();
	}
};
