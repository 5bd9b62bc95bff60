import {describe, expect, test} from 'vitest';
import {parseTasks} from '../../src/tasks/parse.ts';

const brief = (text: string) => parseTasks(text).tasks.map((task) => `${task.id} ${task.status} ${task.title}`);
const skips = (text: string) => parseTasks(text).skipped.map(({line, reason}) => `${line}: ${reason}`);
const problems = (text: string) => parseTasks(text).problems.map(({line, message}) => `${line}: ${message}`);

describe('checkboxes', () => {
	test.each([
		['- [ ] T001 Dig', 'T001 not-started Dig'],
		['* [x] T-1: Dig', 'T-1 done Dig'],
		['+ [X] **P0-1** Dig', 'P0-1 done Dig'],
		['1. [ ] 1.2 Dig', '1.2 not-started Dig'],
		['1) [ ] 3. Dig', '3 not-started Dig'],
		['- [ ] **T1: Dig**', 'T1 not-started Dig'],
		['- [ ] [AUTH-3] Dig', 'AUTH-3 not-started Dig'],
		['- [ ] `M1-T2` — Dig', 'M1-T2 not-started Dig'],
		['- [ ] #12 Dig', '#12 not-started Dig'],
		['- [ ] Task 4: Dig', '4 not-started Dig'],
		['   - [ ] T1 Dig', 'T1 not-started Dig'],
		['> - [ ] T1 Dig', 'T1 not-started Dig'],
		['- [ ] Dig the well', 'dig-the-well not-started Dig the well'],
		['- [ ] S3 upload', 's3-upload not-started S3 upload'],
		['- [ ] v1.2 release', 'v1-2-release not-started v1.2 release'],
		['- [ ] 3 retries', '3-retries not-started 3 retries'],
		['- [ ] 井戸を掘る', '井戸を掘る not-started 井戸を掘る'],
		['- [ ] ⚒️', 'task not-started ⚒️'],
		['- [/] T1 Dig', 'T1 in-progress Dig'],
		['- [~] T1 Dig', 'T1 in-progress Dig'],
		['- [-] 2.1 Dig', '2.1 in-progress Dig'],
		['- [ ]* 2.2 Dig', '2.2 not-started Dig'],
		['- [ ] 2.3* Dig', '2.3 not-started Dig'],
	])('%s', (line, task) => {
		expect(brief(line)).toEqual([task]);
	});

	test('nest by indent, in spaces or tabs', () => {
		const text =
			'- [ ] T1 a\n  - [ ] T2 b\n      - [ ] T3 c\n\t- [ ] T4 d\n - [ ] T5 e\n- group\n  - [ ] T6 f\n\n## H\n  - [ ] T7 g';
		expect(parseTasks(text).tasks.map((task) => `${task.id} ${task.depth} ${task.parent}`)).toEqual([
			'T1 0 null',
			'T2 1 T1',
			'T3 2 T2',
			'T4 2 T2',
			'T5 0 null',
			'T6 0 null',
			'T7 0 null',
		]);
	});

	test('an unknown mark is not done, and told; so are the slips', () => {
		const text = '- [?] T1 a\n- [-] T2 b\n- [] T3 c\n- [ ] ';
		expect(brief(text)).toEqual(['T1 not-started a', 'T2 cancelled b']);
		expect(problems(text)).toEqual([
			'1: unknown mark "[?]", read as not done',
			'2: the mark "[-]" is read as cancelled',
		]);
		expect(skips(text)).toEqual(['3: "[]" is no checkbox; write "[ ]"', '4: a checkbox without text']);
	});

	test('links and plain items are no checkboxes', () => {
		expect(parseTasks('- [a](b)\n- [link]\n- T1 x\n[ ] T2 y').tasks).toEqual([]);
	});

	test('made ids that collide are told apart by their heading or their parent', () => {
		const text = '## One\n- [ ] Test\n- [ ] T1 a\n  - [ ] Test\n\n## Two\n- [ ] Test\n- [ ] Test';
		expect(parseTasks(text).tasks.map((task) => task.id)).toEqual([
			'one.test',
			'T1',
			'T1.test',
			'two.test',
			'two.test',
		]);
		expect(problems(text)).toEqual(['8: two tasks share "two.test" (line 7). Rename one.']);
	});

	test('dependencies stand in the text, in a label beneath, or nowhere', () => {
		const text = [
			'- [ ] T1 a',
			'- [ ] T2 b (depends on T1)',
			'- [ ] T3 c, blocked-by:T1,T2 ~15m',
			'- [ ] T4 d',
			'  - Depends on: T1 and T3',
			'  - Verify: npm test',
			'- [ ] T5 e depends on the weather and T1',
			'- [ ] T6 f',
			'  _Depends: T1, T2_',
		].join('\n');
		expect(parseTasks(text).tasks.map((task) => task.dependsOn)).toEqual([
			[],
			['T1'],
			['T1', 'T2'],
			['T1', 'T3'],
			[],
			['T1', 'T2'],
		]);
		expect(parseTasks(text).tasks[3]?.verify).toBe('npm test');
	});
});

