// A person works in the main checkout while runs are under way: on the tasks file, on the base branch, on other things.
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mosaic} from '../../support/mosaic.ts';
import {until} from '../../support/until.ts';
import {
	allGone,
	commitsIn,
	GOOD_AGENT,
	gitIn,
	reportOf,
	startsIn,
	taskStatus,
	type Workshop,
	workshop,
} from '../../support/workshop.ts';

const PATIENT = `while [ "$MOSAIC_EXPECTS" != review ] && [ ! -f "$SHOP/go" ]; do sleep 0.05; done\n${GOOD_AGENT}`;

const go = (place: Workshop) => writeFileSync(path.join(place.folder, 'go'), '');
const tasksIn = (place: Workshop) => readFileSync(path.join(place.root, 'TASKS.md'), 'utf8');
const rewrite = (place: Workshop, change: (text: string) => string) =>
	writeFileSync(path.join(place.root, 'TASKS.md'), change(tasksIn(place)));
const start = async (place: Workshop, workflow = 'checked', task = 'T1') => {
	expect((await mosaic(place, ['run', task, '--workflow', workflow, '--detach'])).exitCode).toBe(0);
	await until('the agent', () => startsIn(place).some((line) => line.endsWith(`implement ${task}`)));
};
const closed = (place: Workshop, run = 'run-001') => until('the end', async () => (await reportOf(place, run)).closed);

describe('a person who edits the tasks file meanwhile', () => {
	test('rewords the task, reorders and adds rows: nothing of it is lost, and the run says that it was reworded', async () => {
		const place = await workshop({agent: PATIENT});
		await start(place);
		rewrite(place, (text) => {
			const lines = text.replace('Lay the ground', 'Lay a better ground').split('\n');
			const [t1] = lines.splice(
				lines.findIndex((line) => line.startsWith('| T1 ')),
				1,
			);
			return `${lines.join('\n').trimEnd()}\n${t1}\n| T9 | not-started | Mine | | | | |\n`;
		});
		const edited = tasksIn(place);
		go(place);
		await closed(place);
		expect(tasksIn(place)).toBe(edited.replace('| T1 | in-progress |', '| T1 | done |'));
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
		const report = (await mosaic(place, ['report', 'run-001'])).stdout;
		expect(report.match(/T1 was reworded in the tasks file/g)).toHaveLength(2);
		expect(report).toContain('Lay a better ground');
		await allGone(place);
	});

	test('changes what verifies the task: the run goes by what it began with, and says so once', async () => {
		const place = await workshop({agent: PATIENT});
		await start(place, 'reviewed');
		rewrite(place, (text) => text.replace('| Lay the ground | | |', '| Lay the ground | | `test -f never.txt` |'));
		go(place);
		await until('the gate', async () => (await reportOf(place, 'run-001')).state === 'waiting');
		expect((await mosaic(place, ['approve', 'run-001-a1'])).exitCode).toBe(0);
		await closed(place);
		expect(taskStatus(place, 'T1')).toBe('done');
		const report = (await mosaic(place, ['report', 'run-001'])).stdout;
		expect(report.match(/T1 was reworded in the tasks file/g)).toHaveLength(2);
		expect(report).toMatch(/To verify: The run goes by nothing; it reads .*test -f never/);
		await allGone(place);
	});

	test('takes the task out: nothing is integrated, the work stays on its branch, and the run says so', async () => {
		const place = await workshop({agent: PATIENT});
		await start(place);
		rewrite(place, (text) => text.replace(/\| T1 .*\n/, ''));
		const edited = tasksIn(place);
		go(place);
		await closed(place);
		expect((await reportOf(place, 'run-001')).failure).toMatchObject({code: 'task-withdrawn', cause: 'cancelled'});
		expect(tasksIn(place)).toBe(edited);
		expect(commitsIn(place)).toEqual(['start']);
		expect(gitIn(place, 'show', 'mosaic/T1-run-001:T1.txt')).toBe('T1');
		await allGone(place);
	});
});

