import {describe, expect, test} from 'vitest';
import {parseTasks} from '../../src/tasks/parse.ts';

const brief = (text: string) => parseTasks(text).tasks.map((task) => `${task.id} ${task.status} ${task.title}`);
const skips = (text: string) => parseTasks(text).skipped.map(({line, reason}) => `${line}: ${reason}`);
const problems = (text: string) => parseTasks(text).problems.map(({line, message}) => `${line}: ${message}`);

describe('a table of tasks', () => {
	test('gives every field of the canonical form', () => {
		const text = [
			'# Plan',
			'## M1: Ground',
			'| id | status | description | depends | verify | pr | notes |',
			'|---|---|---|---|---|---|---|',
			'| T1 | done | Lay pipes \\| wires | — | `npm test` | #4 | dry |',
			'| T2 | in-progress | Pour | T1 |  | - |  |',
		].join('\n');
		expect(parseTasks(text).tasks).toMatchObject([
			{
				id: 'T1',
				title: 'Lay pipes | wires',
				status: 'done',
				statusText: 'done',
				milestone: 'M1: Ground',
				dependsOn: [],
				line: 5,
				depth: 0,
				checkbox: false,
				parent: null,
				verify: '`npm test`',
				pr: '#4',
				notes: 'dry',
			},
			{id: 'T2', dependsOn: ['T1'], verify: null, pr: null, notes: null, priority: null},
		]);
		expect(skips(text)).toEqual([]);
		expect(problems(text)).toEqual([]);
	});

	test.each([
		['id and task', '| # | Task | State |\n|---|---|---|\n| 1 | Dig | todo |'],
		['task id and title', '| Task ID | Title | Status |\n|:--|:-:|--:|\n| **1** | Dig | `todo` |'],
		['no pipes around', 'id | description | status\n---|---|---\n1 | Dig | todo'],
		['a task column of ids', '| Task | Description | Status |\n|-|-|-|\n| 1 | Dig | ⬜ todo |'],
		['a quote', '> | id | title | status |\n> |---|---|---|\n> | 1 | Dig | todo |'],
		['a list item', '- tasks:\n\n  | id | title | status |\n  |---|---|---|\n  | 1 | Dig | todo |'],
		['right under a paragraph', 'Our tasks:\n| id | title | status |\n|---|---|---|\n| 1 | Dig | todo |'],
		['CRLF and a byte order mark', '\ufeff| id | title | status |\r\n|---|---|---|\r\n| 1 | Dig | todo |\r\n'],
		['CR alone', '| id | title | status |\r|---|---|---|\r| 1 | Dig | todo |'],
		['front matter above', '---\ntitle: x\n---\n| id | title | status |\n|---|---|---|\n| 1 | Dig | todo |'],
		['link ids', '| id | title | status |\n|---|---|---|\n| [1](#dig) | **Dig** | todo |'],
	])('is read with %s', (_, text) => {
		expect(brief(text)).toEqual(['1 not-started Dig']);
	});

	test('reads a status from its leading emoji and words, whatever follows', () => {
		const cells = {
			'✅ **Done** (PR #3)': 'done',
			DONE: 'done',
			'~~cancelled~~ see T4': 'cancelled',
			'In Progress — 60%': 'in-progress',
			in_progress: 'in-progress',
			'🚧': 'in-progress',
			'🏗️ building': 'in-progress',
			'Not Started': 'not-started',
			'not done yet': 'not-started',
			'**Blocked** by T9': 'blocked',
			'Ready for Review': 'review',
			'[x]': 'done',
			'[ ]': 'not-started',
			"won't do": 'cancelled',
			'❌ failed: tests': 'failed',
			'Partially done': 'in-progress',
			'🟢 On track': 'in-progress',
			'100%': 'done',
			'40 % there': 'in-progress',
			'—': 'not-started',
			'': 'not-started',
		};
		for (const [cell, status] of Object.entries(cells)) {
			const parsed = parseTasks(`| id | status |\n|---|---|\n| T1 | ${cell} |`);
			expect([cell, parsed.tasks[0]?.status, parsed.problems]).toEqual([cell, status, []]);
		}
	});

	test('reads an unknown status as not started, and says so', () => {
		const text = '| id | status |\n|---|---|\n| T1 | wat |';
		expect(brief(text)).toEqual(['T1 not-started ']);
		expect(problems(text)).toEqual(['3: unknown status "wat", read as not started']);
	});

	test('takes the milestone from its column, else from the nearest heading that names one', () => {
		const text = [
			'# Title',
			'| id | status | phase |',
			'|---|---|---|',
			'| A | todo | Alpha |',
			'| B | todo | |',
			'',
			'Phase 2: Build',
			'==',
			'',
			'### Details ##',
			'| id | status |',
			'|---|---|',
			'| C | todo |',
		].join('\n');
		expect(parseTasks(text).tasks.map((task) => task.milestone)).toEqual(['Alpha', 'Title', 'Phase 2: Build']);
	});

	test('a single first-level heading is the title of the document and no milestone', () => {
		expect(parseTasks('# Plan\n| id | status |\n|-|-|\n| A | todo |').tasks[0]?.milestone).toBeNull();
	});

	test('tells of every row it does not read', () => {
		const text = [
			'| id | status | title |',
			'|---|---|---|',
			'| T1 | todo | a | b |',
			'|  | todo | no id |',
			'| T2 |',
			'a remark',
			'',
			'| ID | Risk |',
			'|---|---|',
			'| R1 | rain |',
			'',
			'| id | status |',
			'|---|---|---|',
			'| T3 | todo |',
		].join('\n');
		expect(brief(text)).toEqual(['T1 not-started a']);
		expect(problems(text)).toEqual(['3: the row has 4 cells, its table 3; it is read but not written']);
		expect(skips(text)).toEqual([
			'4: a row without an id',
			'5: a row of 1 cells in a table of 3',
			'6: a row of 1 cells in a table of 3',
			'8: a table without a status column; its rows are no tasks',
			'12: a table header of 2 cells over a row of dashes with another number; no table',
		]);
	});

	test('a table that explains the statuses holds no tasks', () => {
		const text = '| Status | Description |\n|---|---|\n| todo | not begun |';
		expect(brief(text)).toEqual([]);
		expect(skips(text)).toEqual(['1: a table that explains statuses; its rows are no tasks']);
	});

	test('a second column of the same name is told, and the first one counts', () => {
		const text = '| id | status | status |\n|---|---|---|\n| T1 | done | todo |';
		expect(brief(text)).toEqual(['T1 done ']);
		expect(problems(text)).toEqual(['1: a second column "status"; the first one counts']);
	});

	test('without an id column, ids come from the titles: written before them, or made of their words', () => {
		const text = '| Task | Status |\n|---|---|\n| T7: Dig | todo |\n| Pour the floor | todo |';
		expect(brief(text)).toEqual(['T7 not-started Dig', 'pour-the-floor not-started Pour the floor']);
	});
});

