import type {RunCommand} from '../../domain/run-command.ts';
import {quoted} from '../../domain/text.ts';
import {type Decided, refused, withdrawals} from './decided.ts';
import {currentStep, type RunMachine} from './state.ts';

type Reopening = Extract<RunCommand, {type: 'retry' | 'restart' | 'continue'}>;

/** Going on after an end: where it failed, or from a chosen step (SPEC WF-12). */
export const decideReopening = (
	run: RunMachine,
	command: {type: 'retry'} | Extract<Reopening, {type: 'restart'}>,
): Decided => (command.type === 'retry' ? retry(run) : restart(run, command.from));

const retry = (run: RunMachine): Decided => {
	if (run.state !== 'failed' && run.state !== 'interrupted')
		return refused('wrong-state', `${run.id} is ${run.state}; only a failed or interrupted run can be retried.`);
	const from = currentStep(run)?.plan.key;
	if (from === undefined) return refused('nothing-left', `${run.id} has no step left to do.`);
	return [{type: 'run.reopened', from, reset: false}];
};

const restart = (run: RunMachine, from: string): Decided => {
	const keys = run.steps.map((step) => step.plan.key);
	if (!keys.includes(from))
		return {
			kind: 'not-found',
			code: 'unknown-step',
			message: `${run.id} has no step ${quoted(from)}. It has: ${keys.join(', ')}.`,
		};
	if (run.integrated) return refused('integrated', `${run.id} is integrated; start a new run of the task instead.`);
	const isUnderWay = Object.values(run.inFlight).some((effect) => effect.step !== null);
	if (run.stop || isUnderWay)
		return refused('under-way', `${run.id} is at work. \`mosaic stop ${run.id}\` first, or wait for its step.`);
	if (run.state === 'completed' || run.state === 'cancelled')
		return refused('wrong-state', `${run.id} is ${run.state}; start a new run of the task instead.`);
	return [...withdrawals(run, `the run was restarted from ${from}`), {type: 'run.reopened', from, reset: true}];
};
