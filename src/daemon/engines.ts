// The engines of the projects that a controller looks at: each found or started when it is first asked for something, or when
// runs are under way, and let go of with the controller.
import type {ProjectPaths} from '../config/paths.ts';
import type {EngineNews, Outcome} from '../domain/controller.ts';
import {refusalFrom} from '../domain/errors.ts';
import {plainLine} from '../domain/text.ts';
import type {EngineCommand} from '../engine/kernel/engine-command.ts';
import type {EnginePort} from '../engine/kernel/port.ts';
import type {EngineWatch} from './lasting-engine.ts';

/** Opens the way to a project's engine; given up, by rejecting, when the signal says so. */
export type OpenEngine = (
	paths: ProjectPaths,
	env: NodeJS.ProcessEnv,
	signal: AbortSignal,
	connect: undefined,
	watch: EngineWatch,
) => Promise<EnginePort>;

/** What was asked for just before the end is still done; an engine that does not answer for so long is not waited for. */
const LAST_WORDS_MS = 3000;

export type EnginesNews = {
	/** The runs of this project changed. */
	readonly onChange: (project: string) => void;
	/** There is news of an engine that died. */
	readonly onNews: () => void;
};

/** An engine that dies again so soon after it was started would only do so once more. */
const SOON_MS = 10_000;

type Project = {
	engine: Promise<EnginePort> | undefined;
	/** Only to hear of its end: let go of when nothing is under way. */
	onlyFollowed: boolean;
	underWay: boolean;
	/** It went while nothing was known to be under way. */
	isDown: boolean;
	startedAgainAt: number;
	news: EngineNews | undefined;
};

/** Opens, follows and closes the ways to engines. */
export const createEngines = (env: NodeJS.ProcessEnv, open: OpenEngine, {onChange, onNews}: EnginesNews) => {
	const projects = new Map<string, Project>();
	const asked = new Set<Promise<Outcome>>();
	const closing = new AbortController();
	const projectOf = ({root}: ProjectPaths): Project => {
		const known = projects.get(root) ?? {
			engine: undefined,
			onlyFollowed: false,
			underWay: false,
			isDown: false,
			startedAgainAt: Number.NEGATIVE_INFINITY,
			news: undefined,
		};
		projects.set(root, known);
		return known;
	};
	const tell = (project: Project, state: EngineNews['state'], reason: string | null = null): void => {
		if (closing.signal.aborted) return;
		project.news = {id: (project.news?.id ?? 0) + 1, state, reason};
		onNews();
	};
	const engineOf = (paths: ProjectPaths): Promise<EnginePort> => {
		const project = projectOf(paths);
		if (project.engine) return project.engine;
		const opening = open(paths, env, closing.signal, undefined, watchOf(project, tell)).then((engine) => {
			engine.subscribe(() => onChange(paths.root));
			return engine;
		});
		project.engine = opening;
		opening.catch(() => {
			project.engine = undefined; // tried again when it is asked for the next time
		});
		return opening;
	};
	const ask = async (paths: ProjectPaths, command: EngineCommand): Promise<Outcome> => {
		try {
			closing.signal.throwIfAborted();
			const project = projectOf(paths);
			project.onlyFollowed = false;
			project.isDown = false;
			const answer = await (await engineOf(paths)).dispatch(command);
			const isThere = answer.ok || answer.refusal.code !== 'engine-lost';
			if (isThere && project.news?.state === 'failed') restarted(project, tell);
			return answer.ok ? {ok: true, message: plainLine(answer.message)} : answer;
		} catch (error) {
			return {ok: false, refusal: refusalFrom(error)};
		}
	};
	const dispatch = (paths: ProjectPaths, command: EngineCommand): Promise<Outcome> => {
		const asking = ask(paths, command).finally(() => asked.delete(asking));
		asked.add(asking);
		return asking;
	};
	const start = async (paths: ProjectPaths): Promise<Outcome> => {
		const answer = await dispatch(paths, {type: 'ping'});
		return answer.ok ? {ok: true, message: 'the engine runs'} : answer;
	};
	return {
		dispatch,
		start,
		news: (root: string): EngineNews | undefined => projects.get(root)?.news,
		/** Holds on to the engine while it has something to do, so that its end is heard; starts one where it is gone. */
		follow: (paths: ProjectPaths, underWay: boolean): void => {
			const project = projectOf(paths);
			project.underWay = underWay;
			if (!underWay) return letGo(project);
			if (project.news?.state === 'failed' || (project.engine && !project.isDown)) return;
			project.onlyFollowed ||= project.engine === undefined;
			const opening = project.isDown ? start(paths) : engineOf(paths).then((): Outcome => ({ok: true, message: ''}));
			project.isDown = false;
			opening
				.catch((error: unknown): Outcome => ({ok: false, refusal: refusalFrom(error)}))
				.then((outcome) => {
					// Runs within another process, or out of sight, are driven; of all else a person has to hear.
					if (!outcome.ok && outcome.refusal.code !== 'held') tell(project, 'failed', outcome.refusal.message);
				});
		},
		/** Resolves within a bounded time, whatever the engines do. */
		close: async (): Promise<void> => {
			if (asked.size > 0) await within(LAST_WORDS_MS, Promise.all(asked));
			closing.abort();
			const all = [...projects.values()].flatMap(({engine}) => engine ?? []);
			projects.clear();
			await Promise.all(all.map((engine) => engine.then((one) => one.close()).catch(() => {})));
		},
	};
};

/** Waits for what is under way, for so long at most. */
const within = (patience: number, work: Promise<unknown>): Promise<void> =>
	new Promise((resolve) => {
		const timer = setTimeout(resolve, patience);
		void work.finally(() => {
			clearTimeout(timer);
			resolve();
		});
	});

type Tell = (project: Project, state: EngineNews['state'], reason?: string | null) => void;

const restarted = (project: Project, tell: Tell): void => {
	project.startedAgainAt = Date.now();
	tell(project, 'running');
};

/** One that died with runs under way is started again, once. */
const watchOf = (project: Project, tell: Tell): EngineWatch => ({
	gone: () => {
		if (!project.underWay) {
			project.isDown = true;
			return false;
		}
		const again = Date.now() - project.startedAgainAt > SOON_MS;
		if (again) tell(project, 'starting');
		else tell(project, 'failed', 'it died again soon after it was started');
		return again;
	},
	// The first one for runs under way takes the place of one that died before anybody looked.
	back: () => {
		if (project.underWay) restarted(project, tell);
	},
	failed: (error) => tell(project, 'failed', refusalFrom(error).message),
});

const letGo = (project: Project): void => {
	if (!project.onlyFollowed || !project.engine) return;
	const {engine} = project;
	project.engine = undefined;
	project.onlyFollowed = false;
	engine.then((one) => one.close()).catch(() => {});
};

export type Engines = ReturnType<typeof createEngines>;
