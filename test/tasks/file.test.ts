import {execFileSync, fork} from 'node:child_process';
import {
	chmodSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {
	discoverTasksFiles,
	markTask,
	newTasksFile,
	readTasksFile,
	restoreMark,
	writeTaskCell,
} from '../../src/tasks/file.ts';
import {parseTasks} from '../../src/tasks/parse.ts';
import {scratchDirectory} from '../support/scratch.ts';

const TABLE = '| id | status | notes |\r\n|---|---|---|\r\n| T1 | todo | |\r\n| T2 | doing | |';

const tasksFile = (content: string | Uint8Array = TABLE): string => {
	const file = path.join(scratchDirectory(), 'TASKS.md');
	writeFileSync(file, content);
	return file;
};

describe('reading', () => {
	test('a missing file has no tasks', () => {
		expect(readTasksFile(path.join(scratchDirectory(), 'none', 'TASKS.md')).tasks).toEqual([]);
	});

	test('any other error is a refusal with the reason', () => {
		const directory = scratchDirectory();
		expect(() => readTasksFile(directory)).toThrow(`${directory}: cannot be read (EISDIR).`);
	});

	test('a pipe or a device is refused at once: nobody waits for its writer or reads it without end', () => {
		const pipe = path.join(scratchDirectory(), 'TASKS.md');
		execFileSync('mkfifo', [pipe]);
		expect(() => readTasksFile(pipe)).toThrow(`${pipe}: cannot be read: a pipe or a device`);
		const link = path.join(scratchDirectory(), 'TASKS.md');
		symlinkSync('/dev/zero', link);
		expect(() => readTasksFile(link)).toThrow(`${link}: cannot be read: a pipe or a device`);
		expect(markTask(link, 'T1', 'done')).toMatchObject({kind: 'refused', refusal: {code: 'not-a-file'}});
	});

	test('bytes that are not UTF-8 are told by line', () => {
		const file = tasksFile(Buffer.from('- [ ] T1 a\n- [ ] T2 caf\xe9\n', 'latin1'));
		expect(readTasksFile(file).tasks).toHaveLength(2);
		expect(readTasksFile(file).problems).toEqual([{line: 2, message: 'not UTF-8; it is read but not written'}]);
	});
});

describe('marking', () => {
	test('changes the one cell and keeps permissions', () => {
		const file = tasksFile();
		chmodSync(file, 0o640);
		expect(markTask(file, 'T1', 'in-progress')).toEqual({kind: 'marked', from: 'todo', to: 'doing'});
		expect(readFileSync(file, 'utf8')).toBe(TABLE.replace('todo', 'doing'));
		expect(statSync(file).mode & 0o777).toBe(0o640);
		expect(restoreMark(file, 'T1', 'todo')).toMatchObject({kind: 'marked'});
		expect(readFileSync(file, 'utf8')).toBe(TABLE);
		expect(writeTaskCell(file, 'T2', 'notes', 'a|b')).toMatchObject({kind: 'marked', to: 'a\\|b'});
		expect(readdirSync(path.dirname(file))).toEqual(['TASKS.md']);
	});

	test('keeps a byte order mark', () => {
		const file = tasksFile('\ufeff- [ ] T1 a');
		markTask(file, 'T1', 'done');
		expect(readFileSync(file)).toEqual(Buffer.from('\ufeff- [x] T1 a'));
	});

	test('what needs no change writes nothing', () => {
		const file = tasksFile();
		const before = statSync(file).ino;
		expect(markTask(file, 'T2', 'in-progress')).toEqual({kind: 'unchanged', from: 'doing'});
		expect(statSync(file).ino).toBe(before);
	});

	test('goes through a link to its target', () => {
		const file = tasksFile();
		const link = path.join(scratchDirectory(), 'TASKS.md');
		symlinkSync(file, link);
		expect(markTask(link, 'T1', 'done')).toMatchObject({kind: 'marked'});
		expect(lstatSync(link).isSymbolicLink()).toBe(true);
		expect(readFileSync(file, 'utf8')).toContain('| T1 | done |');
	});

	test('refuses a file that is not UTF-8, and one that is not there', () => {
		const bytes = Buffer.from('- [ ] T1 caf\xe9\n', 'latin1');
		const file = tasksFile(bytes);
		expect(markTask(file, 'T1', 'done')).toMatchObject({
			kind: 'refused',
			refusal: {kind: 'invalid', message: 'TASKS.md:1: not UTF-8. Save the file as UTF-8.'},
		});
		expect(readFileSync(file)).toEqual(bytes);
		expect(markTask(`${file}.none`, 'T1', 'done')).toMatchObject({kind: 'refused', refusal: {kind: 'not-found'}});
	});

	test('a directory that cannot be written is a refusal with the reason, and the file stands', () => {
		const file = tasksFile();
		const name = `${'x'.repeat(240)}.md`;
		const long = path.join(path.dirname(file), name);
		writeFileSync(long, TABLE);
		chmodSync(path.dirname(file), 0o500);
		const outcome = markTask(long, 'T1', 'done');
		chmodSync(path.dirname(file), 0o700);
		if (process.getuid?.() === 0) return;
		expect(outcome).toMatchObject({kind: 'refused', refusal: {kind: 'invalid', code: 'EACCES'}});
		expect(readFileSync(long, 'utf8')).toBe(TABLE);
	});

	test('eight processes that mark at once leave a whole file, with every line in its place', async () => {
		const rows = Array.from({length: 8}, (_, index) => `- [ ] T${index} a`);
		const file = tasksFile(rows.join('\n'));
		const child = path.join(import.meta.dirname, '../fixtures/tasks/mark-until-done.ts');
		const codes = await Promise.all(
			rows.map(
				(_, index) =>
					new Promise<number | null>((resolve, reject) => {
						fork(child, [file, `T${index}`], {execArgv: []})
							.on('exit', resolve)
							.on('error', reject);
					}),
			),
		);
		expect(codes).toEqual(rows.map(() => 0));
		const {tasks} = readTasksFile(file);
		expect(tasks.map((task) => task.id)).toEqual(rows.map((_, index) => `T${index}`));
		expect(readdirSync(path.dirname(file))).toEqual(['TASKS.md']);
	});
});

test('tasks files are found in the usual places', () => {
	const root = scratchDirectory();
	const places = [
		'TASKS.md',
		'docs/TASKS.md',
		'specs/002-b/tasks.md',
		'specs/001-a/tasks.md',
		'openspec/changes/add/tasks.md',
		'openspec/changes/archive/tasks.md',
		'.kiro/specs/lock/tasks.md',
		'other/tasks.md',
	];
	for (const place of places) {
		mkdirSync(path.dirname(path.join(root, place)), {recursive: true});
		writeFileSync(path.join(root, place), '');
	}
	expect(discoverTasksFiles(root)).toEqual([
		'TASKS.md',
		'docs/TASKS.md',
		'specs/001-a/tasks.md',
		'specs/002-b/tasks.md',
		'openspec/changes/add/tasks.md',
		'.kiro/specs/lock/tasks.md',
	]);
	expect(discoverTasksFiles(path.join(root, 'none'))).toEqual([]);
});

test('a new tasks file is in the canonical form, and a row added to it is a task', () => {
	const text = newTasksFile('Ferry\ntimetable');
	expect(parseTasks(text)).toMatchObject({tasks: [], skipped: [], problems: []});
	expect(parseTasks(`${text}| T1 | not-started | Dig |  |  |  |  |\n`)).toMatchObject({
		tasks: [{id: 'T1', title: 'Dig', milestone: 'M1: First milestone'}],
		problems: [],
	});
});
