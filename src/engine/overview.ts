// A project at one glance, for readers: nothing here writes, whatever is found.
import {existsSync} from 'node:fs';
import type {ProjectPaths} from '../config/paths.ts';
import {secondsBetween} from '../domain/duration.ts';
import type {JournalEntry} from '../domain/event.ts';
import {currentMilestone, type MilestoneRef, type Mission, type SessionRecord} from '../domain/mission.ts';
import {nextTask, type Progress, progressOf, type WorkOnTasks} from '../domain/readiness.ts';
import type {InboxItem, Run, RunView} from '../domain/run.ts';
import type {Session} from '../domain/session.ts';
import {withQuestion} from '../domain/session-asked.ts';
import type {TaskList} from '../domain/task.ts';
import {currentBranchSync} from '../git/branch.ts';
import {missionPaths, readMission} from '../mission/mission-file.ts';
import {type Claim, claimOfSession} from '../store/claim.ts';
import {lastNumber, readEvents as readJournal} from '../store/journal.ts';
import {type Db, explained, openForReading} from '../store/open.ts';
import {readActiveRunViews, readLastRunViews} from '../store/run-views.ts';
import {readActiveRuns, readLastSessions, readSession, readSessions} from '../store/views.ts';
import {readTasksFile} from '../tasks/file.ts';
import {currentHolder} from './holder.ts';
import {deadClaims, livingInbox} from './inbox.ts';
import {sessionRecord} from './mission-mirror.ts';
import {socketNow} from './place.ts';
import {lastSignOfLife} from './record-end.ts';
import {NO_HISTORY, type TaskHistory, withHistory, workOf} from './task-history.ts';
import type {Holder} from './why-not.ts';

export type Overview = {
	readonly mission: Mission;
	readonly tasksFile: string;
	readonly tasks: TaskList;
	readonly progress: Progress;
	readonly milestone: MilestoneRef | null;
	readonly branch: string | null;
	/** Oldest first; one whose host is gone reads crashed, also before anybody wrote that down. */
	readonly sessions: readonly Session[];
	/** Under way or waiting for a resume. */
	readonly runs: readonly Run[];
	/** The engine's runs with their steps: those under way first, then the latest ended ones. */
	readonly runViews: readonly RunView[];
	/** What waits for a person, the longest waiting first. */
	readonly inbox: readonly InboxItem[];
	/** Who works, or was interrupted, on which tasks. */
	readonly work: WorkOnTasks;
};

export type OverviewOptions = {
	readonly now: Date;
	/** All sessions, the open ones, or the newest so many. Default all. */
	readonly sessions?: 'open' | number;
};

/** Reads the project. Refused where the mission is missing or a file is invalid. */
export const readOverview = (paths: ProjectPaths, options: OverviewOptions): Overview => {
	const mission = readMission(paths.missionFile);
	const {tasksFile} = missionPaths(mission, paths.root);
	const history = readHistory(paths, options);
	const tasks = withHistory(readTasksFile(tasksFile), history);
	const {work} = history;
	const current = tasks.tasks.find((task) => work.busy.has(task.id)) ?? nextTask(tasks.tasks, work)?.task;
	return {
		mission,
		tasksFile,
		tasks,
		progress: progressOf(tasks.tasks),
		milestone: currentMilestone(mission, current, undefined),
		branch: currentBranchSync(paths.root),
		...history,
	};
};

export type History = Pick<Overview, 'sessions' | 'runs' | 'runViews' | 'inbox'> & TaskHistory;

