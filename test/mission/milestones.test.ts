import {describe, expect, test} from 'vitest';
import type {Task, TaskStatus} from '../../src/domain/task.ts';
import {milestonesOf, withTaskStatus} from '../../src/mission/milestones.ts';
import {slug} from '../../src/mission/slug.ts';

const task = (milestone: string | null, status: TaskStatus): Task => ({
	id: `${milestone}-${status}`,
	title: '',
	status,
	statusText: status,
	milestone,
	dependsOn: [],
	line: 1,
	depth: 0,
	checkbox: false,
	parent: null,
	verify: null,
	pr: null,
	notes: null,
	priority: null,
	owner: null,
	estimate: null,
});

describe('milestones', () => {
	test('come from the tasks, in the order of the file, with the status of their tasks', () => {
		const tasks = [
			task('M1: Foundation', 'done'),
			task(null, 'done'),
			task('Phase 2: Walls', 'done'),
			task('Phase 2: Walls', 'not-started'),
			task('屋根', 'not-started'),
			task('屋根', 'cancelled'),
		];
		expect(milestonesOf(tasks)).toEqual([
			{id: 'M1', name: 'Foundation', status: 'completed'},
			{id: 'phase-2-walls', name: 'Phase 2: Walls', status: 'in-progress'},
			{id: '屋根', name: '屋根', status: 'pending'},
		]);
	});

	test('that look alike get ids of their own', () => {
		const tasks = [task('Set up!', 'done'), task('set up', 'done')];
		expect(milestonesOf(tasks).map(({id}) => id)).toEqual(['set-up', 'set-up-2']);
		expect(milestonesOf(tasks).map(({name}) => name)).toEqual(['Set up!', 'set up']);
	});

	test('without tasks, or cancelled by a person, keep their status', () => {
		const milestones = [
			{id: 'A', name: 'A', status: 'completed' as const},
			{id: 'B', name: 'B', status: 'cancelled' as const},
		];
		expect(withTaskStatus(milestones, [task('B', 'in-progress')])).toEqual(milestones);
	});
});

test.each([
	['My Mission!', 'my-mission'],
	['../../etc/passwd', 'etc-passwd'],
	['日本 計画', '日本-計画'],
	['\u001b[2J', '2j'],
	['…', 'fallback'],
	['x'.repeat(300), 'x'.repeat(60)],
])('the id of %j is %j', (name, id) => {
	expect(slug(name, 'fallback')).toBe(id);
});
