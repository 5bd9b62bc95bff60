// Which tasks can start, and which one is next. Pure; the file's order is the tie-break everywhere.
import type {Task} from './task.ts';
import {isFinished} from './task.ts';

/** Tasks by id. Where an id stands twice the first one counts; such an id is refused before anything is done with it. */
export const tasksById = (tasks: readonly Task[]): ReadonlyMap<string, Task> => {
	const byId = new Map<string, Task>();
	for (const task of tasks) if (!byId.has(task.id)) byId.set(task.id, task);
	return byId;
};

/**
 * The dependencies that still hold a task back, in the order the task names them. A cancelled dependency holds back
 * like an unknown one: its work was never done, and only a person can say that it is not needed.
 */
export const waitingFor = (task: Task, byId: ReadonlyMap<string, Task>): string[] =>
	task.dependsOn.filter((id) => byId.get(id)?.status !== 'done');

/** Why a task cannot be picked now, or undefined when it is ready. */
export const whyNotReady = (task: Task, byId: ReadonlyMap<string, Task>): string | undefined => {
	if (task.status !== 'not-started') return `it is ${task.status}`;
	const open = waitingFor(task, byId);
	return open.length === 0 ? undefined : `it waits for ${open.join(', ')}`;
};

/** The tasks that have checkboxes nested under them: headings of their children, not work of their own. */
export const parentIds = (tasks: readonly Task[]): ReadonlySet<string> =>
	new Set(tasks.flatMap((task) => (task.parent === null ? [] : [task.parent])));

export type NextTask = {readonly task: Task; readonly reason: string};

/** What the journal knows about who works, or worked, on which tasks. */
export type WorkOnTasks = {
	/** An agent works on it now. */
	readonly busy: ReadonlySet<string>;
	/** Its run was interrupted and waits for a resume. */
	readonly interrupted: ReadonlySet<string>;
};

const NO_WORK: WorkOnTasks = {busy: new Set(), interrupted: new Set()};

/**
 * The next task and why it is that one: an interrupted run first, then the first ready task in the file's order. What
 * somebody else has in progress is theirs. A checkbox with open children waits for them.
 */
export const nextTask = (tasks: readonly Task[], {busy, interrupted}: WorkOnTasks = NO_WORK): NextTask | undefined => {
	const byId = tasksById(tasks);
	const open = tasks.filter((task) => !busy.has(task.id) && !isFinished(task.status));
	const openParents = parentIds(open);
	const free = open.filter((task) => !openParents.has(task.id));
	const begun = free.find((task) => task.status === 'in-progress' && interrupted.has(task.id));
	if (begun) return {task: begun, reason: 'its run was interrupted and waits to be resumed'};
	const ready = free.find((task) => whyNotReady(task, byId) === undefined);
	if (!ready) return undefined;
	const deps = ready.dependsOn.length;
	const reason =
		deps === 0 ? 'first open task that waits for nothing' : `all it depends on is done (${ready.dependsOn.join(', ')})`;
	return {task: ready, reason};
};

/**
 * One dependency cycle, spelled out from its first task back to it (`['A', 'B', 'A']`), or undefined. Iterative, so
 * that a chain of 10,000 tasks does not overflow the stack.
 */
export const findCycle = (tasks: readonly Task[]): string[] | undefined => {
	if (waitOnlyForTasksAbove(tasks)) return undefined;
	const byId = tasksById(tasks);
	const finished = new Set<string>();
	for (const root of byId.keys()) {
		const cycle = finished.has(root) ? undefined : cycleFrom(root, byId, finished);
		if (cycle) return cycle;
	}
	return undefined;
};

// Most files are written in the order of the work, and then there is nothing to search.
const waitOnlyForTasksAbove = (tasks: readonly Task[]): boolean => {
	const above = new Set<string>();
	for (const task of tasks) {
		for (const id of task.dependsOn) if (!above.has(id)) return false;
		above.add(task.id);
	}
	return true;
};

const cycleFrom = (root: string, byId: ReadonlyMap<string, Task>, finished: Set<string>): string[] | undefined => {
	const trail = [root];
	const onTrail = new Set(trail);
	const next = [0];
	while (trail.length > 0) {
		const id = trail[trail.length - 1] as string;
		const index = next[next.length - 1] as number;
		const dependency = byId.get(id)?.dependsOn[index];
		if (dependency === undefined) {
			finished.add(id);
			onTrail.delete(id);
			trail.pop();
			next.pop();
			continue;
		}
		next[next.length - 1] = index + 1;
		if (onTrail.has(dependency)) return [...trail.slice(trail.indexOf(dependency)), dependency];
		if (finished.has(dependency) || !byId.has(dependency)) continue;
		trail.push(dependency);
		onTrail.add(dependency);
		next.push(0);
	}
	return undefined;
};

export type Progress = {readonly done: number; readonly total: number; readonly pct: number};

/** Done of total, percent floored. Cancelled tasks do not count; no tasks read 0 of 0, 0 %. */
export const progressOf = (tasks: readonly Task[]): Progress => {
	const counted = tasks.filter((task) => task.status !== 'cancelled');
	const done = counted.filter((task) => task.status === 'done').length;
	const total = counted.length;
	return {done, total, pct: total === 0 ? 0 : Math.floor((done * 100) / total)};
};
