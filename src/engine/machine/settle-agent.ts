import type {AgentTask, Effect, EffectOutcome} from '../../domain/effect.ts';
import type {RecordedFinding} from '../../domain/finding.ts';
import type {RunEvent} from '../../domain/run-event.ts';
import {readAdded} from './added.ts';
import {artifactOf} from './artifact.ts';
import {cleaned, readImplement, readReview} from './read-answer.ts';
import {openQuestion, type RunMachine, stepOf} from './state.ts';

type AgentOutcome = Extract<
	EffectOutcome,
	{kind: 'agent-ended' | 'agent-failed' | 'agent-vanished' | 'artifact' | 'artifact-invalid'}
>;
type Turn = {readonly step: string; readonly turn: number};

/** What an agent's end, or the file it owed, comes to. */
export const settleAgent = (run: RunMachine, effect: Effect, outcome: AgentOutcome): RunEvent[] => {
	const {step, turn, action} = effect;
	if (step === null || turn === null) return [];
	const at = {step, turn};
	if (outcome.kind === 'artifact') {
		if (action.kind !== 'artifact.take') return [];
		return taken(run, at, action.path, outcome);
	}
	if (outcome.kind === 'artifact-invalid')
		return [{type: 'step.answer-invalid', ...at, problem: cleaned(outcome.problem), sessionId: null}];
	if (action.kind !== 'agent.run') return [];
	return [...ended(at, action.task, outcome), ...judged(run, at, action.task, outcome)];
};

/** The file is kept; where it is a plan, its steps are put into the run, to be seen before anybody approves or does them. */
const taken = (
	run: RunMachine,
	at: Turn,
	path: string,
	{payload, hash}: Extract<AgentOutcome, {kind: 'artifact'}>,
): RunEvent[] => {
	const id = `${run.id}-x${run.artifacts + 1}`;
	const stored: RunEvent = {type: 'artifact.stored', artifact: {id, kind: 'file', ...at, subject: path, payload, hash}};
	const plan = stepOf(run, at.step)?.plan;
	if (plan?.kind !== 'agent' || plan.artifact?.addsSteps !== true) return [stored];
	const added = readAdded(run, at.step, payload);
	return added.ok
		? [stored, {type: 'steps.added', ...at, steps: added.steps}]
		: [{type: 'step.answer-invalid', ...at, problem: cleaned(`${path}: ${added.problem}`), sessionId: null}];
};

type Ended = Extract<AgentOutcome, {kind: `agent-${string}`}>;

const ended = (at: Turn, {role, binding}: AgentTask, {sessionId, work, usage}: Ended): RunEvent[] => [
	{type: 'step.agent-ended', ...at, sessionId, work},
	...usage.map((used): RunEvent => ({type: 'usage.recorded', ...at, role, runtime: binding.runtime, usage: used})),
];

const judged = (run: RunMachine, at: Turn, task: AgentTask, outcome: Ended): RunEvent[] => {
	if (outcome.kind === 'agent-vanished')
		return [{type: 'step.agent-vanished', ...at, reason: outcome.reason, message: outcome.message}];
	if (outcome.kind === 'agent-failed') return [{type: 'step.agent-failed', ...at, failure: outcome.failure}];
	return task.expects === 'implement' ? implemented(run, at, outcome) : reviewed(run, at, outcome);
};

type Finished = Extract<Ended, {kind: 'agent-ended'}>;

const implemented = (run: RunMachine, at: Turn, outcome: Finished): RunEvent[] => {
	const read = readImplement(outcome.handedIn);
	if (!read.ok) return unusable(run, at, outcome, read.problem);
	const {status, summary, needs_human, estimate} = read.answer;
	const events = [
		artifactOf(run, {kind: 'implement', ...at, subject: outcome.work?.commit ?? run.taskId, payload: read.answer}),
	];
	if (status === 'failed') return [...events, gaveUp(at, summary)];
	const asks = status === 'blocked' ? 'blocked' : needs_human ? 'human' : null;
	const answered = {verdict: status === 'blocked' ? 'blocked' : 'pass', asks, summary, output: summary} as const;
	return [...events, {type: 'step.answered', ...at, ...answered, estimate: estimate ?? null}, ...unasked(run, at)];
};

const gaveUp = (at: Turn, summary: string): RunEvent => ({
	type: 'step.agent-failed',
	...at,
	failure: {
		cause: 'agent',
		class: 'human-required',
		code: 'agent-gave-up',
		message: `${at.step}: the agent gave up: ${summary}`,
	},
});

const reviewed = (run: RunMachine, at: Turn, outcome: Finished): RunEvent[] => {
	const read = readReview(outcome.handedIn);
	if (!read.ok) return unusable(run, at, outcome, read.problem);
	const {verdict, summary} = read.answer;
	const findings = read.answer.findings.map((finding): RecordedFinding => ({...finding, source: 'review', ...at}));
	const subject = run.work?.commit ?? run.taskId;
	const events = [artifactOf(run, {kind: 'review', ...at, subject, payload: read.answer})];
	if (findings.length > 0) events.push({type: 'findings.recorded', findings});
	const asks = verdict === 'blocked' ? 'blocked' : null;
	return [
		...events,
		{type: 'step.answered', ...at, verdict, asks, summary, output: summary, estimate: null},
		...unasked(run, at),
	];
};

// An agent that ended while its question is open has not failed to answer: it goes on when the question is answered.
const unusable = (run: RunMachine, at: Turn, {sessionId}: Finished, problem: string): RunEvent[] => {
	const step = stepOf(run, at.step);
	return step && openQuestion(run, step) ? [] : [{type: 'step.answer-invalid', ...at, problem, sessionId}];
};

const unasked = (run: RunMachine, {turn}: Turn): RunEvent[] =>
	run.questions
		.filter((question) => question.state === 'open' && question.turn === turn)
		.map(({id}) => ({type: 'question.withdrawn', questionId: id, reason: 'its agent finished without the answer'}));
