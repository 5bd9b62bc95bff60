// One project's view, kept up to date: read when something changed, not otherwise.
import {existsSync} from 'node:fs';
import {type ProjectPaths, projectPaths} from '../config/paths.ts';
import type {MissionView} from '../domain/controller.ts';
import {refusalFrom} from '../domain/errors.ts';
import {isLive} from '../domain/session.ts';
import {type Overview, readOverview} from '../engine/overview.ts';
import {watchProject} from './change-watch.ts';
import {followHosts, type HostNews} from './live-hosts.ts';
import {brokenView, missionView, withSignals} from './mission-view.ts';
import {createOlderRuns} from './older-runs.ts';
import {runtimeChoices} from './runtime-choices.ts';
import {workflowChoices} from './workflow-choices.ts';

/** Changes come in bursts (a write is several events); one reading serves them all. */
const BURST_MS = 40;
/** Sessions that a list can show; older ones are in `mosaic sessions --all`. */
const SESSIONS_READ = 200;

export type FeedNews = Pick<HostNews, 'onSignal' | 'colours'> & {
	/** There is something new in the view. */
	readonly onChange: () => void;
	/** Where runtimes are looked for. */
	readonly env: NodeJS.ProcessEnv;
};

/** Reads the project at once and after each change. */
export const createProjectFeed = (root: string, {onChange, onSignal, colours, env}: FeedNews) => {
	const paths = projectPaths(root);
	const hosts = followHosts(paths, {
		onChange: (what) => (what === 'gone' ? refresh() : onChange()),
		onSignal,
		colours,
	});
	const older = createOlderRuns(paths);
	let withDetail = false;
	let timer: NodeJS.Timeout | undefined;
	let watched: {readonly tasksFile: string; readonly close: () => void} | undefined;
	let view: MissionView;
	let underWay = false;
	let closed = false;

	const rewatch = (tasksFile: string): void => {
		if (watched?.tasksFile === tasksFile) return;
		watched?.close();
		watched = {tasksFile, close: watchProject(paths, tasksFile, refresh)};
	};
	const viewOf = (overview: Overview): MissionView => {
		if (!withDetail) return missionView(root, overview, false);
		const choices = choicesFor(paths, env);
		const usual = choices.workflows.find(({isDefault}) => isDefault)?.workspace;
		const mission = missionView(root, overview, true, overview.branch === null || usual === 'in-place');
		const {runs: runViews, more: moreRuns} = older.merge(overview.runViews);
		return mission.detail ? {...mission, detail: {...mission.detail, ...choices, runViews, moreRuns}} : mission;
	};
	const read = (): MissionView => {
		try {
			const overview = readOverview(paths, {now: new Date(), sessions: SESSIONS_READ});
			underWay = overview.runViews.some(({state}) => state === 'running' || state === 'stopping');
			rewatch(overview.tasksFile);
			hosts.sync(overview.sessions.filter((session) => isLive(session.state)).map((session) => session.id));
			return viewOf(overview);
		} catch (error) {
			rewatch(`${root}/TASKS.md`);
			return {...brokenView(root, refusalFrom(error)), gone: !existsSync(root)};
		}
	};
	const reread = (): void => {
		timer = undefined;
		if (closed) return;
		view = read();
		onChange();
	};
	function refresh(): void {
		if (!closed) timer ??= setTimeout(reread, BURST_MS);
	}
	view = read();
	return {
		view: () => withSignals(view, hosts.signalsOf),
		/** Whether the engine has something to do; as it was when a reading last succeeded. */
		isUnderWay: (): boolean => underWay,
		/** Brings ended runs beyond the latest ones. */
		loadOlderRuns: (): void => {
			older.load();
			view = read();
		},
		look: hosts.look,
		tellColours: hosts.tellColours,
		refresh,
		setDetail: (wanted: boolean): void => {
			if (wanted === withDetail) return;
			withDetail = wanted;
			view = read();
		},
		close: (): void => {
			closed = true;
			clearTimeout(timer);
			watched?.close();
			hosts.close();
		},
	};
};

const choicesFor = (paths: ProjectPaths, env: NodeJS.ProcessEnv) => ({
	runtimes: runtimeChoices(paths, env),
	workflows: workflowChoices(paths, env),
});

export type ProjectFeed = ReturnType<typeof createProjectFeed>;
