// The missions as a list: those that matter, then what is old behind one row. Pure.
import type {ControlState, MissionView} from '../domain/controller.ts';
import {hasWords} from './words.ts';

export type MissionRow =
	| {readonly kind: 'mission'; readonly key: string; readonly mission: MissionView}
	| {readonly kind: 'older'; readonly key: string; readonly count: number; readonly open: boolean};

/** The fold's key, also in the set of what a person opened. */
export const OLDER = 'older missions';

const LONG_IDLE_MS = 14 * 24 * 60 * 60 * 1000;

/** Whether a mission is folded away: its folder is gone, or nothing has run in it for two weeks. Never the open one. */
const isOlder = (mission: MissionView, selected: string | null, now: number): boolean => {
	if (mission.project === selected || mission.liveSessions > 0) return false;
	if (mission.gone === true) return true;
	return mission.lastActiveAt != null && now - Date.parse(mission.lastActiveAt) > LONG_IDLE_MS;
};

/** The rows; a filter looks into the fold as well. */
export const missionRows = (
	{missions, selected}: ControlState,
	filter: string,
	opened: ReadonlySet<string>,
	now: number,
): readonly MissionRow[] => {
	const found = missions.filter(({name, project}) => hasWords(filter, `${name} ${project}`));
	if (filter.trim() !== '') return found.map(rowOf);
	const older = found.filter((mission) => isOlder(mission, selected, now));
	if (older.length === 0) return found.map(rowOf);
	const open = opened.has(OLDER);
	const fold: MissionRow = {kind: 'older', key: OLDER, count: older.length, open};
	const current = found.filter((mission) => !older.includes(mission));
	return [...current.map(rowOf), fold, ...(open ? older.map(rowOf) : [])];
};

const rowOf = (mission: MissionView): MissionRow => ({kind: 'mission', key: mission.project, mission});
