import path from 'node:path';
import {expect, test} from 'vitest';
import {projectPaths} from '../../../src/config/paths.ts';
import {missionView} from '../../../src/daemon/mission-view.ts';
import {recordRun} from '../../../src/engine/machine/record.ts';
import type {RunMachine} from '../../../src/engine/machine/state.ts';
import {readOverview} from '../../../src/engine/overview.ts';
import {openForWriting, write} from '../../../src/store/open.ts';
import {mosaic} from '../../support/mosaic.ts';
import {scratchProject} from '../../support/scratch.ts';
import {check, Driver, implemented, reviewed, work} from './sample.ts';

test("a mission's view has its runs with their steps, and what waits for a person", async () => {
	const project = scratchProject({'TASKS.md': '- [ ] T1 First\n'});
	expect((await mosaic(project, ['init'])).exitCode).toBe(0);
	const driver = new Driver().setUp();
	driver.end('agent.run', implemented());
	driver.end('checks.run', {kind: 'checked', results: [check(0)], work: work()});
	driver.end('agent.run', reviewed());
	const db = openForWriting(path.join(project.root, '.mosaic', 'mosaic.db'));
	let run: RunMachine | undefined;
	for (const {at, event} of driver.journal)
		run = write(db, () => recordRun(db, {id: driver.runId, run, events: [event], at}));
	db.close();
	const overview = readOverview(projectPaths(project.root), {now: new Date(driver.clock)});
	const {detail} = missionView(project.root, overview, true);
	expect(detail?.inbox).toMatchObject([
		{kind: 'approval', taskId: 'T1', taskTitle: 'First', approval: {id: 'run-001-a1', proposal: 'Did it.'}},
	]);
	expect(detail?.runViews).toMatchObject([
		{
			id: 'run-001',
			state: 'waiting',
			branch: 'mosaic/T1-run-001',
			steps: [
				{key: 'implement', state: 'completed', attempt: 1, attempts: 3},
				{key: 'verify', state: 'completed', summary: '1 of 1 passed'},
				{key: 'review', state: 'completed', verdict: 'pass'},
				{key: 'approve', state: 'awaiting-approval'},
				{key: 'integrate', state: 'pending', turn: 0},
			],
		},
	]);
});