describe('headings', () => {
	test('are tasks when they begin with an id and a Status line follows', () => {
		const text = [
			'# Plan',
			'## Phase 1: Ground',
			'### T-1: Dig',
			'- **Verify**: `make dig`',
			'- **Status**: In Progress (half)',
			'- [ ] criterion',
			'### Task 2: Pour',
			'Blocked by: T-1',
			'',
			'Status: todo',
			'### T-3: Rest',
			'text',
			'## Phase 2',
		].join('\n');
		expect(parseTasks(text).tasks).toMatchObject([
			{id: 'T-1', title: 'Dig', status: 'in-progress', statusText: 'In Progress (half)', verify: '`make dig`', line: 3},
			{id: '2', title: 'Pour', status: 'not-started', dependsOn: ['T-1'], milestone: 'Phase 1: Ground', line: 7},
		]);
		expect(skips(text)).toEqual([
			'6: a checkbox within task T-1',
			'11: a heading that names a task, without a "Status:" line',
		]);
	});
});

describe('the planners', () => {
	test('spec-kit', () => {
		const text = [
			'---',
			'description: "Tasks"',
			'---',
			'# Tasks: Ferry timetable',
			'**Input**: plan.md',
			'## Format: `[ID] [P?] [Story] Description`',
			'- **[P]**: can run in parallel',
			'## Phase 1: Setup',
			'- [x] T001 Create the package in ferry/',
			'- [ ] T002 [P] Configure the linter',
			'## Phase 3: User Story 1 - Read departures (Priority: P1) 🎯 MVP',
			'### Tests for User Story 1',
			'> **NOTE: Write these first**',
			'- [ ] T010 [P] [US1] Contract test in tests/departures.py',
			'### Implementation for User Story 1',
			'- [ ] T012 [US1] Departure service (depends on T001, T010)',
			'**Checkpoint**: departures can be read',
			'## Dependencies & Execution Order',
			'- **User Story 1 (P1)**: can start after Phase 2',
			'```bash',
			'Task: "T010 Contract test"',
			'```',
		].join('\n');
		const parsed = parseTasks(text);
		const story = 'Phase 3: User Story 1 - Read departures (Priority: P1) 🎯 MVP';
		expect(parsed.tasks.map((task) => [task.id, task.title, task.milestone, task.dependsOn])).toEqual([
			['T001', 'Create the package in ferry/', 'Phase 1: Setup', []],
			['T002', 'Configure the linter', 'Phase 1: Setup', []],
			['T010', '[US1] Contract test in tests/departures.py', story, []],
			['T012', '[US1] Departure service (depends on T001, T010)', story, ['T001', 'T010']],
		]);
		expect([parsed.skipped, parsed.problems]).toEqual([[], []]);
	});

	test('OpenSpec', () => {
		const text =
			'## 1. Schema\n- [x] 1.1 Add the table\n- [ ] 1.2 Backfill\n\n## 2. API\n- [ ] 2.1 Expose it\n  - Test plan: run it\n';
		const parsed = parseTasks(text);
		expect(parsed.tasks.map((task) => [task.id, task.status, task.milestone])).toEqual([
			['1.1', 'done', '1. Schema'],
			['1.2', 'not-started', '1. Schema'],
			['2.1', 'not-started', '2. API'],
		]);
		expect([parsed.skipped, parsed.problems]).toEqual([[], []]);
	});

	test('Kiro: numbers nest, requirements are no dependencies, a star means optional', () => {
		const text = [
			'# Implementation Plan',
			'',
			'- [-] 1. Build the lock',
			'- [x] 1.1 Model the gates',
			'  - draw them',
			'  - _Requirements: 1.1, 2.3_',
			'- [ ]* 1.2 Write property tests',
			'  - **Validates: Requirements 1.1**',
			'- [ ] 2. Fill the basin',
			'  - [~] 2.1 Pump',
			'    - _Depends: 1.1_',
		].join('\n');
		const parsed = parseTasks(text);
		expect(
			parsed.tasks.map((task) => [task.id, task.status, task.parent, task.depth, task.dependsOn, task.priority]),
		).toEqual([
			['1', 'in-progress', null, 0, [], null],
			['1.1', 'done', '1', 1, [], null],
			['1.2', 'not-started', '1', 1, [], 'optional'],
			['2', 'not-started', null, 0, [], null],
			['2.1', 'in-progress', '2', 1, ['1.1'], null],
		]);
		expect([parsed.skipped, parsed.problems]).toEqual([[], []]);
	});
});
