import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {RunState} from '../../../src/domain/run.ts';
import type {Task, TaskStatus} from '../../../src/domain/task.ts';
import {type BatchInput, nextBatchMove, whyNoBatch} from '../../../src/engine/machine/batch.ts';

const task = (id: string, dependsOn: string[] = [], status: TaskStatus = 'not-started'): Task => ({
	id,
	title: id,
	status,
	statusText: status,
	milestone: null,
	dependsOn,
	line: 1,
	checkbox: false,
	depth: 0,
	parent: null,
	verify: null,
	pr: null,
	notes: null,
	priority: null,
	owner: null,
	estimate: null,
});

const input = (tasks: Task[], rest: Partial<BatchInput> = {}): BatchInput => ({
	tasks,
	runs: [],
	suspended: new Map(),
	resumed: new Map(),
	busy: new Set(),
	until: null,
	parallel: 2,
	beside: 0,
	...rest,
});

describe('a batch', () => {
	test('counts the runs beside it, waits for their end, and is not over while it does', () => {
		const tasks = [task('T1'), task('T2'), task('T3')];
		expect(nextBatchMove(input(tasks, {beside: 1})).start).toEqual([{taskId: 'T1', retry: null}]);
		expect(nextBatchMove(input(tasks, {beside: 2}))).toMatchObject({start: [], ended: null});
	});

	test('takes ready tasks in the order of the file, as many at once as it may', () => {
		const tasks = [task('T1', [], 'done'), task('T2', ['T1']), task('T3', ['T2']), task('T4'), task('T5')];
		expect(nextBatchMove(input(tasks))).toMatchObject({
			start: [
				{taskId: 'T2', retry: null},
				{taskId: 'T4', retry: null},
			],
			ended: null,
			progress: {completed: 1, blocked: 1, suspended: 0, total: 5},
		});
	});

	test('goes on with the rest while a run waits for a person, and does not end', () => {
		const tasks = [task('T1', [], 'in-progress'), task('T2')];
		const runs = [{id: 'run-001', taskId: 'T1', state: 'waiting'}] as const;
		expect(nextBatchMove(input(tasks, {runs, parallel: 1})).start).toEqual([{taskId: 'T2', retry: null}]);
		const done = [task('T1', [], 'in-progress'), task('T2', [], 'done')];
		expect(nextBatchMove(input(done, {runs})).ended).toBeNull();
	});

	test('leaves a failed task alone, comes back to it last, and only once', () => {
		const tasks = [task('T1', [], 'failed'), task('T2')];
		const runs = [{id: 'run-001', taskId: 'T1', state: 'failed'}] as const;
		const first = nextBatchMove(input(tasks, {runs}));
		expect(first).toMatchObject({suspend: [{taskId: 'T1', runId: 'run-001'}], start: []});
		const suspended = new Map([['T1', 1]]);
		expect(nextBatchMove(input(tasks, {runs, suspended})).start).toEqual([{taskId: 'T2', retry: null}]);
		const rest = [task('T1', [], 'failed'), task('T2', [], 'done')];
		expect(nextBatchMove(input(rest, {runs, suspended})).start).toEqual([{taskId: 'T1', retry: 'run-001'}]);
		const over = {runs, suspended: new Map([['T1', 2]]), resumed: new Map([['T1', 1]])};
		expect(nextBatchMove(input(rest, over))).toMatchObject({start: [], suspend: [], ended: 'not done: T1'});
	});

	test('goes down to the last task asked for, and does what that needs', () => {
		const tasks = [task('T1'), task('T2', ['T4']), task('T3'), task('T4')];
		const {start, progress} = nextBatchMove(input(tasks, {until: 'T2', parallel: 9}));
		expect(start.map(({taskId}) => taskId)).toEqual(['T1', 'T4']);
		expect(progress.total).toBe(3);
	});

	test('is refused where tasks wait for each other, with the circle spelled out', () => {
		const tasks = [task('A', ['C']), task('B', ['A']), task('C', ['B'])];
		expect(whyNoBatch(tasks, null)).toMatchObject({kind: 'refused', code: 'dependency-cycle'});
		expect(whyNoBatch(tasks, null)?.message).toContain('A → C → B → A');
		expect(whyNoBatch([...tasks, task('D')], 'X')).toMatchObject({kind: 'not-found'});
		expect(whyNoBatch([task('D')], 'D')).toBeUndefined();
	});

	test('ends for every plan and every fate, keeps to its limit and to the order of dependencies', () => {
		const plans = fc.integer({min: 1, max: 8}).chain((size) =>
			fc.record({
				depends: fc.array(fc.array(fc.nat({max: 7}), {maxLength: 3}), {minLength: size, maxLength: size}),
				fates: fc.array(fc.constantFrom<RunState>('completed', 'completed', 'failed', 'cancelled', 'interrupted'), {
					minLength: 2 * size,
					maxLength: 2 * size,
				}),
				parallel: fc.integer({min: 1, max: 3}),
			}),
		);
		fc.assert(
			fc.property(plans, ({depends, fates, parallel}) => {
				const tasks = depends.map((deps, index) =>
					task(
						`T${index}`,
						deps.filter((dep) => dep < index).map((dep) => `T${dep}`),
					),
				);
				play(tasks, fates, parallel);
			}),
		);
	});
});

const play = (first: Task[], fates: readonly RunState[], parallel: number): void => {
	let tasks = first;
	const runs = new Map<string, {id: string; taskId: string; state: RunState}>();
	const suspended = new Map<string, number>();
	const resumed = new Map<string, number>();
	const add = (counts: Map<string, number>, id: string) => counts.set(id, (counts.get(id) ?? 0) + 1);
	let fate = 0;
	for (let round = 0; round < 100; round++) {
		const move = nextBatchMove(input(tasks, {runs: [...runs.values()], suspended, resumed, parallel}));
		if (move.ended !== null) {
			expect([...resumed.values()].every((times) => times <= 1)).toBe(true);
			return;
		}
		for (const {taskId} of move.suspend) add(suspended, taskId);
		for (const {taskId, retry} of move.start) {
			const own = tasks.find(({id}) => id === taskId) as Task;
			expect(own.dependsOn.every((id) => tasks.find((other) => other.id === id)?.status === 'done')).toBe(true);
			if (retry !== null) add(resumed, taskId);
			runs.set(taskId, {id: retry ?? `run-${taskId}`, taskId, state: 'running'});
		}
		const underWay = [...runs.values()].filter(({state}) => state === 'running');
		expect(underWay.length).toBeLessThanOrEqual(parallel);
		const [run] = underWay;
		if (!run) continue;
		const state = fates[fate++ % fates.length] as RunState;
		runs.set(run.taskId, {...run, state});
		tasks = tasks.map((own) =>
			own.id === run.taskId ? {...own, status: state === 'completed' ? 'done' : 'failed'} : own,
		);
	}
	throw new Error('the batch never ends');
};
