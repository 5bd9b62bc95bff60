// One project's view, kept up to date: read when something changed, not otherwise.
import {existsSync} from 'node:fs';
import {type ProjectPaths, projectPaths} from '../config/paths.ts';
import type {MissionView} from '../domain/controller.ts';
import {refusalFrom} from '../domain/errors.ts';
import {isLive} from '../domain/session.ts';
import {type Overview, readOverview} from '../engine/overview.ts';
import {watchProject} from './change-watch.ts';
import {type HostNews, LiveHosts} from './live-hosts.ts';
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
export class ProjectFeed {
	readonly #root: string;
	readonly #paths: ProjectPaths;
	readonly #news: FeedNews;
	readonly #hosts: LiveHosts;
	readonly #older: ReturnType<typeof createOlderRuns>;
	#withDetail = false;
	#timer: NodeJS.Timeout | undefined;
	#watched: {readonly tasksFile: string; readonly close: () => void} | undefined;
	#view: MissionView;
	#underWay = false;
	#isClosed = false;

	constructor(root: string, news: FeedNews) {
		this.#root = root;
		this.#paths = projectPaths(root);
		this.#news = news;
		this.#hosts = new LiveHosts(this.#paths, {
			onChange: (what) => (what === 'gone' ? this.refresh() : news.onChange()),
			onSignal: news.onSignal,
			colours: news.colours,
		});
		this.#older = createOlderRuns(this.#paths);
		this.#view = this.#read();
	}

	view(): MissionView {
		return withSignals(this.#view, this.#hosts.signalsOf);
	}

	/** Whether the engine has something to do; as it was when a reading last succeeded. */
	isUnderWay(): boolean {
		return this.#underWay;
	}

	/** Brings ended runs beyond the latest ones. */
	loadOlderRuns(): void {
		this.#older.load();
		this.#view = this.#read();
	}

	/** A person looks at the session: what it signalled is seen. */
	look(sessionId: string): void {
		this.#hosts.look(sessionId);
	}

	/** Tells every host the colours that are known by now. */
	tellColours(): void {
		this.#hosts.tellColours();
	}

	/** Reads again soon. */
	refresh(): void {
		if (!this.#isClosed) this.#timer ??= setTimeout(() => this.#reread(), BURST_MS);
	}

	setDetail(wanted: boolean): void {
		if (wanted === this.#withDetail) return;
		this.#withDetail = wanted;
		this.#view = this.#read();
	}

	close(): void {
		this.#isClosed = true;
		clearTimeout(this.#timer);
		this.#watched?.close();
		this.#hosts.close();
	}

	#reread(): void {
		this.#timer = undefined;
		if (this.#isClosed) return;
		this.#view = this.#read();
		this.#news.onChange();
	}

	#read(): MissionView {
		try {
			const overview = readOverview(this.#paths, {now: new Date(), sessions: SESSIONS_READ});
			this.#underWay = overview.runViews.some(({state}) => state === 'running' || state === 'stopping');
			this.#watch(overview.tasksFile);
			this.#hosts.sync(overview.sessions.filter((session) => isLive(session.state)).map((session) => session.id));
			return this.#viewOf(overview);
		} catch (error) {
			this.#watch(`${this.#root}/TASKS.md`);
			return {...brokenView(this.#root, refusalFrom(error)), gone: !existsSync(this.#root)};
		}
	}

	#viewOf(overview: Overview): MissionView {
		if (!this.#withDetail) return missionView(this.#root, overview, false);
		const choices = choicesFor(this.#paths, this.#news.env);
		const usual = choices.workflows.find(({isDefault}) => isDefault)?.workspace;
		const mission = missionView(this.#root, overview, true, overview.branch === null || usual === 'in-place');
		const {runs: runViews, more: moreRuns} = this.#older.merge(overview.runViews);
		return mission.detail ? {...mission, detail: {...mission.detail, ...choices, runViews, moreRuns}} : mission;
	}

	#watch(tasksFile: string): void {
		if (this.#watched?.tasksFile === tasksFile) return;
		this.#watched?.close();
		this.#watched = {tasksFile, close: watchProject(this.#paths, tasksFile, () => this.refresh())};
	}
}

const choicesFor = (paths: ProjectPaths, env: NodeJS.ProcessEnv) => ({
	runtimes: runtimeChoices(paths, env),
	workflows: workflowChoices(paths, env),
});
