// After the end: the checkout is taken down, the report written. Then nobody has to look at the run again.
import type {EffectAction} from '../../domain/effect.ts';
import {checkpointDue} from './checkpoint.ts';
import {dueForRun} from './due.ts';
import {markDue} from './marking.ts';
import type {Move} from './move.ts';
import type {RunMachine} from './state.ts';

/** What is still to be done for a run that has ended. */
export const closing = (run: RunMachine): Move => {
	if (run.closed || Object.keys(run.inFlight).length > 0) return {};
	if (checkpointDue(run)) return {}; // comes first: it is pushed from the workspace
	if (run.hasPlace) return asMove(dueForRun(run, removal(run)));
	if (markDue(run)) return {};
	if (!run.reported) return asMove(dueForRun(run, {kind: 'report.write'}));
	return {events: [{type: 'run.closed'}]};
};

const asMove = (effect: Move['effect'] | undefined): Move => (effect ? {effect} : {});

/** The branch stays where somebody may want to go on with it: work that did not reach its base. */
const removal = ({integrated, work, ended, checkpoint, request}: RunMachine): EffectAction => {
	const goes = integrated !== null || ended === 'cancelled';
	const keepBranch = goes ? false : work?.changed === true || 'unless-empty';
	// The branch of a pull request that somebody may be looking at is theirs to close.
	const pushed = goes && request === null ? checkpoint.pushed : null;
	return {kind: 'workspace.remove', keepBranch, ...(pushed === null ? {} : {pushed})};
};
