import type {Receipt} from '../../domain/artifact.ts';
import {artifactOf} from './artifact.ts';
import type {MachineEvent, RunMachine} from './state.ts';

/** The receipt that seals a finished run, unless it is there already. */
export const seal = (run: RunMachine): MachineEvent[] => {
	if (run.sealed) return [];
	return [artifactOf(run, {kind: 'receipt', step: null, turn: null, subject: run.taskId, payload: receiptOf(run)})];
};

const receiptOf = (run: RunMachine): Receipt => {
	const review = run.steps.findLast(({plan, state}) => plan.kind === 'review' && state === 'completed');
	return {
		taskId: run.taskId,
		contract: run.contractId ?? '',
		baseCommit: run.baseCommit,
		commit: run.work?.commit ?? null,
		diffHash: run.work?.diffHash ?? null,
		commands: run.steps.flatMap(({plan, checks}) =>
			checks.map(({name, argv, exitCode, verdict}) => ({step: plan.key, name, argv, exitCode, verdict})),
		),
		...(run.tookIn.length === 0 ? {} : {tookIn: run.tookIn}),
		verdict: review === undefined ? null : review.verdict === 'changes' ? 'changes' : 'pass',
		approvals: run.approvals
			.filter(({state}) => state === 'approved')
			.map(({id, step, decision}) => ({id, step, by: decision?.by ?? ''})),
		integrated: run.integrated,
	};
};
