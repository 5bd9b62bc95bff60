// From what came of an effect to events. Facts only; what follows from them is decided by schedule.ts.

import {type CheckResult, judgeChecks} from '../../domain/check.ts';
import type {Effect, EffectOutcome} from '../../domain/effect.ts';
import type {Failure} from '../../domain/failure.ts';
import type {RunEvent} from '../../domain/run-event.ts';
import {unreachable} from '../../domain/unreachable.ts';
import {artifactOf} from './artifact.ts';
import {stopAs} from './decided.ts';
import {settleAgent} from './settle-agent.ts';
import {settleChecks, settleCommand} from './settle-checks.ts';
import {settleIntegration} from './settle-integration.ts';
import type {RunMachine} from './state.ts';

/** How often an effect is tried again after a failure that may pass. */
const TRIES = 3;

/**
 * The events that an effect's outcome comes to, for one transaction. None where the effect is not under way: its outcome
 * was taken before, and taking it again changes nothing.
 */
export const settle = (run: RunMachine, key: string, outcome: EffectOutcome): RunEvent[] => {
	const effect = run.inFlight[key];
	if (!effect) return [];
	if (outcome.kind === 'failed') return settleFailure(run, effect, outcome.failure);
	return [{type: 'effect.finished', key, outcome: outcome.kind}, ...settleOutcome(run, effect, outcome)];
};

type Outcome = Exclude<EffectOutcome, {kind: 'failed'}>;

const settleOutcome = (run: RunMachine, effect: Effect, outcome: Outcome): RunEvent[] => {
	const {action} = effect;
	switch (outcome.kind) {
		case 'agent-ended':
		case 'agent-failed':
		case 'agent-vanished':
		case 'artifact':
		case 'artifact-invalid':
			return settleAgent(run, effect, outcome);
		case 'checked':
			return settleChecks(run, effect, outcome);
		case 'command':
			return settleCommand(run, effect, outcome.result);
		case 'integrated':
		case 'pull-request':
		case 'conflict':
		case 'changed':
		case 'base-taken':
		case 'declined':
			return settleIntegration(run, effect, outcome);
		case 'marked': {
			if (action.kind !== 'task.mark') return [];
			return [{type: 'task.state-marked', taskId: action.taskId, to: action.to, note: outcome.note}];
		}
		case 'prepared':
			return prepared(run, outcome);
		case 'checkpoint':
			return checkpoint(run, outcome);
		case 'baseline':
			return baseline(run, outcome.results);
		case 'removed':
			return [{type: 'workspace.removed', note: outcome.note}];
		case 'written':
			return [{type: 'report.written', files: outcome.files}];
		case 'stopped':
			return stopped(run, effect, outcome);
		default:
			return unreachable(outcome);
	}
};

const baseline = (run: RunMachine, results: readonly CheckResult[]): RunEvent[] => [
	{type: 'checks.recorded', baseline: true, step: null, turn: 0, results: judgeChecks(results, [])},
	artifactOf(run, {kind: 'baseline', step: null, turn: null, subject: run.taskId, payload: results}),
];

const checkpoint = (run: RunMachine, {tip, problem}: Extract<Outcome, {kind: 'checkpoint'}>): RunEvent[] => {
	if (problem !== null) return [notPushed(run, problem)];
	return tip === null || tip === run.checkpoint.pushed ? [] : [{type: 'checkpoint.pushed', tip}];
};

const notPushed = (run: RunMachine, message: string): RunEvent => ({
	type: 'checkpoint.failed',
	message,
	failures: run.checkpoint.failures + 1,
});

type Prepared = Extract<Outcome, {kind: 'prepared'}>;

// The contract is frozen once, with the base of the first workspace: a retry works for the same promise.
const prepared = (run: RunMachine, {workspace, guarded}: Prepared): RunEvent[] => {
	const events: RunEvent[] = [{type: 'workspace.prepared', workspace}];
	if (guarded) events.push({type: 'workspace.guarded', ...guarded});
	if (run.contractId !== null) return events;
	const {prompt, criteria} = run.frozen.inputs;
	const {baseBranch, baseCommit} = workspace;
	const payload = {taskId: run.taskId, prompt, criteria, baseBranch, baseCommit};
	return [...events, artifactOf(run, {kind: 'contract', step: null, turn: null, subject: run.taskId, payload})];
};

// A session that a person stopped, while nobody stopped the run, interrupts the run.
const stopped = (run: RunMachine, effect: Effect, outcome: Extract<Outcome, {kind: 'stopped'}>): RunEvent[] => {
	const ended: RunEvent[] =
		effect.action.kind === 'agent.run' && effect.step !== null && effect.turn !== null
			? [
					{
						type: 'step.agent-ended',
						step: effect.step,
						turn: effect.turn,
						sessionId: outcome.sessionId,
						work: outcome.work,
					},
				]
			: [];
	return run.stop ? ended : [...ended, ...stopAs(run, 'interrupted', 'its session was stopped')];
};

const settleFailure = (run: RunMachine, effect: Effect, failure: Failure): RunEvent[] => {
	const {key, step, turn, action} = effect;
	if (action.kind === 'checkpoint.push')
		return [{type: 'effect.failed', key, failure, again: false}, notPushed(run, failure.message)];
	const again = failure.class === 'retryable' && effect.tries + 1 < TRIES && !run.stop;
	const events: RunEvent[] = [{type: 'effect.failed', key, failure, again}];
	if (again) return events;
	// What only tidies up or tells must not hold the run for ever: it is given up, and the record says so.
	const note = `given up: ${failure.message}`;
	if (action.kind === 'task.mark') events.push({type: 'task.state-marked', taskId: action.taskId, to: action.to, note});
	if (action.kind === 'workspace.remove') events.push({type: 'workspace.removed', note});
	if (action.kind === 'report.write') events.push({type: 'report.written', files: []});
	if (step !== null && turn !== null && !run.stop) events.push({type: 'step.failed', step, turn, failure});
	return events;
};
