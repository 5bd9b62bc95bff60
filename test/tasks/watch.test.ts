import {mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {watchTasksFile} from '../../src/tasks/watch.ts';
import {scratchDirectory} from '../support/scratch.ts';
import {until} from '../support/until.ts';

/** Watches a file; `seen` waits for the next call that follows `change`. */
const watched = (file: string) => {
	let calls = 0;
	const close = watchTasksFile(file, () => {
		calls++;
	});
	onTestFinished(close);
	const seen = async (what: string, change: () => void) => {
		const before = calls;
		change();
		await until(what, () => calls > before, 10_000);
	};
	return {seen, close, calls: () => calls};
};

test('every kind of save is told: in place, by rename, by removal and return', async () => {
	const directory = scratchDirectory();
	const file = path.join(directory, 'TASKS.md');
	writeFileSync(file, 'one');
	const {seen} = watched(file);
	await seen('a write in place', () => writeFileSync(file, 'two!'));
	for (const round of [1, 2, 3])
		await seen(`rename ${round}`, () => {
			writeFileSync(`${file}.new`, `renamed ${round}`);
			renameSync(`${file}.new`, file);
		});
	await seen('a removal', () => unlinkSync(file));
	await seen('a return', () => writeFileSync(file, 'again'));
});

test('a file whose directories are not there yet is told when it comes, goes and comes again', async () => {
	const root = scratchDirectory();
	const folder = path.join(root, 'specs', '001');
	const file = path.join(folder, 'tasks.md');
	const {seen} = watched(file);
	for (const round of [1, 2]) {
		await seen(`coming ${round}`, () => {
			mkdirSync(folder, {recursive: true});
			writeFileSync(file, 'x');
		});
		await seen(`going ${round}`, () => rmSync(path.join(root, 'specs'), {recursive: true}));
	}
});

test('a link tells of changes of its target', async () => {
	const target = path.join(scratchDirectory(), 'plan.md');
	const link = path.join(scratchDirectory(), 'TASKS.md');
	writeFileSync(target, 'x');
	symlinkSync(target, link);
	const {seen} = watched(link);
	await seen('a write to the target', () => writeFileSync(target, 'yy'));
});

test('other files beside it are not told, and a burst is few calls', async () => {
	const directory = scratchDirectory();
	const file = path.join(directory, 'TASKS.md');
	writeFileSync(file, '');
	const {seen, calls} = watched(file);
	for (let round = 0; round < 50; round++) writeFileSync(path.join(directory, 'other'), String(round));
	await seen('a burst', () => {
		for (let round = 0; round < 50; round++) writeFileSync(file, 'x'.repeat(round + 1));
	});
	expect(calls()).toBe(1);
});
