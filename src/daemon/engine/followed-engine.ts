// The engine of one project as a controller follows it: opened when it is first asked for something or when runs are under
// way, started again when it dies, let go of when nobody needs it.
import type {EngineNews, Outcome} from '../../domain/controller.ts';
import {refusalFrom} from '../../domain/errors.ts';
import {plainLine} from '../../domain/text.ts';
import type {EngineCommand} from '../../engine/kernel/engine-command.ts';
import type {EnginePort} from '../../engine/kernel/port.ts';
import type {EngineWatch} from './lasting-engine.ts';

/** An engine that dies again so soon after it was started would only do so once more. */
const SOON_MS = 10_000;

export type FollowedEngineOptions = {
	readonly open: (watch: EngineWatch) => Promise<EnginePort>;
	/** The runs changed. */
	readonly onChange: () => void;
	/** There is news of an engine that died. */
	readonly onNews: () => void;
	/** From then on nothing is opened or told any more. */
	readonly closing: AbortSignal;
};

export class FollowedEngine {
	readonly #options: FollowedEngineOptions;
	#engine: Promise<EnginePort> | undefined;
	/** What was asked for and not answered yet. */
	readonly #asked = new Set<Promise<Outcome>>();
	/** Only to hear of its end: let go of when nothing is under way. */
	#onlyFollowed = false;
	#underWay = false;
	/** It went while nothing was known to be under way. */
	#isDown = false;
	#startedAgainAt = Number.NEGATIVE_INFINITY;
	#news: EngineNews | undefined;

	constructor(options: FollowedEngineOptions) {
		this.#options = options;
	}

	get news(): EngineNews | undefined {
		return this.#news;
	}

	/** Asks the engine, which is started where there is none; what fails is a refusal. */
	ask(command: EngineCommand): Promise<Outcome> {
		const asking = this.#answerTo(command).finally(() => this.#asked.delete(asking));
		this.#asked.add(asking);
		return asking;
	}

	/** Resolves when nothing that was asked is without its answer. */
	async answered(): Promise<void> {
		await Promise.all(this.#asked);
	}

	/** Holds on to the engine while it has something to do, so that its end is heard; starts one where it is gone. */
	follow(underWay: boolean): void {
		this.#underWay = underWay;
		if (!underWay) return this.#letGo();
		if (this.#news?.state === 'failed' || (this.#engine && !this.#isDown)) return;
		this.#onlyFollowed ||= this.#engine === undefined;
		const opening = this.#isDown
			? this.ask({type: 'ping'})
			: this.#opened().then((): Outcome => ({ok: true, message: ''}));
		this.#isDown = false;
		opening
			.catch((error: unknown): Outcome => ({ok: false, refusal: refusalFrom(error)}))
			.then((outcome) => {
				// Runs within another process, or out of sight, are driven; of all else a person has to hear.
				if (!outcome.ok && outcome.refusal.code !== 'held') this.#tell('failed', outcome.refusal.message);
			});
	}

	async close(): Promise<void> {
		await this.#engine?.then((one) => one.close()).catch(() => {}); // one that could not be opened is closed
	}

	async #answerTo(command: EngineCommand): Promise<Outcome> {
		try {
			this.#options.closing.throwIfAborted();
			this.#onlyFollowed = false;
			this.#isDown = false;
			const answer = await (await this.#opened()).dispatch(command);
			const isThere = answer.ok || answer.refusal.code !== 'engine-lost';
			if (isThere && this.#news?.state === 'failed') this.#startedAgain();
			return answer.ok ? {ok: true, message: plainLine(answer.message)} : answer;
		} catch (error) {
			return {ok: false, refusal: refusalFrom(error)};
		}
	}

	#opened(): Promise<EnginePort> {
		if (this.#engine) return this.#engine;
		const opening = this.#options.open(this.#watch()).then((engine) => {
			engine.subscribe(this.#options.onChange);
			return engine;
		});
		this.#engine = opening;
		opening.catch(() => {
			this.#engine = undefined; // tried again when it is asked for the next time
		});
		return opening;
	}

	/** One that died with runs under way is started again, once. */
	#watch(): EngineWatch {
		return {
			gone: () => {
				if (!this.#underWay) {
					this.#isDown = true;
					return false;
				}
				const again = Date.now() - this.#startedAgainAt > SOON_MS;
				if (again) this.#tell('starting');
				else this.#tell('failed', 'it died again soon after it was started');
				return again;
			},
			// The first one for runs under way takes the place of one that died before anybody looked.
			back: () => {
				if (this.#underWay) this.#startedAgain();
			},
			failed: (error) => this.#tell('failed', refusalFrom(error).message),
		};
	}

	#startedAgain(): void {
		this.#startedAgainAt = Date.now();
		this.#tell('running');
	}

	#tell(state: EngineNews['state'], reason: string | null = null): void {
		if (this.#options.closing.aborted) return;
		this.#news = {id: (this.#news?.id ?? 0) + 1, state, reason};
		this.#options.onNews();
	}

	#letGo(): void {
		if (!this.#onlyFollowed || !this.#engine) return;
		void this.close();
		this.#engine = undefined;
		this.#onlyFollowed = false;
	}
}
