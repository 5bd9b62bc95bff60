// mission.json keeps the sessions and the state of the milestones for people and scripts; the journal is the source.
import type {ProjectPaths} from '../config/paths.ts';
import type {Mission, SessionRecord} from '../domain/mission.ts';
import type {Session} from '../domain/session.ts';
import type {Task} from '../domain/task.ts';
import {withTaskStatus} from '../mission/milestones.ts';
import {readMission, writeMission} from '../mission/mission-file.ts';
import {type Db, write} from '../store/open.ts';
import {readSessions, type SessionRow} from '../store/views.ts';
import {readTasksFile} from '../tasks/file.ts';

/** Sessions that mission.json is brought up to at once; older ones stand in it already and do not change. */
const RECENT = 50;

/** Brings mission.json up to the journal. Writes only when something differs. */
export const publishMission = (paths: ProjectPaths, db: Db, tasksFile: string, now: string): void =>
	write(db, () => {
		const mission = readMission(paths.missionFile);
		const next = missionAfter(mission, readSessions(db, now, {last: RECENT}), readTasksFile(tasksFile).tasks);
		if (JSON.stringify(next) !== JSON.stringify(mission)) writeMission(paths.missionFile, next);
	});

/** The mission with these sessions recorded and its milestones in the state of their tasks. Pure. */
const missionAfter = (mission: Mission, sessions: readonly SessionRow[], tasks: readonly Task[]): Mission => {
	const records = new Map(mission.sessions.map((record) => [record.session_id, record]));
	for (const session of sessions) {
		if (session.startFailed) records.delete(session.id);
		else records.set(session.id, {...records.get(session.id), ...sessionRecord(session)});
	}
	return {
		...mission,
		milestones: withTaskStatus(mission.milestones, tasks),
		sessions: [...records.values()],
	};
};

/** A session as mission.json keeps it. */
export const sessionRecord = (session: Session): SessionRecord => ({
	session_id: session.id,
	runtime: session.runtime,
	pid: session.pid,
	started_at: session.startedAt,
	ended_at: session.endedAt,
	ended_reason: session.endedReason,
	duration_seconds: session.endedAt === null ? null : session.durationSeconds,
	exit_code: session.exitCode,
	signal: session.signal,
	milestone_id: session.milestoneId,
	last_task_id: session.taskId,
});
