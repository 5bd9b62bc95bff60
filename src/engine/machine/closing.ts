// After the end: the checkout is taken down, the report written. Then nobody has to look at the run again.
import {dueForRun} from './due.ts';
import {markDue} from './marking.ts';
import type {Move} from './move.ts';
import type {RunMachine} from './state.ts';

/** What is still to be done for a run that has ended. */
export const closing = (run: RunMachine): Move => {
	if (run.closed || Object.keys(run.inFlight).length > 0) return {};
	if (run.hasPlace) return asMove(dueForRun(run, {kind: 'workspace.remove', keepBranch: keepsBranch(run)}));
	if (markDue(run)) return {};
	if (!run.reported) return asMove(dueForRun(run, {kind: 'report.write'}));
	return {events: [{type: 'run.closed'}]};
};

const asMove = (effect: Move['effect'] | undefined): Move => (effect ? {effect} : {});

/** The branch stays where somebody may want to go on with it: work that did not reach its base. */
const keepsBranch = ({integrated, work, ended}: RunMachine): boolean =>
	!integrated && ended !== 'cancelled' && work?.changed === true;
