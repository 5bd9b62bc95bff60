// An agent's turn: start it, start it again when it vanished, let it mend its answer once, or give up.
import type {AgentTask} from '../../domain/effect.ts';
import type {FailureCause} from '../../domain/failure.ts';
import type {RecordedFinding} from '../../domain/finding.ts';
import type {AgentPlan, ReviewPlan} from '../../domain/workflow-plan.ts';
import {dueForStep} from './due.ts';
import type {Move} from './move.ts';
import {effectsOfStep, openQuestion, type RunMachine, type StepRecord} from './state.ts';

/** So often a vanished agent is started again in one turn (SPEC WF-11). */
const CHURN_BUDGET = 3;
const CRASH_BUDGET = 2;
const REPAIR_BUDGET = 1;

/** Failures after which another attempt may do better. The rest would only fail again. */
const WORTH_ANOTHER: readonly FailureCause[] = ['agent', 'inactivity-timeout', 'max-duration'];

/** The next move of a step that an agent does. */
export const agentMove = (run: RunMachine, step: StepRecord, plan: AgentPlan | ReviewPlan): Move => {
	if (effectsOfStep(run, plan.key).length > 0 || openQuestion(run, step)) return {};
	if (step.agentFailure) return afterFailure(step, plan);
	if (step.churn > CHURN_BUDGET || step.crashes > CRASH_BUDGET)
		return failed(step, 'evicted', 'agent-evicted', `its agent vanished ${step.churn + step.crashes} times`);
	if (step.repairs > REPAIR_BUDGET)
		return failed(
			step,
			'no-usable-output',
			'no-usable-output',
			`no usable answer after a repair: ${step.repair?.problem ?? ''}`,
		);
	const effect = dueForStep(run, step, {kind: 'agent.run', task: taskFor(run, step, plan)});
	return effect ? {effect} : {};
};

const afterFailure = (step: StepRecord, plan: AgentPlan | ReviewPlan): Move => {
	const failure = step.agentFailure;
	if (!failure) return {};
	const {key} = plan;
	const {turn} = step;
	const mayRepeat = plan.kind === 'agent' && step.attempt < plan.attempts + step.extra;
	if (!mayRepeat || !WORTH_ANOTHER.includes(failure.cause))
		return {events: [{type: 'step.failed', step: key, turn, failure}]};
	const {message} = failure;
	const finding = {
		severity: 'note',
		file: null,
		line: null,
		message,
		fix: null,
		source: 'attempt',
		step: key,
		turn,
	} as const;
	return {
		events: [
			{type: 'findings.recorded', findings: [finding]},
			{type: 'step.sent-back', step: key, turn, to: key, reason: message, extraAttempt: false},
		],
	};
};

const failed = ({plan, turn}: StepRecord, cause: FailureCause, code: string, why: string): Move => ({
	events: [
		{
			type: 'step.failed',
			step: plan.key,
			turn,
			failure: {cause, class: 'human-required', code, message: `${plan.key}: ${why}`},
		},
	],
});

const taskFor = (run: RunMachine, step: StepRecord, plan: AgentPlan | ReviewPlan): AgentTask => ({
	role: plan.role,
	binding: run.frozen.roles[plan.role] ?? {runtime: '', model: null, effort: null, argv: []},
	expects: plan.kind === 'agent' ? 'implement' : 'review',
	attempt: step.attempt,
	attempts: plan.kind === 'agent' ? plan.attempts + step.extra : step.attempt,
	prompt: run.frozen.inputs.prompt,
	criteria: run.frozen.inputs.criteria,
	instructions: plan.prompt,
	context: contextOf(run, step),
	answered: run.questions.flatMap(({state, question, answer}) =>
		state === 'answered' && answer !== null ? [{question, answer}] : [],
	),
	findings: findingsFor(run, step),
	repair: step.repair,
	artifact: plan.kind === 'agent' && plan.artifact ? owedBy(run, plan.key, plan.artifact) : null,
	timeoutSeconds: plan.timeoutSeconds,
	inactivitySeconds: plan.inactivitySeconds,
	work: run.work,
});

const owedBy = (
	run: RunMachine,
	planner: string,
	{path, schema, addsSteps}: NonNullable<AgentPlan['artifact']>,
): AgentTask['artifact'] => {
	if (addsSteps !== true) return {path, schema};
	const taken = run.steps.filter(({addedBy}) => addedBy !== planner).map((step) => step.plan.key);
	return {path, schema, adds: {roles: Object.keys(run.frozen.roles), taken}};
};

/** What the steps before it said, as a person may have edited it (SPEC WF-23). */
const contextOf = (run: RunMachine, step: StepRecord): AgentTask['context'] =>
	run.steps
		.slice(0, run.steps.indexOf(step))
		.flatMap(({plan, output}) => (output === null ? [] : [{step: plan.key, text: output}]));

/**
 * What was found since the agent last worked: turns only rise, so everything recorded in a later turn than its previous
 * one is about that work. A reviewer gets none: it looks for itself.
 */
const findingsFor = (run: RunMachine, step: StepRecord): readonly RecordedFinding[] =>
	step.plan.kind === 'agent' ? run.findings.filter(({turn}) => turn >= step.previousTurn && step.previousTurn > 0) : [];
