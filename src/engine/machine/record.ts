// The one way by which events of a run get into the journal: with the views that follow from them, in one transaction.
import {append} from '../../store/journal.ts';
import type {Db} from '../../store/open.ts';
import {readMachineEvents} from '../../store/run-views.ts';
import {dropSteps, saveRun, saveStep} from '../../store/save-run.ts';
import {fold, foldAll} from './fold.ts';
import type {MachineEntry, MachineEvent, RunMachine} from './state.ts';
import {stepView, viewOf} from './view.ts';

/**
 * Appends events of a run and gives its state after them; `run` is undefined where `run.started` comes first. Within
 * `write`: the state counts only once the transaction has.
 */
export const recordRun = (
	db: Db,
	{
		id,
		run,
		events,
		at,
		key,
	}: {
		id: string;
		run: RunMachine | undefined;
		events: readonly MachineEvent[];
		at: string;
		/** Of the first event. */
		key?: string;
	},
): RunMachine | undefined => {
	let after = run;
	for (const [index, event] of events.entries()) {
		append(db, {at, runId: id, sessionId: null, event, ...(key === undefined || index > 0 ? {} : {key})});
		after = fold(after, {at, event, runId: id});
	}
	if (after && after !== run) save(db, run, after);
	return after;
};

/** The state of a run from the journal; undefined where it has none that the engine drives. */
export const loadRun = (db: Db, id: string): RunMachine | undefined => {
	const entries = readMachineEvents(db, id);
	const first = entries[0]?.event;
	return first?.type === 'run.started' && first.frozen ? foldAll(id, entries as readonly MachineEntry[]) : undefined;
};

const save = (db: Db, before: RunMachine | undefined, after: RunMachine): void => {
	saveRun(db, viewOf(after));
	if (before && before.steps.length > after.steps.length) dropSteps(db, after.id, after.steps.length);
	for (const [position, step] of after.steps.entries())
		if (step !== before?.steps[position]) saveStep(db, after.id, position, stepView(step));
};
