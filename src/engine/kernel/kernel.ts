import type {Effect, EffectOutcome} from '../../domain/effect.ts';
import {type Refusal, Refused, refusalFrom} from '../../domain/errors.ts';
import {plainLine} from '../../domain/text.ts';
import {missionPaths, readMission} from '../../mission/mission-file.ts';
import {decide} from '../machine/decide.ts';
import {isRefusal} from '../machine/decided.ts';
import {schedule} from '../machine/schedule.ts';
import {settle} from '../machine/settle.ts';
import type {RunMachine} from '../machine/state.ts';
import {atStep} from '../step.ts';
import type {StepContext} from '../steps/context.ts';
import {advanceBatches, startBatch} from './batches.ts';
import {EngineCommand} from './engine-command.ts';
import type {KernelOptions} from './kernel-options.ts';
import {releaseLease} from './lease.ts';
import {perform} from './perform.ts';
import type {EngineAnswer} from './port.ts';
import {createRunBook} from './run-book.ts';
import {removeEnvironment, runEnvironment} from './run-environment.ts';
import {startRun} from './start-run.ts';

/** How soon the journal is tried again that did not take an outcome (a full disk, say). */
const AGAIN_MS = 2000;
/** Timers take no longer delays than this. */
const LONGEST_MS = 2_000_000_000;

