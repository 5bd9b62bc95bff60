import {describe, expect, test} from 'vitest';
import type {TaskStatus} from '../../src/domain/task.ts';
import {editCell, editStatus, restoreStatus} from '../../src/tasks/edit.ts';

/** A table with these status cells for T1, T2, …, and T1's cell after the edit. */
const edited = (cells: readonly string[], status: TaskStatus): string | undefined => {
	const text = `| id | status | t |\n|---|---|---|\n${cells.map((cell, index) => `| T${index + 1} |${cell}| x |`).join('\n')}`;
	const outcome = editStatus(text, 'T1', status);
	return outcome.kind === 'edited' ? outcome.text.split('\n')[2]?.slice(6, -5) : outcome.kind;
};

describe('a status is written in the words of its column', () => {
	test.each<[string[], TaskStatus, string]>([
		[[' todo ', ' doing ', ' done '], 'in-progress', ' doing '],
		[[' TODO ', ' In Progress ', ' Done '], 'done', ' Done '],
		[[' TODO ', ' DONE '], 'in-progress', ' IN-PROGRESS '],
		[[' not_started ', ' done '], 'in-progress', ' in_progress '],
		[[' To Do ', ' Done '], 'in-progress', ' In Progress '],
		[[' todo '], 'review', ' review '],
		[[' ⬜ ', ' ✅ '], 'done', ' ✅ '],
		[[' ⬜ todo ', ' 🏗️ building ', ' ✔️ shipped '], 'done', ' ✔️ shipped '],
		[[' ✅ **Done** (PR #3) ', ' 🚧 **In Progress** '], 'in-progress', ' 🚧 **In Progress** (PR #3) '],
		[[' Done ✅ ', ' 🚧 '], 'in-progress', ' In Progress 🚧 '],
		[['~~todo~~ later', ' x '], 'done', '~~done~~ later'],
		[['   todo      '], 'done', '   done      '],
		[['    ', ' Done '], 'done', ' Done   '],
		[[' '], 'done', ' done '],
		[[' — ', ' ✅ Done '], 'done', ' ✅ Done '],
		[[' wat now '], 'done', ' done now '],
		[[' [ ] '], 'done', ' [x] '],
		[[' [ ] '], 'in-progress', 'no-word'],
		[[' 🔥 todo '], 'done', ' 🔥 done '],
		[[' Done '], 'done', 'unchanged'],
	])('%j to %s', (cells, status, cell) => {
		expect(edited(cells, status)).toBe(cell);
	});

	test('a word of another table of the file serves too', () => {
		const text = '| id | status |\n|-|-|\n| A | Open |\n\n| id | status |\n|-|-|\n| B | Underway |\n';
		expect(editStatus(text, 'A', 'in-progress')).toMatchObject({from: 'Open', to: 'Underway'});
	});
});

describe('a checkbox', () => {
	test('is ticked and put back, and takes no other word', () => {
		const text = '- [x] T1 a\n- [ ] T2 b\r\n';
		expect(editStatus(text, 'T2', 'done')).toEqual({
			kind: 'edited',
			text: '- [x] T1 a\n- [x] T2 b\r\n',
			from: ' ',
			to: 'x',
		});
		expect(restoreStatus('- [x] T1 a\n- [x] T2 b\r\n', 'T2', ' ')).toMatchObject({kind: 'edited', text});
		expect(editStatus(text, 'T2', 'in-progress')).toMatchObject({kind: 'no-word', from: ' '});
		expect(editStatus(text, 'T1', 'done')).toMatchObject({kind: 'unchanged'});
	});

	test('is ticked with the X that the file uses', () => {
		expect(editStatus('- [X] T1 a\n- [ ] T2 b', 'T2', 'done')).toMatchObject({to: 'X'});
	});

	test('without an id is found by the words of its title', () => {
		expect(editStatus('- [ ] Dig the well\n- [ ] Pour', 'pour', 'done')).toMatchObject({
			text: '- [ ] Dig the well\n- [x] Pour',
		});
	});
});

test('a heading task changes its Status line', () => {
	const text = '### T-1: Dig\n- **Status**: Not Started\n';
	expect(editStatus(text, 'T-1', 'done')).toMatchObject({
		text: '### T-1: Dig\n- **Status**: Done\n',
		from: 'Not Started',
	});
});

describe('a restore', () => {
	test.each([' todo ', ' ⬜ **todo** x ', '  ', ' a\\|b ', '~~no~~'])('brings %j back to the letter', (cell) => {
		const text = `| id | status |\n|---|---|\n| T1 |${cell}|`;
		const there = editStatus(text, 'T1', 'done');
		if (there.kind !== 'edited') throw new Error(there.kind);
		expect(restoreStatus(there.text, 'T1', there.from)).toMatchObject({kind: 'edited', text});
	});

	test('that would break the row is refused', () => {
		const text = '| id | status |\n|---|---|\n| T1 | todo |';
		for (const raw of ['a | b', 'a\nb'])
			expect(restoreStatus(text, 'T1', raw)).toMatchObject({kind: 'refused', refusal: {code: 'unsafe-edit'}});
	});
});

describe('notes and pr', () => {
	const text = '| id | status | notes | pr |\n|---|---|---|---|\n| T1 | todo |  | #1 |\n';
	test.each([
		['a | b', 'a \\| b'],
		['a \\| b', 'a \\| b'],
		['two\nlines\u001b[2J', 'two lines [2J'],
		['ends with \\', 'ends with \\'],
		['<!-- x', '<!-- x'],
		['', ''],
	])('%j stands as %j', (value, cell) => {
		const outcome = editCell(text, 'T1', 'notes', value);
		const row = outcome.kind === 'edited' ? outcome.text.split('\n')[2] : text.split('\n')[2];
		expect(row).toBe(cell === '' ? '| T1 | todo |  | #1 |' : `| T1 | todo | ${cell} | #1 |`);
	});

	test('a file without the column says so', () => {
		expect(editCell('- [ ] T1 a', 'T1', 'notes', 'x')).toMatchObject({
			kind: 'no-word',
			reason: 'TASKS.md:1: no notes column',
		});
	});
});

describe('what is not safe is refused', () => {
	test.each([
		['- [ ] T1 a', 'T9', 'not-found', 'plan.md: no task "T9". See `mosaic tasks`.'],
		['- [ ] T7 a\n- [ ] T7 b', 'T7', 'refused', 'plan.md:2: two tasks share T7. Rename one.'],
		[
			'| id | status |\n|---|---|\n| T1 | todo | x |',
			'T1',
			'refused',
			'plan.md:3: the row has 3 cells, its table 2. Mend the row of T1.',
		],
	])('%j', (text, id, kind, message) => {
		expect(editStatus(text, id, 'done', 'plan.md')).toMatchObject({kind: 'refused', refusal: {kind, message}});
	});
});
