// `mosaic ask`: for agents, inside a session. Waits until a person answers, and prints the answer.
import {randomUUID} from 'node:crypto';
import {setTimeout as delay} from 'node:timers/promises';
import {projectPaths} from '../config/paths.ts';
import {Refused, refuse} from '../domain/errors.ts';
import type {RunCommand} from '../domain/run-command.ts';
import type {Context} from './context.ts';
import {askEngine} from './engine.ts';

export type AskCommandOptions = {readonly question: string; readonly options: readonly string[]};

/** An engine that is killed while the question is open is followed by another one; the question is asked once. */
const ATTEMPTS = 100;
const PAUSE_MS = 200;

/** Asks and waits. Refused outside a session, and where the question is withdrawn because its run ends. */
export const askCommand = async (context: Context, {question, options}: AskCommandOptions): Promise<number> => {
	const {MOSAIC_RUN: runId, MOSAIC_SESSION: sessionId = null, MOSAIC_PROJECT: root} = context.env;
	if (!runId || !root)
		return refuse('usage', 'no-session', 'only an agent that mosaic started for a step can ask. Ask on your terminal.');
	const inProject = {...context, paths: () => projectPaths(root)};
	const command: RunCommand = {
		type: 'ask',
		by: 'agent',
		token: randomUUID(),
		sessionId,
		question,
		options: [...options],
	};
	for (let attempt = 1; ; attempt++) {
		try {
			const {value} = await askEngine(inProject, {type: 'of-run', runId, command});
			const {questionId, answer} = value as {questionId: string; answer: string};
			if (context.json) context.output.document('ask', {questionId, answer});
			else context.output.print(answer);
			return 0;
		} catch (error) {
			const passing = error instanceof Refused && error.refusal.code === 'engine-lost';
			if (!passing || attempt === ATTEMPTS) throw error;
			await delay(PAUSE_MS);
		}
	}
};