describe('what is no task', () => {
	const table = '| id | status |\n|---|---|\n| T1 | todo |';
	test.each([
		['a fence', `\`\`\`\n${table}\n\`\`\``, 'a code fence'],
		['a longer fence', `\`\`\`\`md\n\`\`\`\n${table}\n\`\`\`\n\`\`\`\``, 'a code fence'],
		['tildes', `~~~\n${table}\n\`\`\`\n~~~`, 'a code fence'],
		['a comment', `<!--\n${table}\n-->`, 'an HTML comment'],
		['indented code', table.replace(/^/gm, '    '), 'code or raw HTML'],
		['pre', `<pre>\n${table}\n</pre>`, 'code or raw HTML'],
		['a quoted fence', `> ~~~\n${table.replace(/^/gm, '> ')}\n> ~~~`, 'a code fence'],
	])('%s hides tasks, and that is told', (_, hidden, where) => {
		const parsed = parseTasks(`${hidden}\n\n- [ ] T2 live\n`);
		expect(parsed.tasks.map((task) => task.id)).toEqual(['T2']);
		expect(parsed.skipped.at(-1)?.reason).toBe(`within ${where}`);
	});

	test('a fence that never ends is a problem at the line where it begins', () => {
		expect(problems('- [ ] T1 a\n\n```sh\n- [ ] T2 b')).toEqual([
			'3: the code fence that begins here never ends; nothing below it is read',
		]);
	});

	test('a fence in a list item ends with the item', () => {
		expect(brief('- item\n  ```\n  - [ ] T1 a\n- [ ] T2 b')).toEqual(['T2 not-started b']);
	});
});

describe('dependencies', () => {
	const parse = (depends: string) =>
		parseTasks(
			`| id | status | depends on |\n|---|---|---|\n| T1 | todo | |\n| T2 | todo | none |\n| T3 | todo | — |\n| T9 | todo | ${depends} |`,
		);
	test.each([
		['T1', ['T1']],
		['T1, T2', ['T1', 'T2']],
		['T1 T2 and T3', ['T1', 'T2', 'T3']],
		['T1 & T2 + T3', ['T1', 'T2', 'T3']],
		['T1-T3', ['T1', 'T2', 'T3']],
		['T1 – T3', ['T1', 'T2', 'T3']],
		['T1 to T3', ['T1', 'T2', 'T3']],
		['T1..T3', ['T1', 'T2', 'T3']],
		['t1', ['T1']],
		['`T1` (schema), **T2**', ['T1', 'T2']],
		['[T1]', ['T1']],
		['n/a', []],
	])('%s', (cell, ids) => {
		expect(parse(cell).tasks[3]?.dependsOn).toEqual(ids);
		expect(parse(cell).problems).toEqual([]);
	});

	test('an unknown one stays and is told', () => {
		expect(parse('T1, T77').tasks[3]?.dependsOn).toEqual(['T1', 'T77']);
		expect(parse('T1, T77').problems[0]).toEqual({line: 6, message: '"T9" depends on "T77", which is no task here'});
		expect(parse('API keys from ops').tasks[3]?.dependsOn).toEqual(['API keys from ops']);
	});

	test('a cycle is spelled out, and a task that waits for itself too', () => {
		const cycle = '| id | status | deps |\n|---|---|---|\n| A | todo | C |\n| B | todo | A |\n| C | todo | B |';
		expect(problems(cycle)).toEqual(['3: dependency cycle: A → C → B → A']);
		expect(problems('| id | status | deps |\n|-|-|-|\n| A1 | todo | A1 |')).toEqual(['3: "A1" depends on itself']);
	});

	test('an id that stands twice is told with both lines', () => {
		expect(problems('- [ ] T1 a\n- [ ] T2 b\n- [ ] T1 c')).toEqual(['3: two tasks share "T1" (line 1). Rename one.']);
	});
});
