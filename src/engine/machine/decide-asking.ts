import type {RunCommand} from '../../domain/run-command.ts';
import {plainLine, quoted, shorten} from '../../domain/text.ts';
import {type Decided, refused} from './decided.ts';
import {cleaned} from './read-answer.ts';
import {currentStep, effectsOfStep, type RunMachine} from './state.ts';

type Asking = Extract<RunCommand, {type: 'ask' | 'answer' | 'follow-up'}>;

/** What agents ask and hand over on the side, and what people answer. */
export const decideAsking = (run: RunMachine, command: Asking): Decided => {
	if (command.type === 'ask') return ask(run, command);
	return command.type === 'answer' ? answer(run, command) : followUp(run, command);
};

const ask = (run: RunMachine, command: Extract<RunCommand, {type: 'ask'}>): Decided => {
	const step = currentStep(run);
	const agentIsUp = step && effectsOfStep(run, step.plan.key).some((effect) => effect.action.kind === 'agent.run');
	if (!step || !agentIsUp || run.stop) return refused('no-agent', `${run.id} has no agent at work that could ask.`);
	const words = cleaned(command.question);
	const same = run.questions.find((q) => q.state === 'open' && q.turn === step.turn && q.question === words);
	if (same) return [];
	const question = {
		id: `${run.id}-q${run.questions.length + 1}`,
		runId: run.id,
		step: step.plan.key,
		turn: step.turn,
		sessionId: command.sessionId,
		question: words,
		options: command.options.map(plainLine),
	};
	return [{type: 'question.asked', question}];
};

const answer = (run: RunMachine, command: Extract<RunCommand, {type: 'answer'}>): Decided => {
	const question = run.questions.find(({id}) => id === command.questionId);
	if (!question)
		return {
			kind: 'not-found',
			code: 'unknown-question',
			message: `no question ${quoted(command.questionId)}. \`mosaic approvals\` lists what waits.`,
		};
	if (question.state !== 'open') return refused('stale-question', `${question.id} is ${question.state} already.`);
	const {options} = question;
	if (options.length > 0 && !options.includes(command.answer))
		return {
			kind: 'usage',
			code: 'unknown-option',
			message: `${question.id}: ${quoted(command.answer)} is no option of it. It has: ${options.map(quoted).join(', ')}.`,
		};
	return [{type: 'question.answered', questionId: question.id, answer: command.answer, by: plainLine(command.by)}];
};

const followUp = (run: RunMachine, command: Extract<RunCommand, {type: 'follow-up'}>): Decided => [
	{
		type: 'follow-up.received',
		id: `${run.id}-f${run.followUps + 1}`,
		step: currentStep(run)?.plan.key ?? null,
		kind: command.kind,
		title: shorten(plainLine(command.title), 500),
		detail: cleaned(command.detail),
		suggestedAction: cleaned(command.suggestedAction),
	},
];
