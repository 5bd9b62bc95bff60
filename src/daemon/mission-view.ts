// A project as the TUI shows it: what was read, with the reasons why a thing cannot be done now. Pure.
import type {MilestoneView, MissionDetail, MissionView, SessionView, TaskView} from '../domain/controller.ts';
import type {Refusal} from '../domain/errors.ts';
import {isOfMilestone} from '../domain/mission.ts';
import {progressOf, tasksById, waitingFor, whyNotReady} from '../domain/readiness.ts';
import type {RunView} from '../domain/run.ts';
import {isLive, type Session} from '../domain/session.ts';
import {NO_SIGNALS, type SessionSignals} from '../domain/signal.ts';
import type {Task} from '../domain/task.ts';
import {plainLine} from '../domain/text.ts';
import type {Overview} from '../engine/overview.ts';
import {type Holder, whyEngineDrives, whyNotDone, whyNotLive, whyNotResume, whyNotStart} from '../engine/why-not.ts';

/** Ended sessions that are shown; older ones are in `mosaic sessions --all`. */
const ENDED_SHOWN = 20;
/** The same of a mission that is not open: its panes keep their last screens. */
const RECENT_SHOWN = 5;

/**
 * The view of a project that could be read. Only a selected one gets its detail. `inPlace`: a task that is started works in
 * the checkout itself, so that whoever is in it stands in the way.
 */
export const missionView = (project: string, overview: Overview, withDetail: boolean, inPlace = true): MissionView => {
	const live = overview.sessions.filter((session) => isLive(session.state));
	return {
		project,
		id: overview.mission.id,
		name: overview.mission.name,
		status: overview.mission.status,
		progress: overview.progress,
		liveSessions: live.length,
		waitingSessions: live.filter((session) => session.state === 'waiting').length,
		error: null,
		lastActiveAt: lastActive(overview.sessions),
		detail: withDetail ? detailOf(overview, inPlace) : null,
		recent: sessionViews(overview.sessions, RECENT_SHOWN),
		waits: overview.inbox,
	};
};

const lastActive = (sessions: readonly Session[]): string | null => {
	const last = sessions.at(-1);
	return last ? (last.endedAt ?? last.startedAt) : null;
};

/** The view of a project that could not be read. */
export const brokenView = (project: string, refusal: Refusal): MissionView => ({
	project,
	id: '',
	name: plainLine(project.split('/').at(-1) ?? project),
	status: 'unreadable',
	progress: {done: 0, total: 0, pct: 0},
	liveSessions: 0,
	waitingSessions: 0,
	error: refusal.message,
	detail: null,
});

const detailOf = (overview: Overview, inPlace: boolean): MissionDetail => {
	const {tasks, skipped, problems} = overview.tasks;
	const live = overview.sessions.filter((session) => isLive(session.state));
	const holder = holderAmong(live, overview.runViews);
	const driven = new Set(overview.runViews.map(({id}) => id));
	const lastOf = new Map(overview.sessions.map((session) => [session.taskId, session]));
	const byId = tasksById(tasks);
	return {
		branch: overview.branch,
		tasksFile: overview.tasksFile,
		milestones: milestoneViews(overview),
		tasks: tasks.map((task) => ({
			...taskView(task, byId, lastOf.get(task.id), live, {
				start: inPlace ? holder : undefined,
				// A run of the engine goes on in its worktree.
				resume: driven.has(lastOf.get(task.id)?.runId ?? '') ? undefined : holder,
			}),
			...whatEngineHas(overview, task),
		})),
		skipped,
		problems,
		sessions: sessionViews(overview.sessions),
		runs: overview.runs,
		runViews: overview.runViews,
		inbox: overview.inbox,
	};
};

/** Who works in the project's own checkout; the engine's runs have worktrees of their own. */
const holderAmong = (live: readonly Session[], runs: readonly RunView[]): Holder | undefined => {
	const elsewhere = new Set(runs.flatMap(({id, worktree}) => (worktree === null ? [] : [id])));
	const session = live.find(({runId}) => !elsewhere.has(runId));
	return session && {sessionId: session.id, pid: session.pid, taskId: session.taskId, unknown: false};
};

