import {checksOf, type RunMachine} from './state.ts';

/** The steps before this one that told whether the work is good: by commands, and by a look of a reviewer or a person. */
export const lookedAt = (
	run: RunMachine,
	before: string,
): {readonly checks: readonly string[]; readonly looks: readonly string[]} => {
	const end = run.steps.findIndex(({plan}) => plan.key === before);
	const done = run.steps.slice(0, Math.max(0, end)).filter(({state}) => state === 'completed');
	return {
		checks: done.flatMap(({plan}) => (plan.kind === 'check' && checksOf(run, plan).length > 0 ? [plan.key] : [])),
		looks: done.flatMap(({plan}) => (plan.kind === 'review' || plan.kind === 'approval' ? [plan.key] : [])),
	};
};
