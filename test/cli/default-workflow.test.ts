// Which workflow a run goes through when nobody names one.
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {workflowFor} from '../../src/config/workflow-choice.ts';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {scratchProject} from '../support/scratch.ts';
import {until} from '../support/until.ts';
import {allGone, commitsIn, reportOf, startsIn, taskStatus, workshop} from '../support/workshop.ts';

const chosen = (asked: string | undefined, set: string | null, hasCommand: boolean, hasBase: boolean): string =>
	workflowFor({workflow: set}, {asked, hasCommand, hasBase: () => hasBase});

test('what is named wins over the settings, and the settings over what fits the place', () => {
	expect(chosen('checked', 'solo', true, true)).toBe('checked');
	expect(chosen(undefined, 'checked', true, false)).toBe('checked');
	expect(chosen(undefined, null, false, true)).toBe('reviewed');
	expect(chosen(undefined, null, true, true)).toBe('solo');
	expect(chosen(undefined, null, false, false)).toBe('solo');
});

describe('mosaic run without a workflow', () => {
	test('has the work reviewed and asks a person, where a branch has a commit', async () => {
		const place = await workshop();
		const started = await mosaic(place, ['run', 'T1', '--detach']);
		expect(started.stdout).toContain('run-001 works on T1 (reviewed).');
		await until('the gate', async () => (await reportOf(place, 'run-001')).state === 'waiting');
		expect(startsIn(place)).toEqual(['run-001 implement T1', 'run-001 review T1']);
		expect((await mosaic(place, ['approve', 'run-001-a1'])).exitCode).toBe(0);
		await allGone(place);
		expect(taskStatus(place, 'T1')).toBe('done');
		expect(commitsIn(place)).toHaveLength(2);
	});

	test('is the plain runner where a command is given, and says so', async () => {
		const place = await workshop();
		const {exitCode, stderr} = await mosaic(place, ['run', 'T1', '--', '/bin/sh', '-c', 'true']);
		expect({exitCode, stderr}).toMatchObject({exitCode: 0, stderr: expect.stringContaining('(/bin/sh, solo, PID ')});
		expect(taskStatus(place, 'T1')).toBe('review');
	});

	test('is the plain runner where there is no commit to start from', async () => {
		const project = scratchProject({'TASKS.md': '- [ ] T1 Build\n', '.mosaic/config.json': SCRIPT}, {git: false});
		await mosaic(project, ['init']);
		const result = await mosaicJson(project, ['run', 'T1']);
		expect(result).toMatchObject({runId: 'run-001', sessionId: 'sess-001', endedReason: 'completed'});
	});

	test('is what the settings say', async () => {
		const place = await workshop();
		const file = path.join(place.root, '.mosaic', 'config.json');
		writeFileSync(file, JSON.stringify({...JSON.parse(readFileSync(file, 'utf8')), workflow: 'checked'}));
		expect(await mosaicJson(place, ['run', 'T3'])).toMatchObject({workflow: 'checked', state: 'completed'});
		expect(await mosaicJson(place, ['--print-only', 'T1'])).toMatchObject({workflow: 'checked', taskId: 'T1'});
	});
});

const SCRIPT = JSON.stringify({runtime: 'script', runtimes: {script: {argv: ['/bin/sh', '-c', 'true']}}});

test('a resume goes on with the run as it began, also after it failed, and takes nothing else', async () => {
	const place = await workshop({agent: 'exit 3'});
	expect((await mosaic(place, ['run', 'T1', '--workflow', 'checked'])).exitCode).toBe(1);
	const other = await mosaic(place, ['resume', 'T1', '--', 'sh']);
	expect(other.exitCode).toBe(2);
	expect(other.stderr).toContain('run-001 goes on with the agents');
	writeFileSync(
		path.join(place.folder, 'agent.sh'),
		'echo x >x; git add x; git commit -qm x; echo \'{"status":"done","summary":"s"}\' >"$MOSAIC_RESULT"',
	);
	expect(await mosaicJson(place, ['resume', 'T1'])).toMatchObject({runId: 'run-001', state: 'completed'});
});
