// The kernel: the one place where a run's state meets the world. It takes what was decided into the journal, does what is
// due, and writes down what came of it; what follows from that is decided by engine/machine alone.
import type {Effect, EffectOutcome} from '../../domain/effect.ts';
import {refusalFrom} from '../../domain/errors.ts';
import {plainLine} from '../../domain/text.ts';
import {decide} from '../machine/decide.ts';
import {isRefusal} from '../machine/decided.ts';
import {schedule} from '../machine/schedule.ts';
import {settle} from '../machine/settle.ts';
import type {RunMachine} from '../machine/state.ts';
import {writeMissingReports} from '../records/write-report.ts';
import {atStep} from '../step.ts';
import {thrownOutcome} from '../steps/failures.ts';
import {advanceBatches, startBatch} from './batches.ts';
import {contextOf} from './context-of.ts';
import {EngineCommand} from './engine-command.ts';
import type {KernelOptions} from './kernel-options.ts';
import {isLost, releaseLease} from './lease.ts';
import {perform} from './perform.ts';
import type {EngineAnswer} from './port.ts';
import {answerOf} from './question-answer.ts';
import {notACommand, unknownRun} from './refusals.ts';
import {createRunBook, type RunBook} from './run-book.ts';
import {removeEnvironment} from './run-environment.ts';
import {startRun} from './start-run.ts';

/** How soon the journal is tried again that did not take an outcome (a full disk, say). */
const AGAIN_MS = 2000;
/** Timers take no longer delays than this. */
const LONGEST_MS = 2_000_000_000;

const COMMANDS: ReadonlySet<string> = new Set(['baseline.take', 'checks.run', 'command.run']);

/** The engine of one project, for whoever holds its lease. `begin` takes up what is unfinished. */
export class Kernel {
	/** Resolves when it is closed, also because another engine took the lease. */
	readonly closed: Promise<void>;
	readonly #options: KernelOptions;
	readonly #book: RunBook;
	/** What is being performed, by the key of the effect. */
	readonly #underWay = new Map<string, AbortController>();
	/** Commands that run as this process's own children, and end with it. */
	readonly #commands = new Map<Promise<void>, AbortController>();
	readonly #changeListeners = new Set<() => void>();
	readonly #idleListeners = new Set<(idle: boolean) => void>();
	#timer: NodeJS.Timeout | undefined;
	#closing = false;
	#onClosed = (): void => {};

