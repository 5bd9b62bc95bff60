import type {ApprovalReason} from '../../domain/approval.ts';
import {takenInText} from '../../domain/taken-in.ts';
import {plainLine, shorten} from '../../domain/text.ts';
import {watchedText} from '../../domain/watched.ts';
import type {Move} from './move.ts';
import type {RunMachine, StepRecord} from './state.ts';

/** Asks a person, about what the step came to. */
export const openApproval = (run: RunMachine, step: StepRecord, reason: ApprovalReason): Move => ({
	events: [
		{
			type: 'approval.opened',
			approval: {
				id: `${run.id}-a${run.approvals.length + 1}`,
				runId: run.id,
				step: step.plan.key,
				turn: step.turn,
				reason,
				title: [titleOf(run, step, reason), ...cautions(run, step)].join('; '),
				proposal: step.answer?.output ?? step.answer?.summary ?? proposalOf(run),
				commit: run.work?.commit ?? null,
			},
		},
	],
});

const titleOf = (run: RunMachine, {plan, answer}: StepRecord, reason: ApprovalReason): string => {
	const said = shorten(plainLine(answer?.summary ?? ''), 200);
	switch (reason) {
		case 'approval-step':
			return plan.kind === 'approval' && plan.question !== null
				? plainLine(plan.question)
				: `${plan.title}: ${plainLine(run.taskTitle)}`;
		case 'after-step':
			return `${plan.title} is done: ${said}`;
		case 'blocked':
			return `${plan.title} is blocked: ${said}`;
		case 'human':
			return `${plan.title} wants a person to look: ${said}`;
	}
};

/** What a person could miss in a change whose checks are green. */
const cautions = (run: RunMachine, {plan}: StepRecord): string[] => {
	if (plan.kind === 'agent' && !run.work?.changed) return [];
	const taken = run.tookIn.at(-1);
	const moved =
		taken?.commit === run.work?.commit && taken?.again.includes(plan.key)
			? [`asked again because ${takenInText(taken)}`]
			: [];
	return [...moved, ...watchedText(run.work?.watched)].map((text) => shorten(plainLine(text), 300));
};

/** What an approval step proposes: the words of the last agent that worked on it, which become the commit's. */
const proposalOf = (run: RunMachine): string =>
	run.steps.findLast(({plan, output}) => plan.kind === 'agent' && output !== null)?.output ?? run.taskTitle;
