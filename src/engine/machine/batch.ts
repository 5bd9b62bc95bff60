// Many tasks, one after another and several at once: which run starts next, which task is left alone, when it is over.
// Pure, and made anew from the tasks file and the store at any time (SPEC TL-9).
import type {Refusal} from '../../domain/errors.ts';
import {findCycle, parentIds, tasksById, whyNotReady} from '../../domain/readiness.ts';
import {isRunOver, type RunState} from '../../domain/run.ts';
import {isFinished, type Task} from '../../domain/task.ts';
import {plainLine, quoted} from '../../domain/text.ts';

export type BatchInput = {
	readonly tasks: readonly Task[];
	/** The latest run of each task that the batch began; also those that have ended. */
	readonly runs: readonly {readonly id: string; readonly taskId: string; readonly state: RunState}[];
	/** How often each task was left alone, and come back to, as the journal has it. */
	readonly suspended: ReadonlyMap<string, number>;
	readonly resumed: ReadonlyMap<string, number>;
	/** Tasks that somebody outside the batch works on. */
	readonly busy: ReadonlySet<string>;
	readonly until: string | null;
	/** So many runs are under way at once in the project, those beside the batch included. */
	readonly parallel: number;
	/** How many are under way that are not the batch's. */
	readonly beside: number;
};

export type BatchMove = {
	/** To be recorded as `batch.suspended` before anything is started. */
	readonly suspend: readonly {readonly taskId: string; readonly runId: string; readonly reason: string}[];
	/** To be started: a run of its own, or (recorded as `batch.resumed`) a retry of the one that was left alone. */
	readonly start: readonly {readonly taskId: string; readonly retry: string | null}[];
	/** Why the batch is over; null while something is under way, starts or waits for a person. */
	readonly ended: string | null;
	readonly progress: BatchProgress;
};

/** Tasks of the batch; a blocked one waits for others that are not done. */
export type BatchProgress = {
	readonly completed: number;
	readonly blocked: number;
	readonly suspended: number;
	readonly total: number;
};

/** A task whose run failed is come back to so often. */
const SECOND_CHANCES = 1;

/** Why a batch over these tasks cannot begin: they wait for each other, or the last one is not known. */
export const whyNoBatch = (tasks: readonly Task[], until: string | null): Refusal | undefined => {
	if (until !== null && !tasks.some(({id}) => id === until))
		return {kind: 'not-found', code: 'unknown-task', message: `no task ${quoted(until)}. \`mosaic tasks\` lists them.`};
	const cycle = findCycle(scopeOf(tasks, until).filter(({status}) => !isFinished(status)));
	if (!cycle) return undefined;
	const words = cycle.map(plainLine).join(' → ');
	return {
		kind: 'refused',
		code: 'dependency-cycle',
		message: `tasks wait for each other: ${words}. Break the circle in the tasks file.`,
	};
};

/** What a batch does next. Suspended tasks come last, when nothing else is left to start or under way. */
export const nextBatchMove = (input: BatchInput): BatchMove => {
	const scope = scopeOf(input.tasks, input.until);
	const runs = new Map(input.runs.map((run) => [run.taskId, run]));
	const suspend = scope.flatMap((task) => suspension(input, task, runs.get(task.id)));
	const underWay = input.runs.filter(({state}) => state === 'running' || state === 'stopping').length;
	const free = Math.max(0, input.parallel - underWay - input.beside);
	const ready = readyTasks(input, scope, runs);
	const fresh = ready.slice(0, free).map(({id}) => ({taskId: id, retry: null}));
	const isQuiet = underWay === 0 && ready.length === 0 && suspend.length === 0;
	const chances = isQuiet ? secondChances(input, scope, runs) : [];
	const again = chances.slice(0, free);
	const start = suspend.length > 0 ? [] : [...fresh, ...again];
	const waits = input.runs.some(({state}) => !isRunOver(state));
	const isHeldUp = free === 0 && ready.length + chances.length > 0;
	const isOver = start.length === 0 && suspend.length === 0 && !waits && !isHeldUp;
	return {suspend, start, ended: isOver ? conclusion(scope) : null, progress: progressOf(input, scope)};
};

/** The tasks down to the last one, and whatever these depend on. */
const scopeOf = (tasks: readonly Task[], until: string | null): readonly Task[] => {
	const last = until === null ? tasks.length - 1 : tasks.findIndex(({id}) => id === until);
	const byId = tasksById(tasks);
	const wanted = new Set<string>();
	const queue = tasks.slice(0, last + 1).map(({id}) => id);
	for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
		if (wanted.has(id)) continue;
		wanted.add(id);
		queue.push(...(byId.get(id)?.dependsOn ?? []));
	}
	return tasks.filter(({id}) => wanted.has(id));
};

type RunOf = BatchInput['runs'][number] | undefined;

const isLost = (run: RunOf): boolean =>
	run?.state === 'failed' || run?.state === 'interrupted' || run?.state === 'cancelled';

const count = (counts: ReadonlyMap<string, number>, {id}: Task): number => counts.get(id) ?? 0;

const suspension = (input: BatchInput, task: Task, run: RunOf): BatchMove['suspend'] =>
	run && isLost(run) && !isFinished(task.status) && count(input.suspended, task) === count(input.resumed, task)
		? [{taskId: task.id, runId: run.id, reason: `its run is ${run.state}`}]
		: [];

const readyTasks = (input: BatchInput, scope: readonly Task[], runs: ReadonlyMap<string, RunOf>): Task[] => {
	const byId = tasksById(input.tasks);
	const parents = parentIds(input.tasks.filter(({status}) => !isFinished(status)));
	return scope.filter(
		(task) =>
			!runs.has(task.id) && !input.busy.has(task.id) && !parents.has(task.id) && whyNotReady(task, byId) === undefined,
	);
};

// What a person aborted is not taken up again.
const secondChances = (
	input: BatchInput,
	scope: readonly Task[],
	runs: ReadonlyMap<string, RunOf>,
): BatchMove['start'] =>
	scope.flatMap((task) => {
		const run = runs.get(task.id);
		const mayTry =
			count(input.resumed, task) < SECOND_CHANCES && run?.state !== 'cancelled' && !input.busy.has(task.id);
		return run && isLost(run) && mayTry && !isFinished(task.status) ? [{taskId: task.id, retry: run.id}] : [];
	});

const conclusion = (scope: readonly Task[]): string => {
	const left = scope.filter(({status}) => !isFinished(status)).map(({id}) => plainLine(id));
	return left.length === 0 ? 'all tasks are done' : `not done: ${left.join(', ')}`;
};

const progressOf = (input: BatchInput, scope: readonly Task[]): BatchProgress => {
	const byId = tasksById(input.tasks);
	const open = scope.filter(({status}) => !isFinished(status));
	const isSuspended = (task: Task) => count(input.suspended, task) > count(input.resumed, task);
	const isBlocked = (task: Task) => task.dependsOn.some((id) => byId.get(id)?.status !== 'done');
	return {
		completed: scope.filter(({status}) => status === 'done').length,
		blocked: open.filter((task) => !isSuspended(task) && isBlocked(task)).length,
		suspended: open.filter(isSuspended).length,
		total: scope.filter(({status}) => status !== 'cancelled').length,
	};
};