/** What is not the plain runner's to start or resume, because the engine has a run of it. */
const whatEngineHas = ({runs}: Overview, {id}: Task): Partial<TaskView> => {
	const why = whyEngineDrives(runs, id)?.message;
	return why === undefined ? {} : {whyNotStart: why, whyNotResume: why};
};

const taskView = (
	task: Task,
	byId: ReadonlyMap<string, Task>,
	last: Session | undefined,
	live: readonly Session[],
	inTheWay: {readonly start: Holder | undefined; readonly resume: Holder | undefined},
): TaskView => ({
	...task,
	ready: whyNotReady(task, byId) === undefined,
	waitingFor: waitingFor(task, byId),
	liveSessionId: workerOf(task, live)?.id ?? null,
	whyNotStart:
		whyNotStart(task, inTheWay.start)?.message ??
		whyWaiting(task, byId) ??
		whyReviewed(task) ??
		whyWorkedOn(workerOf(task, live)) ??
		null,
	whyNotResume: whyNotResume(task, last, inTheWay.resume)?.message ?? whyReviewed(task) ?? null,
	whyNotDone: whyNotDone(task)?.message ?? null,
});

/** A key is pressed more easily than a command is typed: what waits for others starts by `mosaic run` only. */
const whyWaiting = (task: Task, byId: ReadonlyMap<string, Task>): string | undefined => {
	const open = waitingFor(task, byId).map(plainLine);
	return open.length === 0
		? undefined
		: `it waits for ${open.join(', ')} (\`mosaic run ${plainLine(task.id)}\` starts it all the same)`;
};

const workerOf = (task: Task, live: readonly Session[]): Session | undefined =>
	live.find((session) => session.taskId === task.id);

/** Nor does one key put a second agent on a task, in a worktree of its own beside the first one. */
const whyWorkedOn = (session: Session | undefined): string | undefined =>
	session && `${session.id} works on it already: type into it, or stop it first.`;

/** Nor is what waits for a person's look done again by chance. */
const whyReviewed = (task: Task): string | undefined =>
	task.status === 'review'
		? `it is in review: mark it done, or do it again by \`mosaic run ${plainLine(task.id)}\``
		: undefined;

const milestoneViews = (overview: Overview): MilestoneView[] => {
	const {tasks} = overview.tasks;
	const names = [...new Set(tasks.map((task) => task.milestone ?? ''))];
	return names.map((name) => {
		const own = tasks.filter((task) => (task.milestone ?? '') === name);
		const known = overview.mission.milestones.find((milestone) => isOfMilestone(name, milestone));
		return {id: known?.id ?? name, name: known?.name ?? name, progress: progressOf(own)};
	});
};

const sessionViews = (sessions: readonly Session[], most = ENDED_SHOWN): SessionView[] => {
	const newest = [...sessions].reverse().map(sessionView);
	const live = newest.filter((session) => isLive(session.state));
	const ended = newest.filter((session) => !isLive(session.state)).slice(0, most);
	return [
		...live.filter((session) => session.needsPerson),
		...live.filter((session) => !session.needsPerson),
		...ended,
	];
};

const sessionView = (session: Session): SessionView => ({
	...session,
	needsPerson: session.state === 'waiting',
	...(session.progress === undefined ? {} : {tokens: session.progress.tokens}),
	whyNotStop: whyNotLive(session)?.message ?? null,
	whyNotAttach: whyNotLive(session)?.message ?? null,
});

/** The view with what its live sessions signal. */
export const withSignals = (
	view: MissionView,
	signalsOf: (sessionId: string) => SessionSignals | undefined,
): MissionView => {
	const told = (session: SessionView): SessionView => {
		const signals = signalsOf(session.id);
		return signals === undefined || signals === NO_SIGNALS ? session : {...session, signals};
	};
	return {
		...view,
		...(view.recent ? {recent: view.recent.map(told)} : {}),
		detail: view.detail && {...view.detail, sessions: view.detail.sessions.map(told)},
	};
};
