import {cpSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {mosaic, mosaicJson} from '../../support/mosaic.ts';
import {
	allGone,
	commitsIn,
	eventsOf,
	expectTidy,
	GOOD_AGENT,
	gitIn,
	reportOf,
	setAgent,
	startsIn,
	taskStatus,
	WORKSHOP_TASKS,
	workshop,
} from '../../support/workshop.ts';

describe('a run of the checked workflow', () => {
	test('ends in one commit on its base, with the task marked done and nothing left behind', async () => {
		const place = await workshop({gates: ['test -f T1.txt']});
		const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked']);
		expect(run).toMatchObject({exitCode: 0});
		expect(run.stderr).toContain('run-001 completed');
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
		expect(gitIn(place, 'show', '--format=', '--name-only', 'main').split('\n').sort()).toEqual(['T1.txt', 'TASKS.md']);
		expect(taskStatus(place, 'T1')).toBe('done');
		expect(startsIn(place)).toEqual(['run-001 implement T1']);
		await allGone(place);
		expectTidy(place);
	});

	test('is told as one JSON document, and its report says how each step ended', async () => {
		const place = await workshop();
		const run = await mosaicJson(place, ['run', 'T1', '--workflow', 'checked']);
		expect(run).toMatchObject({schema: 'mosaic/run@1', runId: 'run-001', taskId: 'T1', state: 'completed'});
		const report = await reportOf(place, 'run-001');
		expect(report.steps.map(({key, state}) => [key, state])).toEqual([
			['implement', 'completed'],
			['verify', 'completed'],
			['integrate', 'completed'],
		]);
		const file = path.join(place.root, '.mosaic', 'runs', 'run-001', 'report.json');
		expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({schema: 'mosaic/report@1', id: 'run-001'});
	});

	test('sends a failed check back to the implementer, with its output in the prompt', async () => {
		const agent = `
if grep -q 'T1 needs its ok' "$(dirname "$MOSAIC_RESULT")/prompt.md"; then touch T1.ok; git add T1.ok; fi
${GOOD_AGENT}`;
		const check = 'test ! -f T1.txt || test -f T1.ok || { echo T1 needs its ok; exit 1; }\n';
		const place = await workshop({agent, files: {'check.sh': check}, gates: ['sh check.sh']});
		expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
		expect(startsIn(place)).toEqual(['run-001 implement T1', 'run-001 implement T1']);
		expect(gitIn(place, 'ls-tree', '--name-only', 'main').split('\n')).toContain('T1.ok');
	});

	test('lets a failure pass that was there before the task began', async () => {
		const place = await workshop({gates: ['false', 'true']});
		expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(0);
		const recorded = (await eventsOf(place)).filter(({type}) => type === 'checks.recorded');
		const verdicts = recorded.map(({data}) => (data.results as {verdict: string}[]).map(({verdict}) => verdict));
		expect(verdicts).toEqual([
			['fail', 'pass'],
			['known', 'pass'],
		]);
	});

	test('takes no excuse for what the task itself names, beside the checks of the project', async () => {
		const tasks = WORKSHOP_TASKS.replace(
			'Lay the ground | | |',
			'Lay the ground | | `test -f T1.txt` and `test -f never` |',
		);
		const place = await workshop({tasks, gates: ['false']});
		const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--json']);
		expect(JSON.parse(run.stdout)).toMatchObject({state: 'failed'});
		const judged = (await eventsOf(place)).findLast(({type}) => type === 'checks.recorded');
		expect(judged?.data.results).toMatchObject([
			{name: 'test -f T1.txt', verdict: 'pass'},
			{name: 'test -f never', verdict: 'fail'},
			{name: 'false', verdict: 'known'},
		]);
		expect(commitsIn(place)).toEqual(['start']);
	});

	test('that changes nothing fails with the cause, leaves no branch and marks the task', async () => {
		const place = await workshop({agent: `echo '{"status":"done","summary":"nothing to do"}' >"$MOSAIC_RESULT"\n`});
		const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--json']);
		expect(run.exitCode).toBe(1);
		expect(JSON.parse(run.stdout)).toMatchObject({
			state: 'failed',
			failure: {cause: 'no-changes', hint: expect.any(String)},
		});
		expect(taskStatus(place, 'T1')).toBe('failed');
		await allGone(place);
		expect(gitIn(place, 'branch', '--list', 'mosaic/*')).toBe('');
	});

	test('that failed goes on where it failed after a retry', async () => {
		const place = await workshop({agent: 'exit 3\n'});
		expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(1);
		expect(startsIn(place)).toHaveLength(3);
		setAgent(place, GOOD_AGENT);
		expect(await mosaic(place, ['retry', 'run-001'])).toMatchObject({exitCode: 0});
		await allGone(place);
		expect(commitsIn(place)).toEqual(['Lay the ground', 'start']);
		expectTidy(place);
	});
});

test('a project that is a folder of its repository is worked on in that folder, and git stays at the root', async () => {
	const place = await workshop({files: {'svc/TASKS.md': WORKSHOP_TASKS, 'svc/here': ''}});
	const project = path.join(place.root, 'svc');
	expect((await mosaic(place, ['init', '--project', project])).exitCode).toBe(0);
	cpSync(path.join(place.root, '.mosaic', 'config.json'), path.join(project, '.mosaic', 'config.json'));
	const run = await mosaic(place, ['run', 'T1', '--workflow', 'checked', '--project', project]);
	expect(run.exitCode, run.stdout + run.stderr).toBe(0);
	const names = gitIn(place, 'show', '--format=', '--name-only', 'main').split('\n').sort();
	expect(names).toEqual(['svc/T1.txt', 'svc/TASKS.md']);
});
