// The controller of a person's own machine: all known projects, read from their files and journals, and acted upon
// through session hosts.
import {projectPaths} from '../config/paths.ts';
import {forgetProject, listProjects} from '../config/projects.ts';
import type {Command} from '../domain/command.ts';
import type {Controller, ControlState, HeardSignal, MissionView, Outcome} from '../domain/controller.ts';
import {refusalFrom} from '../domain/errors.ts';
import type {OuterTerminal, TerminalColours} from '../domain/outer-terminal.ts';
import type {RunWatch} from '../domain/run-page.ts';
import type {ScreenView, Size} from '../domain/screen.ts';
import {plainLine} from '../domain/text.ts';
import {carryOut} from './carry-out.ts';
import {Engines, type OpenEngine} from './engine/engines.ts';
import {openLastingEngine} from './engine/lasting-engine.ts';
import {ProjectFeed} from './project-feed.ts';
import {RemoteScreen} from './remote-screen.ts';
import {type LocalRunWatch, watchRun} from './run-watch.ts';

export type LocalControllerOptions = {
	readonly env: NodeJS.ProcessEnv;
	/** The project that is selected first; listed whether or not it is a known one. */
	readonly project: string | undefined;
	/** The size of a new session's terminal. */
	readonly size: () => Size;
	/** The way to a project's engine; by default through its socket, starting its process where none runs. */
	readonly openEngine?: OpenEngine;
};

/** Reads all known projects at once and follows them until `close`. */
export class LocalController implements Controller {
	readonly #options: LocalControllerOptions;
	readonly #engines: Engines;
	readonly #listeners = new Set<() => void>();
	readonly #signalListeners = new Set<(heard: HeardSignal) => void>();
	readonly #feeds: Map<string, ProjectFeed>;
	readonly #screens = new Set<OpenScreen>();
	readonly #runs = new Map<LocalRunWatch, string>();
	#colours: TerminalColours | undefined;
	#state: ControlState = {loaded: false, missions: [], selected: null};

	constructor(options: LocalControllerOptions) {
		this.#options = options;
		const refresh = (project: string): void => this.#feeds.get(project)?.refresh();
		const open = options.openEngine ?? openLastingEngine;
		this.#engines = new Engines(options.env, open, {onChange: refresh, onNews: () => this.#publish()});
		const known = listProjects(options.env).map((project) => project.path);
		const roots = new Set(options.project === undefined ? known : [options.project, ...known]);
		this.#feeds = new Map([...roots].map((root) => [root, this.#feed(root)]));
		for (const [root, feed] of this.#feeds) this.#engines.follow(projectPaths(root), feed.isUnderWay());
		this.#select(options.project ?? likeliest(this.#views()));
	}

	#feed(root: string): ProjectFeed {
		return new ProjectFeed(root, {
			onChange: () => {
				for (const [run, project] of this.#runs) if (project === root) run.refresh();
				this.#engines.follow(projectPaths(root), this.#feeds.get(root)?.isUnderWay() ?? false);
				this.#publish();
			},
			onSignal: (sessionId, signal) => {
				for (const listener of this.#signalListeners) listener({project: root, sessionId, signal});
			},
			colours: () => this.#colours,
			env: this.#options.env,
		});
	}

	state(): ControlState {
		return this.#state;
	}

	subscribe(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	subscribeSignals(listener: (heard: HeardSignal) => void): () => void {
		this.#signalListeners.add(listener);
		return () => void this.#signalListeners.delete(listener);
	}

	look(project: string, sessionId: string): void {
		this.#feeds.get(project)?.look(sessionId);
	}

	tellTerminal({colours}: OuterTerminal): void {
		this.#colours = colours;
		for (const feed of this.#feeds.values()) feed.tellColours();
	}

	async dispatch(command: Command): Promise<Outcome> {
		try {
			if (command.type === 'mission.forget') return this.#forget(command.project);
			if (command.type === 'runs.older') return this.#older(command.project);
			if (command.type !== 'mission.select')
				return await carryOut(command, {...this.#options, colours: this.#colours, engines: this.#engines});
			this.#select(command.project);
			return {ok: true, message: ''};
		} catch (error) {
			return {ok: false, refusal: refusalFrom(error)};
		} finally {
			this.#feeds.get(command.project)?.refresh();
		}
	}

	openScreen(project: string, sessionId: string, size: Size): ScreenView {
		const open: OpenScreen = new OpenScreen(project, sessionId, size, () => this.#screens.delete(open));
		this.#screens.add(open);
		return open;
	}

	openRun(project: string, runId: string): RunWatch {
		const run: LocalRunWatch = watchRun(projectPaths(project), runId, () => this.#runs.delete(run));
		this.#runs.set(run, project);
		return run;
	}

	type(project: string, sessionId: string, bytes: string | Uint8Array): void {
		this.#liveScreen(project, sessionId)?.type(bytes);
	}

	resize(project: string, sessionId: string, size: Size): void {
		this.#liveScreen(project, sessionId)?.resizeSession(size);
	}

	close(): void {
		for (const feed of this.#feeds.values()) feed.close();
		for (const screen of this.#screens) screen.close();
		for (const run of this.#runs.keys()) run.close();
		void this.#engines.close();
		this.#listeners.clear();
		this.#signalListeners.clear();
	}

	/** Keys travel over the connection of a window that is open on the session anyway. */
	#liveScreen(project: string, sessionId: string): OpenScreen | undefined {
		for (const screen of this.#screens) if (screen.shows(project, sessionId) && screen.status === 'live') return screen;
		return undefined;
	}

	/** Off the list; the project itself, its files and its sessions stay as they are. */
	#forget(project: string): Outcome {
		const name = plainLine(this.#feeds.get(project)?.view().name ?? project);
		forgetProject(project, this.#options.env);
		this.#feeds.get(project)?.close();
		this.#feeds.delete(project);
		this.#select(this.#state.selected === project ? likeliest(this.#views()) : this.#state.selected);
		return {ok: true, message: `${name} is off the list; nothing in it was touched`};
	}

	#older(project: string): Outcome {
		this.#feeds.get(project)?.loadOlderRuns();
		this.#publish();
		return {ok: true, message: ''};
	}

	#select(project: string | null): void {
		const selected = project !== null && this.#feeds.has(project) ? project : null;
		for (const [root, feed] of this.#feeds) feed.setDetail(root === selected);
		this.#publish(selected);
	}

	#publish(selected = this.#state.selected): void {
		this.#state = {loaded: true, missions: this.#views(), selected};
		for (const listener of this.#listeners) listener();
	}

	#views(): MissionView[] {
		return [...this.#feeds].map(([root, feed]) => {
			const engine = this.#engines.news(root);
			return engine === undefined ? feed.view() : {...feed.view(), engine};
		});
	}
}

class OpenScreen extends RemoteScreen {
	readonly #key: string;
	readonly #onClose: () => void;

	constructor(project: string, sessionId: string, size: Size, onClose: () => void) {
		super(projectPaths(project), sessionId, size);
		this.#key = `${project}\0${sessionId}`;
		this.#onClose = onClose;
	}

	shows(project: string, sessionId: string): boolean {
		return this.#key === `${project}\0${sessionId}`;
	}

	override close(): void {
		super.close();
		this.#onClose();
	}
}

/** The mission to open with where none was named: one at work, else one that can be read. */
const likeliest = (views: readonly MissionView[]): string | null =>
	(views.find((view) => view.liveSessions > 0) ?? views.find((view) => view.error === null) ?? views[0])?.project ??
	null;
