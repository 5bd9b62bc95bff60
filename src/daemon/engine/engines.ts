// The engines of the projects that a controller looks at: each found or started when it is first asked for something, or when
// runs are under way, and let go of with the controller.
import type {ProjectPaths} from '../../config/paths.ts';
import type {EngineNews, Outcome} from '../../domain/controller.ts';
import type {EngineCommand} from '../../engine/kernel/engine-command.ts';
import type {EnginePort} from '../../engine/kernel/port.ts';
import {FollowedEngine} from './followed-engine.ts';
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

/** Opens, follows and closes the ways to engines. */
export class Engines {
	readonly #env: NodeJS.ProcessEnv;
	readonly #open: OpenEngine;
	readonly #heard: EnginesNews;
	readonly #followed = new Map<string, FollowedEngine>();
	readonly #closing = new AbortController();

	constructor(env: NodeJS.ProcessEnv, open: OpenEngine, heard: EnginesNews) {
		this.#env = env;
		this.#open = open;
		this.#heard = heard;
	}

	/** Asks the project's engine; what fails is a refusal. */
	dispatch(paths: ProjectPaths, command: EngineCommand): Promise<Outcome> {
		return this.#engineOf(paths).ask(command);
	}

	/** Resolves once the engine answers, with a refusal where none can be had. */
	async start(paths: ProjectPaths): Promise<Outcome> {
		const answer = await this.dispatch(paths, {type: 'ping'});
		return answer.ok ? {ok: true, message: 'the engine runs'} : answer;
	}

	news(root: string): EngineNews | undefined {
		return this.#followed.get(root)?.news;
	}

	/** Holds on to the project's engine while it has something to do. */
	follow(paths: ProjectPaths, underWay: boolean): void {
		this.#engineOf(paths).follow(underWay);
	}

	/** Resolves within a bounded time, whatever the engines do. */
	async close(): Promise<void> {
		await within(LAST_WORDS_MS, Promise.all([...this.#followed.values()].map((one) => one.answered())));
		this.#closing.abort();
		const all = [...this.#followed.values()];
		this.#followed.clear();
		await Promise.all(all.map((one) => one.close()));
	}

	#engineOf(paths: ProjectPaths): FollowedEngine {
		const known = this.#followed.get(paths.root);
		if (known) return known;
		const {signal} = this.#closing;
		const followed = new FollowedEngine({
			open: (watch) => this.#open(paths, this.#env, signal, undefined, watch),
			onChange: () => this.#heard.onChange(paths.root),
			onNews: this.#heard.onNews,
			closing: signal,
		});
		this.#followed.set(paths.root, followed);
		return followed;
	}
}

/** Waits for what is under way, for so long at most. */
const within = (patience: number, work: Promise<unknown>): Promise<void> =>
	new Promise((resolve) => {
		const timer = setTimeout(resolve, patience);
		void work.finally(() => {
			clearTimeout(timer);
			resolve();
		});
	});
