import {expect, test} from 'vitest';
import {processesWith, processMark} from '../support/marked-processes.ts';
import {mosaic, mosaicJson} from '../support/mosaic.ts';
import {scratchProject} from '../support/scratch.ts';
import {until} from '../support/until.ts';

const TASKS = '| id | status | title |\n|---|---|---|\n| T1 | todo | Leave nothing |\n';

const mission = async () => {
	const project = scratchProject({'TASKS.md': TASKS});
	await mosaic(project, ['init']);
	return project;
};

test('a child that goes on talking does not keep the session of an agent that ended', async () => {
	const mark = processMark();
	const project = await mission();
	const script = '(while :; do echo still here; done) & echo "last word"; exit 0';
	const run = await mosaic(project, ['run', 'T1', '--env', mark.entry, '--', 'sh', '-c', script]);
	expect(run.exitCode).toBe(0);
	expect(run.stdout).toContain('last word');
	await until('no process of the session is left', () => processesWith(mark.entry).length === 0);
});

test('children that the agent left in sessions of their own are ended with it', async () => {
	const mark = processMark();
	const project = await mission();
	const script = 'setsid sleep 300 & setsid sh -c "trap : INT TERM; while :; do sleep 1; done" & exit 0';
	expect((await mosaic(project, ['run', 'T1', '--env', mark.entry, '--', 'sh', '-c', script])).exitCode).toBe(0);
	expect(processesWith(mark.entry)).toEqual([]);
	const {sessions} = await mosaicJson<{sessions: unknown[]}>(project, ['sessions', '--all']);
	expect(sessions).toMatchObject([{state: 'done', exitCode: 0}]);
});