export const openKernel = (options: KernelOptions) => {
	const {paths, db, lease, now} = options;
	const changeListeners = new Set<() => void>();
	const book = createRunBook(db, lease, now, () => {
		for (const listener of changeListeners) listener();
	});
	const underWay = new Map<string, AbortController>();
	const idleListeners = new Set<(idle: boolean) => void>();
	const answers = new Map<string, Set<() => void>>();
	let timer: NodeJS.Timeout | undefined;
	let closing = false;

	const contextOf = (run: RunMachine, stop: AbortSignal, recovered: boolean): StepContext => ({
		paths,
		db,
		tasksFile: missionPaths(readMission(paths.missionFile), paths.root).tasksFile,
		env: options.env,
		now,
		hosts: options.hosts,
		stop,
		recovered,
		run: {
			runId: run.id,
			taskId: run.taskId,
			taskTitle: run.taskTitle,
			milestone: run.frozen.inputs.milestone,
			baseBranch: run.frozen.baseBranch,
			begun: run.contractId !== null,
			env: runEnvironment(paths, run.id),
			workspace: run.workspace,
		},
		hasOpenQuestion: () => book.get(run.id)?.questions.some(({state}) => state === 'open') ?? false,
		onFollowUp: ({token, ...followUp}) => {
			const command = {type: 'follow-up', by: 'agent', token, sessionId: null, ...followUp} as const;
			const decided = decide(book.get(run.id) ?? run, command);
			if (!isRefusal(decided)) book.commit(run.id, decided);
		},
	});

	const begin = (run: RunMachine, effect: Effect, recovered: boolean): void => {
		const stop = new AbortController();
		underWay.set(effect.key, stop);
		atEffect('recorded', effect);
		const performed = (): Promise<EffectOutcome> => perform(contextOf(run, stop.signal, recovered), effect);
		Promise.resolve()
			.then(performed)
			.then((outcome) => conclude(effect, outcome));
	};

	const conclude = (effect: Effect, outcome: EffectOutcome): void => {
		if (closing) return; // what it came to is looked up by the next engine
		atEffect('performed', effect);
		const run = book.get(effect.runId);
		try {
			if (run) book.commit(effect.runId, settle(run, effect.key, outcome));
		} catch (error) {
			if (isLost(error)) return void close();
			setTimeout(() => conclude(effect, outcome), AGAIN_MS);
			return;
		}
		underWay.delete(effect.key);
		atEffect('settled', effect);
		pump();
	};

	/** Brings every run as far as it can get by itself, and starts what is due. */
	const pump = (): void => {
		if (closing) return;
		clearTimeout(timer);
		try {
			const around = {...options, book};
			while (advanceBatches(around)) for (const run of book.open()) advance(run);
			const times = [...book.open()].flatMap((run) => advance(run));
			const next = Math.min(...times);
			if (Number.isFinite(next))
				timer = setTimeout(pump, Math.min(Math.max(next - Date.parse(now()), 0) + 1, LONGEST_MS));
		} catch (error) {
			if (isLost(error)) return void close();
			timer = setTimeout(pump, AGAIN_MS);
		}
		for (const wake of [...answers.values()].flatMap((set) => [...set])) wake();
		tellIdle();
	};

	const advance = (first: RunMachine): number[] => {
		for (let run: RunMachine | undefined = first; run; run = book.get(run.id)) {
			const {events, effects, cancel, waits} = schedule(run, now());
			if (events.length > 0) {
				book.commit(run.id, events);
				continue;
			}
			for (const key of cancel) underWay.get(key)?.abort();
			for (const effect of effects) {
				book.commit(run.id, [{type: 'effect.started', effect}]);
				begin(run, effect, false);
			}
			if (effects.length > 0) continue;
			return waits.flatMap((wait) => (wait.kind === 'time' ? [Date.parse(wait.at)] : []));
		}
		const closed = book.load(first.id);
		// A failed run may be retried, with the same environment.
		if (closed?.state === 'completed' || closed?.state === 'cancelled') removeEnvironment(paths, first.id);
		return [];
	};

	/** Finds what an engine that is gone had under way, and does each again from where it was left. */
	const recover = (): void => {
		for (const run of book.open())
			for (const effect of Object.values(run.inFlight)) {
				book.commit(run.id, [{type: 'effect.recovered', key: effect.key}]);
				begin(book.get(run.id) ?? run, effect, true);
			}
	};

	const tellIdle = (): void => {
		const idle = underWay.size === 0 && timer === undefined;
		for (const listener of idleListeners) listener(idle);
	};

	const answer = async (command: EngineCommand): Promise<EngineAnswer> => {
		switch (command.type) {
			case 'ping':
				return {ok: true, message: ''};
			case 'start': {
				const started = startRun({...options, book}, command);
				if ('code' in started) return {ok: false, refusal: started};
				pump();
				return {ok: true, message: `${started.runId} of ${plainLine(started.taskId)} has begun`, value: started};
			}
			case 'start-batch': {
				const started = startBatch({...options, book}, command);
				if ('code' in started) return {ok: false, refusal: started};
				pump();
				return {ok: true, message: `${started.batchId} has begun`, value: started};
			}
			case 'of-run':
				return ofRun(command.runId, command.command);
		}
	};

	const ofRun = async (
		runId: string,
		command: Extract<EngineCommand, {type: 'of-run'}>['command'],
	): Promise<EngineAnswer> => {
		const run = book.load(runId);
		if (!run) return {ok: false, refusal: unknownRun(runId)};
		const decided = decide(run, command);
		if (isRefusal(decided)) return {ok: false, refusal: decided};
		book.commit(runId, decided);
		pump();
		const after = book.load(runId) ?? run;
		if (command.type === 'ask') return whenAnswered(runId, command.question);
		return {
			ok: true,
			message: `${runId} is ${after.state}`,
			value: {runId, state: after.state, changed: decided.length > 0},
		};
	};

	const whenAnswered = (runId: string, words: string): Promise<EngineAnswer> =>
		new Promise((resolve) => {
			const look = (): void => {
				const question = book.load(runId)?.questions.findLast(({question}) => question === words);
				if (question?.state === 'open') return;
				waiting.delete(look);
				if (question?.state === 'answered')
					resolve({
						ok: true,
						message: question.answer ?? '',
						value: {questionId: question.id, answer: question.answer},
					});
				else
					resolve({
						ok: false,
						refusal: {kind: 'refused', code: 'withdrawn', message: 'nobody will answer: the question was withdrawn.'},
					});
			};
			const waiting = answers.get(runId) ?? new Set();
			answers.set(runId, waiting.add(look));
			look();
		});

	const close = async (): Promise<void> => {
		if (closing) return;
		closing = true;
		clearTimeout(timer);
		timer = undefined;
		releaseLease(db, lease, now());
		db.close();
		for (const listener of idleListeners) listener(true);
	};

	return {
		/** Takes up what is unfinished. */
		begin: (): void => {
			recover();
			pump();
		},
		dispatch: async (command: unknown): Promise<EngineAnswer> => {
			const parsed = EngineCommand.safeParse(command);
			if (!parsed.success) return {ok: false, refusal: notACommand(parsed.error.issues[0])};
			try {
				return await answer(parsed.data);
			} catch (error) {
				return {ok: false, refusal: refusalFrom(error)};
			}
		},
		/** Tells whether there is work, each time that may have changed. */
		whenIdle: (listener: (idle: boolean) => void): void => {
			idleListeners.add(listener);
			tellIdle();
		},
		subscribe: (listener: () => void): (() => void) => {
			changeListeners.add(listener);
			return () => void changeListeners.delete(listener);
		},
		close,
	};
};

export type Kernel = ReturnType<typeof openKernel>;

const atEffect = (phase: 'recorded' | 'performed' | 'settled', {action, step}: Effect): void => {
	atStep(`${phase}:${action.kind}`);
	if (step !== null) atStep(`${phase}:${action.kind}:${step}`);
};

const isLost = (error: unknown): boolean => error instanceof Refused && error.refusal.code === 'lease-lost';

const unknownRun = (runId: string): Refusal => ({
	kind: 'not-found',
	code: 'unknown-run',
	message: `no run ${plainLine(runId)} that the engine drives. \`mosaic runs\` lists them.`,
});

const notACommand = (
	issue: {readonly path: readonly PropertyKey[]; readonly message: string} | undefined,
): Refusal => ({
	kind: 'usage',
	code: 'bad-command',
	message: `${issue?.path.map(String).join('.') || 'the command'}: ${issue?.message ?? 'not understood'}.`,
});
