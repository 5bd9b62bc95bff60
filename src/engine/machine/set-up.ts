// Before the first step, and again after a retry: the mark in the tasks file, a place to work in, the state of the checks.
import {dueForRun} from './due.ts';
import type {Move} from './move.ts';
import {checksOf, type RunMachine} from './state.ts';

/** What has to be done before a step can work; undefined where all of it is there. */
export const setUp = (run: RunMachine): Move | undefined => {
	const {setupFailure, workspace} = run;
	if (setupFailure)
		return {
			events: [{type: 'run.ended', state: 'failed', cause: setupFailure.cause, failure: {...setupFailure, step: null}}],
		};
	if (run.marked === null) return {};
	const underWay = Object.values(run.inFlight).filter(({step, action}) => step === null && !ASIDE.has(action.kind));
	if (underWay.length > 0) return {};
	if (!workspace) {
		const place = run.frozen.workflow.workspace;
		return asMove(dueForRun(run, {kind: 'workspace.prepare', taskId: run.taskId, place}));
	}
	const commands = baselineChecks(run);
	if (run.baseline === null && commands.length > 0) return asMove(dueForRun(run, {kind: 'baseline.take', commands}));
	return undefined;
};

/** What goes on beside the work. */
const ASIDE: ReadonlySet<string> = new Set(['task.mark', 'checkpoint.push']);

const asMove = (effect: Move['effect'] | undefined): Move => (effect ? {effect} : {});

const baselineChecks = (run: RunMachine) =>
	run.steps
		.flatMap(({plan}) => (plan.kind === 'check' && plan.baseline ? checksOf(run, plan) : []))
		.filter(({mustPass}) => !mustPass);
