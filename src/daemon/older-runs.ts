// Ended runs beyond the latest ones: read when a person asks for them, a page at a time, and kept without being read again.
import type {ProjectPaths} from '../config/paths.ts';
import {runNumberOf} from '../domain/ids.ts';
import {isRunOver, type RunView} from '../domain/run.ts';
import {olderRunViews, runView} from '../engine/kernel/read-runs.ts';

/** So many are read at once. */
const PAGE = 50;

export type KnownRuns = {readonly runs: readonly RunView[]; readonly more: boolean};

/** The runs of a project as one viewer knows them: the latest ones as they are read anyway, and the older ones it asked for. */
export const createOlderRuns = (paths: ProjectPaths) => {
	let known: readonly RunView[] = [];
	let loaded = false;
	let exhausted = false;
	/** What the latest reading does not tell any more stays as it was; what was not over then is looked at once more. */
	const merge = (latest: readonly RunView[]): KnownRuns => {
		const now = new Set(latest.map(({id}) => id));
		const left = loaded ? known.filter(({id}) => !now.has(id)) : [];
		const kept = left.map((run) => (isSettled(run) ? run : (runView(paths, run.id) ?? run)));
		known = [...latest, ...kept.toSorted((one, other) => numberOf(other) - numberOf(one))];
		return {runs: known, more: !exhausted && Math.min(...known.map(numberOf)) > 1};
	};
	return {
		merge,
		/** Reads the page before the oldest known run. */
		load: (): void => {
			const oldest = known.toSorted((one, other) => numberOf(one) - numberOf(other))[0];
			if (!oldest || exhausted) return;
			const older = olderRunViews(paths, oldest.id, PAGE);
			loaded = true;
			exhausted = older.length < PAGE;
			known = [...known, ...older];
		},
	};
};

const numberOf = ({id}: RunView): number => runNumberOf(id) ?? 0;

const isSettled = ({state, closed}: RunView): boolean => isRunOver(state) && state !== 'interrupted' && closed;
