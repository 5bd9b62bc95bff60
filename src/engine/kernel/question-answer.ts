import {cleaned} from '../machine/read-answer.ts';
import type {RunMachine} from '../machine/state.ts';
import type {EngineAnswer} from './port.ts';

/** What the one who asked is told; undefined while nobody has answered. */
export const answerOf = (run: RunMachine | undefined, words: string): EngineAnswer | undefined => {
	const question = run?.questions.findLast((asked) => asked.question === cleaned(words));
	if (question?.state === 'open') return undefined;
	if (question?.state === 'answered')
		return {ok: true, message: question.answer ?? '', value: {questionId: question.id, answer: question.answer}};
	const message = 'nobody will answer: the question was withdrawn.';
	return {ok: false, refusal: {kind: 'refused', code: 'withdrawn', message}};
};
