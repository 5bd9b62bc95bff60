import type {EffectAction} from '../../domain/effect.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import type {IntegratePlan} from '../../domain/workflow-plan.ts';
import {lookedAt} from './looked-at.ts';
import type {RunMachine} from './state.ts';

/** What integrating the run's work is, with the words that were last approved or said. */
export const integrateAction = (run: RunMachine, {key, mode, strategy}: IntegratePlan): EffectAction => ({
	kind: 'integrate',
	mode,
	strategy,
	taskId: run.taskId,
	title: shorten(plainLine(run.taskTitle), 72),
	message: messageOf(run),
	expected: {commit: run.work?.commit ?? null, diffHash: run.work?.diffHash ?? null},
	artifacts: run.steps.flatMap(({artifact}) => artifact ?? []),
	request: run.request,
	pushed: run.checkpoint.pushed,
	declined: run.declined,
	verified: verifiedBy(lookedAt(run, key)),
});

const verifiedBy = ({checks, looks}: ReturnType<typeof lookedAt>) => ({
	checks: checks.length > 0,
	looks: looks.length > 0,
});

const messageOf = (run: RunMachine): string =>
	run.steps.findLast(({plan, output}) => output !== null && (plan.kind === 'agent' || plan.kind === 'approval'))
		?.output ?? '';