/** The sessions and active runs of the journal; none where there is no journal yet. */
export const readHistory = (paths: ProjectPaths, options: OverviewOptions): History => {
	const now = options.now.toISOString();
	const filter =
		options.sessions === 'open' ? {open: true} : options.sessions === undefined ? {} : {last: options.sessions};
	return (
		reading(paths, (db) => {
			const dead = deadClaims(db, paths);
			const engine = workOfEngine(db, dead);
			const sessions = readSessions(db, now, filter)
				.map((session) => judged(session, dead, paths.sessionsDir, now))
				.map((session) => withQuestion(session, engine.inbox));
			const crashed = new Set(
				sessions.filter((session) => session.state === 'crashed').map((session) => session.runId),
			);
			const runs = readActiveRuns(db).map((run) =>
				run.workflow === 'solo' && run.state === 'running' && crashed.has(run.id)
					? {...run, state: 'interrupted' as const}
					: run,
			);
			const last = new Map(readLastSessions(db, now).map((session) => [session.taskId, session]));
			return {sessions, runs, ...engine, last, work: workOf(sessions, runs)};
		}) ?? {sessions: [], runs: [], runViews: [], inbox: [], ...NO_HISTORY}
	);
};

/** Ended runs that are read; older ones are in `mosaic runs`. */
const ENDED_RUNS = 20;

const workOfEngine = (db: Db, dead: ReadonlyMap<string, Claim>): Pick<Overview, 'runViews' | 'inbox'> => {
	const active = readActiveRunViews(db);
	const ended = readLastRunViews(db, ENDED_RUNS).filter((run) => !active.some(({id}) => id === run.id));
	return {runViews: [...active, ...ended], inbox: livingInbox(db, dead)};
};

/** The last session that ended, as the next agent is told of it. */
export const lastEndedSession = (sessions: readonly Session[]): SessionRecord | null => {
	const last = sessions.filter((session) => session.endedAt !== null && session.evidence !== 'start-failed').at(-1);
	return last ? sessionRecord(last) : null;
};

/** Events of the journal, in order. */
export const readEvents = (
	paths: ProjectPaths,
	filter: {
		readonly runId?: string | undefined;
		readonly since?: number | undefined;
		readonly limit?: number | undefined;
	},
): JournalEntry[] => reading(paths, (db) => readJournal(db, filter)) ?? [];

/** The number of the journal's last event; 0 where there is none, or none can be read just now. */
export const lastEventNumber = (paths: ProjectPaths): number => {
	try {
		return reading(paths, lastNumber) ?? 0;
	} catch {
		return 0; // whoever reads the events themselves says what is wrong
	}
};

/** Whether the journal knows a run of this id; its first event begins it. */
export const isKnownRun = (paths: ProjectPaths, runId: string): boolean =>
	readEvents(paths, {runId, limit: 1}).length > 0;

/** One session, judged, with the claim it ran under. */
export const judgedSession = (
	paths: ProjectPaths,
	sessionId: string,
	now: Date,
): {session: Session; claim: Claim | undefined} | undefined =>
	reading(paths, (db) => {
		const row = readSession(db, sessionId, now.toISOString());
		if (!row) return undefined;
		const claim = claimOfSession(db, sessionId);
		const dead = deadClaims(db, paths);
		const session = judged(row, dead, paths.sessionsDir, now.toISOString());
		return {
			session: withQuestion(session, livingInbox(db, dead)),
			claim: claim && {...claim, socket: socketNow(claim, paths)},
		};
	});

/** Who holds the checkout, dead holders left out; for a refusal before anything is started. */
export const readHolder = (paths: ProjectPaths): Holder | undefined => reading(paths, (db) => currentHolder(db, paths));

const reading = <T>(paths: ProjectPaths, work: (db: Db) => T): T | undefined => {
	if (!existsSync(paths.database)) return undefined;
	const db = openForReading(paths.database);
	if (!db) return undefined;
	try {
		return explained(paths.database, () => db.transaction(() => work(db))());
	} finally {
		db.close();
	}
};

const judged = (session: Session, dead: ReadonlyMap<string, Claim>, sessionsDir: string, now: string): Session => {
	const claim = session.endedAt === null ? dead.get(session.id) : undefined;
	if (!claim) return session;
	const endedAt = lastSignOfLife(sessionsDir, claim, now);
	return {
		...session,
		state: 'crashed',
		evidence: 'its session host is gone',
		endedAt,
		endedReason: 'crashed',
		durationSeconds: secondsBetween(session.startedAt, endedAt),
	};
};
