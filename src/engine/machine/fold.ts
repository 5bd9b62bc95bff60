// From events to the state of a run. Total: every event is taken as what happened, never questioned.
import type {RunState} from '../../domain/run.ts';
import {firstState} from './first-state.ts';
import {foldPeople} from './fold-people.ts';
import {foldStep} from './fold-step.ts';
import {foldWorld} from './fold-world.ts';
import type {MachineEntry, RunMachine} from './state.ts';

/** The state after one more event. The first event of a run is `run.started` with what was frozen. */
export const fold = (run: RunMachine | undefined, entry: MachineEntry & {readonly runId: string}): RunMachine => {
	const {event} = entry;
	if (event.type === 'run.started') return firstState(entry.runId, event, entry.at);
	if (!run) throw new Error(`${entry.runId} does not begin with run.started but with ${event.type}`);
	return settled(foldWorld(foldPeople(foldStep(run, entry), entry), entry));
};

/** The state of a run from all its entries, oldest first; undefined where there are none. */
export const foldAll = (runId: string, entries: Iterable<MachineEntry>): RunMachine | undefined => {
	let run: RunMachine | undefined;
	for (const entry of entries) run = fold(run, {...entry, runId});
	return run;
};

const settled = (run: RunMachine): RunMachine => {
	const state = stateOf(run);
	return state === run.state ? run : {...run, state};
};

const stateOf = (run: RunMachine): RunState => {
	if (run.ended) return run.ended;
	if (run.stop) return 'stopping';
	if (run.pausedFrom) return 'paused';
	const waits = (things: readonly {readonly state: string}[]) => things.some((thing) => thing.state === 'open');
	return waits(run.approvals) || waits(run.questions) ? 'waiting' : 'running';
};
