// The answer of a step, out of what the agent said last, for agents that hand in nothing by themselves.
import {existsSync} from 'node:fs';
import {readImplement, readReview} from '../../engine/machine/read-answer.ts';
import {handIn} from '../result.ts';
import type {AgentSession} from '../session.ts';

/** Hands it in where nothing is there yet; gives what is wrong with it, or undefined where all is well. */
export const deliver = (caller: AgentSession, said: string): string | undefined => {
	const {step} = caller;
	if (step === null || existsSync(step.files.handedIn) || existsSync(step.files.result)) return undefined;
	const handedIn = {text: said, via: 'message'} as const;
	const read = step.task.expects === 'review' ? readReview(handedIn) : readImplement(handedIn);
	if (!read.ok) return read.problem;
	handIn(caller, read.answer);
	return undefined;
};

/** What the agent is told where its answer cannot be used; once. */
export const repairPrompt = (problem: string): string =>
	`Your result cannot be used: ${problem} Change nothing that is done. Say the result again as one JSON object in a \`\`\`json block, as the task describes it.`;
