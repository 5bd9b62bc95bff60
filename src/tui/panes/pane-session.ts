// The sessions that a pane can show, of all missions, in the order in which they need a person. Pure.
import type {ControlState, MissionView, SessionView} from '../../domain/controller.ts';
import {isLive} from '../../domain/session.ts';
import type {SessionRef} from '../session-ref.ts';

/** Names a session among those of all projects. */
export type PaneKey = string;

export type PaneSession = {
	readonly key: PaneKey;
	readonly ref: SessionRef;
	/** The mission's name. */
	readonly mission: string;
	readonly session: SessionView;
};

/** A session's key. */
export const paneKey = ({project, sessionId}: SessionRef): PaneKey => `${project}\0${sessionId}`;

/** The session that a key names. */
export const refOf = (key: PaneKey): SessionRef => {
	const end = key.lastIndexOf('\0');
	return {project: key.slice(0, end), sessionId: key.slice(end + 1)};
};

const latest = new WeakMap<ControlState, readonly PaneSession[]>();

/** All sessions that are known, those that need a person first, then the live ones; the open mission's before others'. */
export const paneSessions = (control: ControlState): readonly PaneSession[] => {
	const known = latest.get(control);
	if (known) return known;
	const own = control.missions.filter((mission) => mission.project === control.selected);
	const others = control.missions.filter((mission) => mission.project !== control.selected);
	const all = [...own, ...others].flatMap(sessionsOf);
	const sorted = all.toSorted((one, other) => rankOf(one.session) - rankOf(other.session));
	latest.set(control, sorted);
	return sorted;
};

/** A session by its project and id. */
export const findSession = (control: ControlState, ref: SessionRef): PaneSession | undefined =>
	paneSessions(control).find(({key}) => key === paneKey(ref));

const sessionsOf = (mission: MissionView): PaneSession[] =>
	(mission.detail?.sessions ?? mission.recent ?? []).map((session) => {
		const ref = {project: mission.project, sessionId: session.id};
		return {key: paneKey(ref), ref, mission: mission.name, session};
	});

const rankOf = (session: SessionView): number => (session.needsPerson ? 0 : isLive(session.state) ? 1 : 2);
