// Why a run cannot begin beside those that there are (SPEC RE-2, WF-14). Pure.
import type {Refusal} from '../../domain/errors.ts';
import {isRunOver} from '../../domain/run.ts';
import {plainLine, quoted} from '../../domain/text.ts';
import type {WorkflowPlan} from '../../domain/workflow-plan.ts';
import type {RunMachine} from '../machine/state.ts';
import type {RunPlan} from '../plan.ts';
import {drivenByEngine} from '../why-not.ts';

/** One run per task, one at a time in the project's own checkout, and at most `most` under way; undefined where nothing is in the way. */
export const whyNotNow = (
	runs: readonly RunMachine[],
	{task}: RunPlan,
	{workspace}: WorkflowPlan,
	most: number,
): Refusal | undefined => {
	const active = runs.filter((run) => !isRunOver(run.state) || run.state === 'interrupted');
	const same = active.find((run) => run.taskId === task.id);
	if (same) return drivenByEngine(same);
	const inPlace = active.find((run) => run.frozen.workflow.workspace === 'in-place' && !isRunOver(run.state));
	if (workspace === 'in-place' && inPlace)
		return refused(
			`${inPlace.id} of ${quoted(inPlace.taskId)} is ${inPlace.state} in this checkout. Wait for it, or use a workflow with a worktree.`,
		);
	const underWay = active.filter(isUnderWay);
	if (underWay.length < most) return undefined;
	const names = underWay.map(({id, taskId, state}) => `${id} of ${plainLine(taskId)} (${state})`).join(', ');
	return {
		kind: 'refused',
		code: 'too-many-runs',
		message: `${underWay.length} of at most ${most} runs are under way: ${names}. Wait for one, or raise \`parallel\` in the settings.`,
	};
};

/** One that waits for a person, or is paused, uses nothing up. */
export const isUnderWay = ({state}: Pick<RunMachine, 'state'>): boolean => state === 'running' || state === 'stopping';

const refused = (message: string): Refusal => ({kind: 'refused', code: 'run-active', message});