	constructor(options: KernelOptions) {
		this.#options = options;
		this.#book = createRunBook(options.db, options.lease, options.now, () => {
			for (const listener of this.#changeListeners) listener();
		});
		this.closed = new Promise((resolve) => {
			this.#onClosed = resolve;
		});
	}

	/** Finds what an engine that is gone had under way, and does each again from where it was left; missing reports too. */
	begin(): void {
		for (const run of this.#book.open())
			for (const effect of Object.values(run.inFlight)) {
				this.#book.commit(run.id, [{type: 'effect.recovered', key: effect.key}]);
				this.#perform(run, effect, true);
			}
		this.#pump();
		writeMissingReports(this.#options.paths, this.#options.db, this.#options.env);
	}

	/** Never rejects: what goes wrong is the answer's refusal. */
	dispatch = async (command: unknown): Promise<EngineAnswer> => {
		const parsed = EngineCommand.safeParse(command);
		if (!parsed.success) return {ok: false, refusal: notACommand(parsed.error.issues[0])};
		try {
			return await this.#answer(parsed.data);
		} catch (error) {
			if (isLost(error)) this.#lose();
			return {ok: false, refusal: refusalFrom(error)};
		}
	};

	/** Calls back after each change of a run. */
	subscribe = (listener: () => void): (() => void) => {
		this.#changeListeners.add(listener);
		return () => void this.#changeListeners.delete(listener);
	};

	/** Tells whether there is work, each time that may have changed. */
	whenIdle(listener: (idle: boolean) => void): void {
		this.#idleListeners.add(listener);
		this.#tellIdle();
	}

	/** Ends commands that run, and gives the lease back. The next engine begins those anew and takes up the rest; agents go on. */
	close = async (): Promise<void> => {
		if (this.#closing) return this.closed;
		this.#closing = true;
		clearTimeout(this.#timer);
		for (const stop of this.#commands.values()) stop.abort();
		await Promise.all(this.#commands.keys());
		this.#release();
	};

	#release(): void {
		const {db, lease, now} = this.#options;
		try {
			releaseLease(db, lease, now());
		} finally {
			db.close();
			this.#onClosed();
		}
	}

	/** Another engine has the lease: it ends what this one left and does it again. */
	#lose(): void {
		if (this.#closing) return;
		this.#closing = true;
		clearTimeout(this.#timer);
		this.#release();
	}

	#answer(command: EngineCommand): EngineAnswer | Promise<EngineAnswer> {
		switch (command.type) {
			case 'ping':
				return {ok: true, message: ''};
			case 'start': {
				const started = startRun({...this.#options, book: this.#book}, command);
				if ('code' in started) return {ok: false, refusal: started};
				this.#pump();
				return {ok: true, message: `${started.runId} of ${plainLine(started.taskId)} has begun`, value: started};
			}
			case 'start-batch': {
				const started = startBatch({...this.#options, book: this.#book}, command);
				if ('code' in started) return {ok: false, refusal: started};
				this.#pump();
				return {ok: true, message: `${started.batchId} has begun`, value: started};
			}
			case 'of-run':
				return this.#ofRun(command);
		}
	}

	#ofRun({runId, command}: Extract<EngineCommand, {type: 'of-run'}>): EngineAnswer | Promise<EngineAnswer> {
		const run = this.#book.load(runId);
		if (!run) return {ok: false, refusal: unknownRun(runId)};
		const decided = decide(run, command);
		if (isRefusal(decided)) return {ok: false, refusal: decided};
		this.#book.commit(runId, decided);
		this.#pump();
		if (command.type === 'ask') return this.#whenAnswered(runId, command.question);
		const {state} = this.#book.load(runId) ?? run;
		return {ok: true, message: `${runId} is ${state}`, value: {runId, state, changed: decided.length > 0}};
	}

	#whenAnswered(runId: string, words: string): Promise<EngineAnswer> {
		return new Promise((resolve) => {
			const look = (): void => {
				const answer = answerOf(this.#book.load(runId), words);
				if (answer === undefined) return;
				forget();
				resolve(answer);
			};
			const forget = this.subscribe(look);
			look();
		});
	}

	/** Brings every run as far as it can get by itself, and starts what is due. */
	#pump = (): void => {
		if (this.#closing) return;
		clearTimeout(this.#timer);
		this.#timer = undefined;
		try {
			const around = {...this.#options, book: this.#book};
			while (advanceBatches(around)) for (const run of this.#book.open()) this.#advance(run);
			const next = Math.min(...this.#book.open().flatMap((run) => this.#advance(run)));
			const inMs = next - Date.parse(this.#options.now()) + 1;
			if (Number.isFinite(next)) this.#timer = setTimeout(this.#pump, Math.min(Math.max(inMs, 1), LONGEST_MS));
		} catch (error) {
			if (isLost(error)) return this.#lose();
			this.#timer = setTimeout(this.#pump, AGAIN_MS);
		}
		this.#tellIdle();
	};

	/** Gives the times at which to look at the run again. */
	#advance(first: RunMachine): number[] {
		for (let run: RunMachine | undefined = first; run; run = this.#book.get(run.id)) {
			const {events, effects, cancel, waits} = schedule(run, this.#options.now());
			this.#book.commit(run.id, events);
			if (events.length > 0) continue;
			for (const key of cancel) this.#underWay.get(key)?.abort();
			for (const effect of effects) {
				this.#book.commit(run.id, [{type: 'effect.started', effect}]);
				this.#perform(run, effect, false);
			}
			if (effects.length === 0) return waits.flatMap((wait) => (wait.kind === 'time' ? [Date.parse(wait.at)] : []));
		}
		const closed = this.#book.load(first.id);
		// A failed run may be retried, with the same environment.
		if (closed?.state === 'completed' || closed?.state === 'cancelled')
			removeEnvironment(this.#options.paths, first.id);
		return [];
	}

	#perform(run: RunMachine, effect: Effect, recovered: boolean): void {
		const stop = new AbortController();
		this.#underWay.set(effect.key, stop);
		atEffect('recorded', effect);
		const now = {stop: stop.signal, recovered, book: this.#book};
		const done = Promise.resolve()
			.then(() => perform(contextOf(this.#options, run, now), effect))
			.catch(thrownOutcome)
			.then((outcome) => this.#conclude(effect, outcome));
		if (!COMMANDS.has(effect.action.kind)) return;
		this.#commands.set(done, stop);
		void done.then(() => this.#commands.delete(done));
	}

	#conclude(effect: Effect, outcome: EffectOutcome): void {
		if (this.#closing) return; // what it came to is looked up by the next engine
		atEffect('performed', effect);
		try {
			const run = this.#book.get(effect.runId);
			if (run) this.#book.commit(effect.runId, settled(run, effect, outcome));
		} catch (error) {
			if (isLost(error)) return this.#lose();
			setTimeout(() => this.#conclude(effect, outcome), AGAIN_MS);
			return;
		}
		this.#underWay.delete(effect.key);
		atEffect('settled', effect);
		this.#pump();
	}

	#tellIdle(): void {
		const idle = this.#underWay.size === 0 && this.#timer === undefined;
		for (const listener of this.#idleListeners) listener(idle);
	}
}

/** What cannot be settled is a bug, and ends the effect as one: nothing stays under way for ever. */
const settled = (run: RunMachine, effect: Effect, outcome: EffectOutcome) => {
	try {
		return settle(run, effect.key, outcome);
	} catch (error) {
		return settle(run, effect.key, thrownOutcome(error));
	}
};

const atEffect = (phase: 'recorded' | 'performed' | 'settled', {action, step}: Effect): void => {
	atStep(`${phase}:${action.kind}`);
	if (step !== null) atStep(`${phase}:${action.kind}:${step}`);
};
