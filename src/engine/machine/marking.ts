// What the tasks file should say of the run's task. The file is written only where that differs from what was last written.
import type {Effect} from '../../domain/effect.ts';
import type {TaskStatus} from '../../domain/task.ts';
import {dueForRun} from './due.ts';
import type {RunMachine} from './state.ts';

/** The mark that is due, if any. */
export const markDue = (run: RunMachine): Effect | undefined => {
	const {to, why} = wanted(run);
	if (to === null || to === run.marked) return undefined;
	return dueForRun(run, {kind: 'task.mark', taskId: run.taskId, to, why});
};

type Mark = {readonly to: TaskStatus | 'previous' | null; readonly why: string};

const wanted = (run: RunMachine): Mark => {
	switch (run.ended) {
		case 'completed':
			if (run.integrated) return {to: 'done', why: 'integrated'};
			return isVerified(run) ? {to: 'done', why: 'verified'} : {to: 'review', why: 'nothing verified it'};
		case 'failed':
			return {to: 'failed', why: run.failure?.message ?? 'failed'};
		case 'cancelled':
			return {to: run.marked === null ? null : 'previous', why: 'the run was aborted'};
		case 'interrupted':
			return {to: run.marked, why: 'waits to be resumed'};
		case null: {
			const blocked = run.approvals.find(({state, reason}) => state === 'open' && reason === 'blocked');
			return blocked ? {to: 'blocked', why: blocked.title} : {to: 'in-progress', why: run.id};
		}
	}
};

/** Whether something other than the implementer's own word speaks for the work. */
const isVerified = (run: RunMachine): boolean =>
	run.steps.some(
		({plan, verdict, checks, state}) =>
			state === 'completed' &&
			verdict === 'pass' &&
			((plan.kind === 'check' && checks.length > 0) || plan.kind === 'review' || plan.kind === 'approval'),
	);
