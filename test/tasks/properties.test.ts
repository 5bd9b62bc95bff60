import fc from 'fast-check';
import {expect, test} from 'vitest';
import {TASK_STATUSES} from '../../src/domain/task.ts';
import {editCell, editStatus, restoreStatus} from '../../src/tasks/edit.ts';
import {parseTasks} from '../../src/tasks/parse.ts';

// Words, marks and whole lines of tasks files, thrown together: most documents are nearly right, some are.
const scrap = fc.oneof(
	fc.constantFrom(
		'| id | status | title |',
		'|---|---|---|',
		'| T1 | todo | a |',
		'| T2 | ✅ **Done** x | b \\| c |',
		'| T3 || |',
		'- [ ] T4 dig',
		'  - [x] pour',
		'- [-] 1.1 fill',
		'### T-9: rest',
		'**Status**: open',
		'```',
		'~~~~',
		'<!--',
		'-->',
		'> ',
		'    ',
		'\t- [ ] tab',
		'---',
		'===',
		'## Phase 1',
		'',
		'depends on T1, T4',
	),
	fc.string({
		unit: fc.constantFrom('|', '-', '`', '[', ']', ' ', 'x', '\\', '*', '>', 'é', '✅', '字', '#', ':', '\t'),
		maxLength: 30,
	}),
	fc.string({unit: 'binary', maxLength: 20}),
);
const ending = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r', '\n\n');
const document = fc
	.tuple(fc.constantFrom('', '\ufeff'), fc.array(fc.tuple(scrap, ending), {maxLength: 25}), fc.boolean())
	.map(([bom, parts, last]) => {
		const text = bom + parts.map(([line, end]) => line + end).join('');
		return last ? text : text.replace(/[\r\n]+$/, '');
	});

test('any text is parsed without an error, and every line number lies in it', () => {
	fc.assert(
		fc.property(document, (text) => {
			const parsed = parseTasks(text);
			const lines = text.split(/\r\n|\r|\n/).length;
			for (const {line} of [...parsed.tasks, ...parsed.skipped, ...parsed.problems])
				expect(line >= 1 && line <= lines).toBe(true);
			expect(parsed.sources).toHaveLength(parsed.tasks.length);
		}),
		{numRuns: 3000},
	);
});

test('an edit changes one field of one line, and a restore brings back every byte', () => {
	fc.assert(
		fc.property(document, fc.constantFrom(...TASK_STATUSES), (text, status) => {
			const {tasks} = parseTasks(text);
			for (const [index, task] of tasks.entries()) {
				const outcome = editStatus(text, task.id, status);
				if (outcome.kind !== 'edited') continue;
				const after = parseTasks(outcome.text).tasks;
				expect(after[index]?.status).toBe(status);
				const others = (list: typeof tasks) => list.filter((_, at) => at !== index);
				expect(others(after)).toEqual(others(tasks));
				expect({...after[index], status: 0, statusText: 0}).toEqual({...task, status: 0, statusText: 0});
				const restored = restoreStatus(outcome.text, task.id, outcome.from);
				const back = restored.kind === 'edited' ? restored.text : outcome.text;
				// A cell without a blank in it (`||`, `| |`) keeps the blanks it was given.
				if (outcome.from === '') expect(back.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
				else expect(back).toBe(text);
			}
		}),
		{numRuns: 1500},
	);
});

test('whatever is put back as a status, nothing else of the file reads otherwise', () => {
	const raw = fc.oneof(
		scrap,
		fc.string({unit: fc.constantFrom('|', '-', ' ', 'x', '\\', '`', '>', '\n', '\r', '#', '1', '.'), maxLength: 6}),
	);
	fc.assert(
		fc.property(document, raw, (text, word) => {
			const before = parseTasks(text);
			for (const [index, task] of before.tasks.entries()) {
				const outcome = restoreStatus(text, task.id, word);
				if (outcome.kind !== 'edited') continue;
				const after = parseTasks(outcome.text);
				const rest = (list: typeof before.tasks) =>
					list.map((one, at) => (at === index ? {...one, status: 0, statusText: 0} : one));
				expect(rest(after.tasks)).toEqual(rest(before.tasks));
				expect(after.tasks[index]?.statusText).toBe(word);
				expect(after.skipped).toEqual(before.skipped);
			}
		}),
		{numRuns: 2500},
	);
});

test('whatever is put into notes, the other tasks and fields stay', () => {
	const text = '| id | status | notes | pr |\n|---|---|---|---|\n| T1 | todo | x | y |\n| T2 | done |  |  |\n';
	fc.assert(
		fc.property(fc.string({unit: 'binary', maxLength: 60}), (value) => {
			const outcome = editCell(text, 'T2', 'notes', value);
			if (outcome.kind !== 'edited') return;
			const [first, second] = parseTasks(outcome.text).tasks;
			expect(first).toEqual(parseTasks(text).tasks[0]);
			expect({...second, notes: null}).toEqual(parseTasks(text).tasks[1]);
		}),
		{numRuns: 2000},
	);
});