describe('a base branch that a person moves between review and integration', () => {
	const waiting = async (options: Parameters<typeof workshop>[0] = {}) => {
		const place = await workshop(options);
		await mosaic(place, ['run', 'T1', '--workflow', 'reviewed', '--detach']);
		await until('the gate', async () => (await reportOf(place, 'run-001')).state === 'waiting');
		return place;
	};
	const commit = (place: Workshop, name: string, subject: string) => {
		writeFileSync(path.join(place.root, name), `${subject}\n`);
		gitIn(place, 'add', name);
		gitIn(place, 'commit', '-qm', subject, '--', name);
	};
	const approve = (place: Workshop) => mosaic(place, ['approve', 'run-001-a1']);

	test('forward gets the work on top of what is new, with other edits left as they are', async () => {
		const place = await waiting({files: {'own.txt': 'one\n'}});
		commit(place, 'new.txt', 'Mine');
		writeFileSync(path.join(place.root, 'own.txt'), 'half done\n');
		expect((await approve(place)).exitCode).toBe(0);
		await closed(place);
		expect(commitsIn(place)).toEqual(['Lay the ground', 'Mine', 'start']);
		expect(readFileSync(path.join(place.root, 'own.txt'), 'utf8')).toBe('half done\n');
		expect(gitIn(place, 'show', 'main:own.txt')).toBe('one');
	});

	test('over uncommitted work in the same file is refused with the file named, and a retry goes on', async () => {
		const place = await waiting();
		writeFileSync(path.join(place.root, 'T1.txt'), 'mine\n');
		await approve(place);
		await closed(place);
		expect((await reportOf(place, 'run-001')).failure).toMatchObject({cause: 'git', code: 'uncommitted'});
		expect((await reportOf(place, 'run-001')).failure?.message).toContain('T1.txt');
		expect(readFileSync(path.join(place.root, 'T1.txt'), 'utf8')).toBe('mine\n');
		expect(taskStatus(place, 'T1')).toBe('failed');
		gitIn(place, 'clean', '-qf', 'T1.txt');
		await mosaic(place, ['retry', 'run-001']);
		await until('the end', () => taskStatus(place, 'T1') === 'done');
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
	});

	test('back over what the work stands on is never undone by it; put onto the new base, it goes in', async () => {
		const place = await workshop();
		commit(place, 'secret.txt', 'Secret');
		const secret = gitIn(place, 'rev-parse', 'main');
		await mosaic(place, ['run', 'T1', '--workflow', 'reviewed', '--detach']);
		await until('the gate', async () => (await reportOf(place, 'run-001')).state === 'waiting');
		gitIn(place, 'stash', '-q');
		gitIn(place, 'reset', '-q', '--hard', 'HEAD~1');
		gitIn(place, 'stash', 'pop', '-q');
		commit(place, 'new.txt', 'Without');
		await approve(place);
		await closed(place);
		expect((await reportOf(place, 'run-001')).failure).toMatchObject({cause: 'git', code: 'base-rewritten'});
		expect(commitsIn(place)).toEqual(['Without', 'start']);
		await mosaic(place, ['retry', 'run-001']);
		await until('the second refusal', async () => {
			const {state, closed: over} = await reportOf(place, 'run-001');
			return over && state === 'failed';
		});
		await allGone(place);
		expect(commitsIn(place)).toEqual(['Without', 'start']);
		const branch = 'mosaic/T1-run-001';
		gitIn(place, 'stash', '-q');
		gitIn(place, 'rebase', '-q', '--onto', 'main', secret, branch);
		gitIn(place, 'checkout', '-q', 'main');
		gitIn(place, 'stash', 'pop', '-q');
		await mosaic(place, ['retry', 'run-001']);
		await until('a gate for the changed work', async () => (await reportOf(place, 'run-001')).state === 'waiting');
		const open = (await reportOf(place, 'run-001')).approvals.find(({state}) => state === 'open');
		await mosaic(place, ['approve', open?.id ?? '']);
		await until('the commit', () => commitsIn(place).length === 3);
		expect(commitsIn(place)).toEqual(['Lay the ground', 'Without', 'start']);
		expect(gitIn(place, 'ls-tree', '--name-only', 'main')).not.toContain('secret');
		await closed(place);
	});

	test('away leaves the work on its branch, and says which branch is missing', async () => {
		const place = await waiting();
		gitIn(place, 'branch', '-m', 'main', 'trunk');
		await approve(place);
		await closed(place);
		const {failure} = await reportOf(place, 'run-001');
		expect(failure).toMatchObject({cause: 'git', code: 'no-branch'});
		expect(failure?.message).toContain('main');
		gitIn(place, 'branch', 'main', 'trunk');
		await mosaic(place, ['retry', 'run-001']);
		await until('the commit', () => commitsIn(place).length === 2);
	});
});

