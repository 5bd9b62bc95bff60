// `mosaic runs`: the runs, newest first, and what each waits for.

import {plainLine} from '../domain/text.ts';
import {lastRuns} from '../engine/kernel/read-runs.ts';
import type {Context} from './context.ts';
import {warnOfUndriven} from './undriven.ts';

/** Older ones are in the events. */
const SHOWN = 500;

/** Lists all runs. */
export const runsCommand = async (context: Context): Promise<number> => {
	const runs = lastRuns(context.paths(), SHOWN);
	if (context.json) context.output.document('runs', {runs});
	else if (runs.length === 0) context.output.print('No run yet.');
	else
		for (const run of runs) {
			const waits = [...run.approvals, ...run.questions].filter(({state}) => state === 'open').map(({id}) => id);
			const why =
				run.failure === null
					? waits.length > 0
						? `waits for ${waits.join(', ')}`
						: ''
					: plainLine(run.failure.message);
			context.output.print(
				`${run.id}  ${run.state.padEnd(11)}  ${plainLine(run.taskId)}  ${run.workflow}  ${why}`.trimEnd(),
			);
		}
	warnOfUndriven(context);
	return 0;
};
