import {expect, test} from 'vitest';
import type {MissionDetail} from '../../src/domain/controller.ts';
import {type TreeRow, taskTree} from '../../src/tui/task-tree.ts';
import {aMission, aTask} from '../support/fake-controller.ts';

const detailOf = (...tasks: Parameters<typeof aTask>[0][]): MissionDetail =>
	aMission({project: '/p'}, {tasks: tasks.map(aTask)}).detail as MissionDetail;

const names = (rows: readonly TreeRow[]): string[] =>
	rows.map((row) => (row.kind === 'milestone' ? `# ${row.milestone.name}` : row.task.id));

const NONE: ReadonlySet<string> = new Set();

test('tasks stand under their milestones, in the order of the file', () => {
	const detail = detailOf({id: 'T1', milestone: 'M1'}, {id: 'T2', milestone: 'M2'}, {id: 'T3', milestone: 'M1'});
	expect(names(taskTree(detail, '', NONE))).toEqual(['# M1', 'T1', 'T3', '# M2', 'T2']);
});

test('a milestone is found by its id, its name or both', () => {
	const detail: MissionDetail = {
		...detailOf({id: 'T1', milestone: 'M1: Ground'}, {id: 'T2', milestone: 'Ground'}, {id: 'T3', milestone: 'M1'}),
		milestones: [{id: 'M1', name: 'Ground', progress: {done: 0, total: 3, pct: 0}}],
	};
	expect(names(taskTree(detail, '', NONE))).toEqual(['# Ground', 'T1', 'T2', 'T3']);
});

test('no task is left out, whatever its milestone is called', () => {
	const detail: MissionDetail = {...detailOf({id: 'T1', milestone: 'unknown'}, {id: 'T2'}), milestones: []};
	expect(names(taskTree(detail, '', NONE))).toEqual(['T1', 'T2']);
});

test('a list without milestones has no headings', () => {
	expect(names(taskTree(detailOf({id: 'T1'}, {id: 'T2'}), '', NONE))).toEqual(['T1', 'T2']);
});

test.each([
	['t2', ['# M1', 'T2']],
	['SCREEN', ['# M2', 'T3']],
	['done', ['# M1', 'T1']],
	['m2', ['# M2', 'T3']],
	['m1 ready', ['# M1', 'T2']],
	['nothing like it', []],
])('the filter %j finds id, title, status and milestone', (filter, found) => {
	const detail = detailOf(
		{id: 'T1', milestone: 'M1', status: 'done', ready: false},
		{id: 'T2', milestone: 'M1'},
		{id: 'T3', milestone: 'M2', title: 'Draw the screen', ready: false},
	);
	expect(names(taskTree(detail, filter, NONE))).toEqual(found);
});

test('a folded milestone hides its tasks, but not from the filter', () => {
	const detail = detailOf({id: 'T1', milestone: 'M1'}, {id: 'T2', milestone: 'M2'});
	const folded = new Set(['m:M1']);
	expect(names(taskTree(detail, '', folded))).toEqual(['# M1', '# M2', 'T2']);
	expect(names(taskTree(detail, 't1', folded))).toEqual(['# M1', 'T1']);
});

test('a duplicate id gets a key of its own', () => {
	const keys = taskTree(detailOf({id: 'T1'}, {id: 'T1'}), '', NONE).map((row) => row.key);
	expect(new Set(keys).size).toBe(2);
});