describe('work that cannot be committed', () => {
	test('leaves base and mark as they were, and goes in once it can be', async () => {
		const place = await workshop({agent: GOOD_AGENT.replace('git commit', 'git -c commit.gpgSign=false commit')});
		gitIn(place, 'config', 'commit.gpgSign', 'true');
		gitIn(place, 'config', 'gpg.program', '/bin/false');
		expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(1);
		expect((await reportOf(place, 'run-001')).failure).toMatchObject({code: 'signing-failed', step: 'integrate'});
		expect(commitsIn(place)).toEqual(['start']);
		expect(taskStatus(place, 'T1')).toBe('failed');
		await allGone(place);
		gitIn(place, 'config', 'commit.gpgSign', 'false');
		await mosaic(place, ['retry', 'run-001']);
		await until('the commit', () => commitsIn(place).length === 2);
		await closed(place);
		expect(taskStatus(place, 'T1')).toBe('done');
		expect(startsIn(place)).toHaveLength(1);
	});

	test('is committed where it was forgotten, listed where git never knew it, and told why where there is none', async () => {
		const place = await workshop({
			files: {'old.txt': 'one\n'},
			agent: `[ "$MOSAIC_TASK" = T1 ] && echo two >old.txt\necho new >new.txt\necho '{"status":"done","summary":"made it"}' >"$MOSAIC_RESULT"`,
		});
		expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
		expect(gitIn(place, 'show', 'main:old.txt')).toBe('two');
		expect(gitIn(place, 'ls-tree', '--name-only', 'main')).not.toContain('new.txt');
		expect((await mosaic(place, ['report', 'run-001'])).stdout).toMatch(/Left behind, in no commit: .*new\.txt/);
		expect((await mosaic(place, ['run', 'T3', '--workflow', 'checked'])).exitCode).toBe(1);
		const {failure} = await reportOf(place, 'run-002');
		expect(failure).toMatchObject({cause: 'no-changes'});
		expect(failure?.message).toContain('never added them to git: new.txt');
		await allGone(place);
		expect(gitIn(place, 'branch', '--list', 'mosaic/*')).toBe('');
	});

	test('of an agent that rewrote its history is kept, though nobody can tell what it changed', async () => {
		const place = await workshop({
			agent: `echo a >a; git add a; git commit -q --amend -m mine\necho '{"status":"done","summary":"x"}' >"$MOSAIC_RESULT"`,
		});
		expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(1);
		await allGone(place);
		expect(gitIn(place, 'show', 'mosaic/T1-run-001:a')).toBe('a');
	});
});

test('two projects of one repository do not both work in its checkout', async () => {
	const place = await workshop({files: {'b/TASKS.md': '- [ ] B1 Second\n'}, agent: PATIENT});
	const config = JSON.parse(readFileSync(path.join(place.root, '.mosaic', 'config.json'), 'utf8'));
	const here = {
		...config,
		workflows: {here: {workspace: 'in-place', steps: [{key: 'implement', kind: 'agent', mustChange: false}]}},
	};
	const second = {...place, root: path.join(place.root, 'b')};
	expect((await mosaic(second, ['init', '--name', 'Second', '--project', second.root])).exitCode).toBe(0);
	for (const {root} of [place, second]) writeFileSync(path.join(root, '.mosaic', 'config.json'), JSON.stringify(here));
	await start(place, 'here');
	const refused = await mosaic(second, ['run', 'B1', '--workflow', 'here', '--project', second.root]);
	expect(refused).toMatchObject({exitCode: 3});
	expect(refused.stderr).toMatch(/run-001 of "T1" in .* is running in the same checkout/);
	const third = await mosaic(place, ['run', 'T3', '--workflow', 'here']);
	expect(third.stderr).toMatch(/run-001 of "T1" is running in this checkout/);
	go(place);
	await closed(place);
	await allGone(place);
	const again = await mosaic(second, ['run', 'B1', '--workflow', 'here', '--project', second.root]);
	expect(again.exitCode, again.stderr).toBe(0);
	await allGone(place);
});
