// The runs of a project as the engine has them in memory: folded from the journal, and brought up to it with each commit.
import {Refused} from '../../domain/errors.ts';
import {holdsLease, type Lease} from '../../store/lease.ts';
import {type Db, write} from '../../store/open.ts';
import {readUnclosedRuns} from '../../store/run-views.ts';
import {loadRun, recordRun} from '../machine/record.ts';
import type {MachineEvent, RunMachine} from '../machine/state.ts';

/** The book of an engine. Every write of it is fenced by the lease: one that lost it writes nothing any more. */
export const createRunBook = (db: Db, lease: Lease, now: () => string, onChange: () => void) => {
	const runs = new Map<string, RunMachine>();
	for (const runId of readUnclosedRuns(db)) {
		const run = loadRun(db, runId);
		if (run && !run.closed) runs.set(runId, run);
	}
	const fenced = <T>(work: () => T): T =>
		write(db, () => {
			if (!holdsLease(db, lease)) throw new Refused(LOST);
			return work();
		});
	const load = (runId: string): RunMachine | undefined => runs.get(runId) ?? loadRun(db, runId);
	const keep = (run: RunMachine | undefined): RunMachine => {
		if (!run) throw new Error('events of a run that never began');
		if (run.closed) runs.delete(run.id);
		else runs.set(run.id, run);
		onChange();
		return run;
	};
	return {
		/** The runs that are not closed, in the order of their beginning. */
		open: (): readonly RunMachine[] => [...runs.values()],
		get: (runId: string): RunMachine | undefined => runs.get(runId),
		/** Also one that was closed. */
		load,
		fenced,
		/** Writes events of a run in one transaction; in memory they count once they are durable. */
		commit: (runId: string, events: readonly MachineEvent[]): void => {
			if (events.length === 0) return;
			const at = now();
			keep(fenced(() => recordRun(db, {id: runId, run: load(runId), events, at})));
		},
		/** Begins a run: \`first\` gives its id and its first event, within the transaction that makes it. */
		start: (
			first: () => {readonly id: string; readonly event: MachineEvent; readonly key: string | undefined},
		): RunMachine => {
			const run = fenced(() => {
				const {id, event, key} = first();
				return recordRun(db, {id, run: undefined, events: [event], at: now(), ...(key === undefined ? {} : {key})});
			});
			return keep(run);
		},
	};
};

export type RunBook = ReturnType<typeof createRunBook>;

const LOST = {
	kind: 'refused',
	code: 'lease-lost',
	message: 'another engine drives the runs of this project by now.',
} as const;
